import assert from 'node:assert/strict';
import type { RunReport } from '../run/report';
import { formatJson } from './json';
import { formatMarkdown } from './markdown';
import { formatSarif } from './sarif';

describe('what a run does not look at', () => {
  const note = 'roles that 2 identities have through groups were not read';
  const report = (skipped: RunReport['skipped']): RunReport => ({
    files: [],
    skipped,
    elsewhere: new Map(),
    read: 0,
    fixed: [],
    accepted: 0,
  });
  const noted = report([{ path: 'azure', skipped: note, note: true }]);
  const silent = report([{ path: 'big.java', skipped: 'it is too large' }]);

  it('is said in JSON in the form of a finding that no rule has made', () => {
    const [first, ...others] = JSON.parse(formatJson(noted)) as readonly Record<string, unknown>[];
    assert.deepEqual(others, []);
    const { file, ruleId, name, severity, message } = first ?? {};
    assert.deepEqual([file, ruleId, name, severity, message], ['azure', null, 'not-read', 'hint', note]);
    assert.deepEqual(JSON.parse(formatJson(silent)), []);
  });

  it('is a notification of the tool in SARIF', () => {
    const runOf = (given: RunReport) =>
      (JSON.parse(formatSarif({ version: '1.0.0' })(given)) as { runs: Record<string, unknown>[] }).runs[0];
    assert.deepEqual(runOf(noted)?.['invocations'], [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ level: 'note', message: { text: note } }],
      },
    ]);
    assert.equal('invocations' in (runOf(silent) ?? {}), false);
  });

  it('is a list of its own in Markdown', () => {
    assert.match(
      formatMarkdown(noted),
      /Not looked at[^]*azure: roles that 2 identities have through groups/,
    );
    assert.doesNotMatch(formatMarkdown(silent), /Not looked at|big\.java/);
  });
});
