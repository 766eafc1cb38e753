// Stands in for the native module `@vscode/native-watchdog` where it cannot be compiled: ends this process soon after
// process `pid` is gone. The original does so even while JavaScript spins; the group's SIGKILL covers that here.
exports.start = (pid) => {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (error.code === 'ESRCH') process.exit(87);
    }
  }, 1_000);
  timer.unref();
};

exports.exit = (code) => process.exit(code ?? 0);
