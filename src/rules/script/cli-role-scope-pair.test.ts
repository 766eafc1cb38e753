import { checkRule } from '../../../test/rules/check-rule';

const assign = 'az spring app identity assign --system-assigned';

describe('MI505 cli-role-scope-pair', () => {
  it('reports one without the other', async () => {
    await checkRule(
      'a.sh',
      `${assign} --role Reader\n${' '.repeat(48)}^^^^^^ MI505 error\n${assign} --scope=$VAULT\n${' '.repeat(48)}^^^^^^^ MI505\n`,
    );
  });

  it('reports both where only user-assigned identities are assigned', async () => {
    await checkRule(
      'a.ps1',
      `az spring app identity assign --user-assigned $id --role Reader --scope $vault\n${' '.repeat(50)}^^^^^^ MI505\n`,
    );
  });

  it('is silent for pairs, other commands and what only a run tells', async () => {
    await checkRule(
      'a.sh',
      `${assign} --role Reader --scope $VAULT\n${assign} --role Reader "\${more[@]}"\n` +
        'az role assignment create --role Reader\naz spring app list --role x\n',
    );
  });
});
