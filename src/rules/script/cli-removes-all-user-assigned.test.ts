import { checkRule } from '../../../test/rules/check-rule';

const remove = 'az spring app identity remove -n orders -s shop -g rg';

describe('MI503 cli-removes-all-user-assigned', () => {
  it('reports the flag with nothing or another flag behind it', async () => {
    await checkRule(
      'a.sh',
      `az spring app identity remove --user-assigned\n                              ^^^^^^^^^^^^^^^ MI503 warning\n` +
        `az spring app identity remove \\\n  --user-assigned -n orders\n  ^^^^^^^^^^^^^^^ MI503\n`,
    );
  });

  it('is silent where IDs follow, for other commands, and in heredocs', async () => {
    await checkRule(
      'a.sh',
      `${remove} --user-assigned $ID\n${remove} --user-assigned /subscriptions/x\naz vm identity remove --user-assigned\n` +
        `cat <<EOF\n${remove} --user-assigned\nEOF\n`,
    );
  });
});
