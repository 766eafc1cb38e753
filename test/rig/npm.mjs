// Runs npm as a child of a script that may itself have been started by npm. Node built-ins only.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

/**
 * Runs npm with its output appended to a file, or shown when no file is named. Rejects with the exit code and the end of
 * the output. The child ends with `signal`.
 * @param {readonly string[]} args
 * @param {{ cwd: string, log?: string, signal?: AbortSignal, env?: Record<string, string> }} options
 */
export async function runNpm(args, { cwd, log, signal, env }) {
  const output = log === undefined ? 'inherit' : fs.openSync(log, 'a');
  try {
    await new Promise((resolve, reject) => {
      const child = spawn('npm', args, {
        cwd,
        env: { ...withoutRunScriptContext(process.env), ...env },
        stdio: ['ignore', output, output],
        signal,
      });
      child.once('error', reject);
      child.once('exit', (code, ended) => {
        if (code === 0) resolve(undefined);
        else
          reject(
            new Error(
              `"npm ${args.join(' ')}" in ${cwd} ended with ${code ?? ended}.` +
                (log === undefined ? '' : ` Its output ends:\n${tail(log)}`),
            ),
          );
      });
    });
  } finally {
    if (typeof output === 'number') fs.closeSync(output);
  }
}

function tail(file) {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

/** The names npm gives to a running script describe this package; in another folder they would mislead. */
function withoutRunScriptContext(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(package|lifecycle)_|^npm_config_local_prefix$/.test(name)),
  );
}
