// Mocha's usual report, and the counts in the file named by RING_RESULT as the very last act: a run whose process died, or
// that an exit call cut short, leaves no file and so cannot pass for a good one.
'use strict';
const fs = require('node:fs');
const { format } = require('node:util');
const { reporters } = require('mocha');

// Where everything a process prints ends up in one stream, this tells the report from the rest.
const prefix = process.env.RING_PREFIX;
if (prefix) reporters.Base.consoleLog = (...args) => console.log(`${prefix}${format(...args)}`);

class ResultReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const retried = [];
    runner.on('fail', (test) => failures.push(test.fullTitle()));
    runner.on('retry', (test, error) => {
      retried.push(test.fullTitle());
      reporters.Base.consoleLog(`    RETRIED: "${test.fullTitle()}" failed and runs again: ${error.message}`);
    });
    runner.once('end', () => {
      const file = process.env.RING_RESULT;
      if (!file) return;
      const { passes: passed, failures: failed, pending: skipped } = runner.stats;
      fs.writeFileSync(file, JSON.stringify({ passed, failed, skipped, failures, retried }));
    });
  }
}

module.exports = ResultReporter;
