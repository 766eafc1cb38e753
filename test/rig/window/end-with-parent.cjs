// Preloaded into the VS Code server: when the process that started it is gone, however it ended, the server's standard
// input closes and the whole group goes too. The processes the server starts inherit this file and ignore it.
'use strict';
if (process.argv[1]?.endsWith('server-main.js') && !process.argv.includes('--install-extension')) {
  process.stdin.on('error', () => undefined);
  process.stdin.once('close', () => process.kill(-process.pid, 'SIGKILL'));
  process.stdin.resume();
  process.stdin.unref();
}
