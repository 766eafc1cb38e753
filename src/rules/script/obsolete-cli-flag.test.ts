import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const app = '-n orders -s shop -g rg';

describe('MI501 obsolete-cli-flag', () => {
  it('reports the old flag, also continued on other lines', async () => {
    await checkRule(
      'a.sh',
      `az spring app create ${app} \\\n  --cpu 1 \\\n  --assign-identity true\n  ^^^^^^^^^^^^^^^^^ MI501 warning\n`,
    );
    await checkRule(
      'a.ps1',
      `az spring app create ${app} \`\n  --assign-identity\n  ^^^^^^^^^^^^^^^^^ MI501 warning\n`,
    );
  });

  it('reports both names of the flag as an error', async () => {
    await checkRule(
      'a.sh',
      `az spring app create --assign-identity --system-assigned\n                     ^^^^^^^^^^^^^^^^^ MI501 error\n`,
    );
  });

  it('reports identity commands that say no kind, unless only a run tells', async () => {
    await checkRule(
      'a.sh',
      `az spring app identity assign ${app} --role Owner --scope x\n                       ^^^^^^ MI501 warning\n` +
        `az spring app identity remove ${app}\n                       ^^^^^^ MI501 warning\n` +
        `az spring app identity assign ${app} "\${args[@]}"\naz spring app identity assign $ARGS\n` +
        `az spring app identity show ${app}\naz spring app identity assign --help\n`,
    );
  });

  it('is silent for other groups, in comments, texts and heredocs', async () => {
    const old = 'create -n orders --assign-identity';
    await checkRule(
      'a.sh',
      `az vm ${old}\naz webapp ${old}\naz acr ${old} [system]\n# az spring app ${old}\n` +
        `echo "az spring app ${old}"\ncat <<EOF\naz spring app ${old}\nEOF\n`,
    );
    await checkRule(
      'a.ps1',
      `az functionapp ${old}\n<# az spring app ${old} #>\n$x = @"\naz spring app ${old}\n"@\nWrite-Host "az spring app ${old}"\n`,
    );
  });

  it('points into the scripts of workflows, whatever way they are written', async () => {
    await checkRule(
      'azure-pipelines.yml',
      'steps:\n' +
        '  - script: az spring app create -n orders --assign-identity\n' +
        '                                           ^^^^^^^^^^^^^^^^^ MI501\n' +
        '  - pwsh: >-\n      az spring app create\n      -n orders\n      --assign-identity\n      ^^^^^^^^^^^^^^^^^ MI501\n' +
        "  - bash: 'az spring app create --assign-identity'\n                                ^^^^^^^^^^^^^^^^^ MI501\n" +
        '  - task: AzureCLI@2\n    inputs:\n      scriptType: pscore\n      inlineScript: |\n' +
        '        az spring app create `\n          --assign-identity\n          ^^^^^^^^^^^^^^^^^ MI501\n',
    );
  });

  it('is put right for good', async () => {
    for (const [path, text, right] of [
      [
        'a.sh',
        'az spring app create --assign-identity=true -n a',
        'az spring app create --system-assigned=true -n a',
      ],
      [
        'a.sh',
        'az spring app create --assign-identity \\\n --system-assigned',
        'az spring app create \\\n --system-assigned',
      ],
      ['a.ps1', 'az spring app identity remove -n a', 'az spring app identity remove --system-assigned -n a'],
      [
        '.github/workflows/a.yml',
        'steps:\n- run: "az spring app identity assign -n ${{ inputs.app }}"',
        'steps:\n- run: "az spring app identity assign --system-assigned -n ${{ inputs.app }}"',
      ],
    ] as const) {
      assert.equal(await fixed(path, text), right);
      assert.deepEqual(await findingsIn(path, right), []);
    }
  });

  it('is silent where flags may come from a variable behind a flag without value', async () => {
    await checkRule('a.sh', 'az spring app identity assign -n a --only-show-errors $FLAGS\n');
  });
});
