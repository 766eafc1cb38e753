// Runs in the extension host of a window under test. Opens a socket in the folder named by RIG_COMPANION (readable by its
// owner only) and evaluates the functions the test sends there, with `vscode` as their first argument.
'use strict';
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const readline = require('node:readline');
const vscode = require('vscode');

exports.activate = async () => {
  const folder = process.env.RIG_COMPANION;
  if (folder === undefined) return;
  // One name per extension host: after a reload the old and the new one overlap for a moment.
  const socket = path.join(folder, `${process.pid}.sock`);
  const server = net.createServer((connection) => {
    connection.on('error', () => connection.destroy());
    readline.createInterface({ input: connection }).on('line', (line) => void answer(connection, line));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(socket, resolve));
  const latest = path.join(folder, 'latest.json');
  fs.writeFileSync(`${latest}.${process.pid}`, JSON.stringify({ pid: process.pid, socket }));
  fs.renameSync(`${latest}.${process.pid}`, latest);
};

async function answer(connection, line) {
  const { id, code, argument } = JSON.parse(line);
  try {
    // The compiler of the tests wraps named functions in `__name`, which exists only there.
    const run = new Function(
      'vscode',
      'require',
      'argument',
      `const __name = (f) => f; return (${code})(vscode, argument, require);`,
    );
    const value = await run(vscode, require, argument);
    connection.write(`${JSON.stringify({ id, value })}\n`);
  } catch (error) {
    connection.write(`${JSON.stringify({ id, error: String(error?.stack ?? error) })}\n`);
  }
}
