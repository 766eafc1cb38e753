import assert from 'node:assert/strict';
import { checkRule, fixed } from '../../../test/rules/check-rule';

const assign = 'az spring app identity assign -n orders -s shop';

describe('MI504 cli-mixed-identity-types', () => {
  it('reports one command that gives both kinds', async () => {
    await checkRule(
      'a.sh',
      `${assign} --system-assigned --user-assigned $ID\n${' '.repeat(66)}^^^^^^^^^^^^^^^ MI504 warning\n`,
    );
    await checkRule(
      'a.ps1',
      'az spring app identity force-set --system-assigned enable --user-assigned $id\n' +
        `${' '.repeat(58)}^^^^^^^^^^^^^^^ MI504\n`,
    );
  });

  it('reports commands on one app, by the value of its name', async () => {
    await checkRule(
      'a.sh',
      'APP=orders\naz spring app create -n $APP -s shop --system-assigned\n' +
        `${assign} --user-assigned $ID\n${' '.repeat(48)}^^^^^^^^^^^^^^^ MI504\n`,
    );
  });

  it('reports commands that only run one after the other', async () => {
    await checkRule(
      'a.sh',
      `cd infra && ${assign} --system-assigned && ${assign} --user-assigned $ID\n${' '.repeat(129)}^^^^^^^^^^^^^^^ MI504\n`,
    );
  });

  it('is silent for one kind, other apps, alternatives and what is removed before', async () => {
    await checkRule(
      'a.sh',
      `${assign} --system-assigned\naz spring app identity assign -n billing -s shop --user-assigned $ID\n` +
        `az spring app identity force-set --system-assigned disable --user-assigned $ID\n` +
        `az spring app identity assign --system-assigned false --user-assigned $ID\n`,
    );
    await checkRule(
      'a.sh',
      `if [ -z "$ID" ]; then ${assign} --system-assigned; else ${assign} --user-assigned $ID; fi\n`,
    );
    await checkRule(
      'a.sh',
      `[ -z "$ID" ] && ${assign} --system-assigned || ${assign} --user-assigned $ID\n` +
        `test -n "$ID" || ${assign} --system-assigned\n` +
        `[ -n "$ID" ] && echo giving && ${assign} --user-assigned $ID\n`,
    );
    await checkRule(
      'a.ps1',
      `if ($id) { ${assign} --user-assigned $id } else { ${assign} --system-assigned }\n`,
    );
    await checkRule(
      'a.sh',
      `${assign} --system-assigned\naz spring app identity remove -n orders -s shop --system-assigned\n${assign} --user-assigned $ID\n`,
    );
    await checkRule(
      'a.sh',
      'APP=$1\naz spring app identity assign -n $APP --system-assigned\n' +
        'APP=$2\naz spring app identity assign -n $APP --user-assigned $ID\n',
    );
  });

  it('keeps one kind, of the two that a command must name', async () => {
    const force = 'az spring app identity force-set --system-assigned enable --user-assigned $ID';
    assert.equal(
      await fixed('a.sh', force),
      'az spring app identity force-set --system-assigned disable --user-assigned $ID',
    );
    assert.equal(
      await fixed('a.sh', force, { title: /system/ }),
      'az spring app identity force-set --system-assigned enable --user-assigned disable',
    );
    assert.equal(
      await fixed('a.sh', `${assign} --system-assigned --user-assigned $A $B --role R --scope S`),
      `${assign} --system-assigned --role R --scope S`,
    );
  });

  it('is silent for an app on its way from one kind to the other', async () => {
    await checkRule(
      'a.sh',
      `${assign} --system-assigned\n${assign} --user-assigned $ID\n` +
        `${assign.replace('assign', 'remove')} --system-assigned\n`,
    );
  });
});
