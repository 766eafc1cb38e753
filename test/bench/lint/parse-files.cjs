// Reads the paths of Java files as JSON from its input, parses each in a worker thread, and prints the milliseconds.
const fs = require('node:fs');
const { Worker, isMainThread, workerData, parentPort } = require('node:worker_threads');

async function parse(files) {
  const start = performance.now();
  const { Parser, Language } = require('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-java/tree-sitter-java.wasm')));
  for (const file of files) parser.parse(fs.readFileSync(file, 'utf8')).delete();
  return performance.now() - start;
}

if (isMainThread) {
  const files = JSON.parse(fs.readFileSync(0, 'utf8'));
  new Worker(__filename, { workerData: files }).once('message', (ms) => process.stdout.write(String(ms)));
} else void parse(workerData).then((ms) => parentPort.postMessage(ms));
