import assert from 'node:assert/strict';
import { findingsIn } from '../../test/rules/check-rule';
import { sourceFile } from '../source/source-file';
import { applyEdits } from '../source/span';
import { suppressionEdit } from './suppression/suppression-edit';

/** The ids reported in a text. */
async function idsIn(path: string, text: string): Promise<readonly string[]> {
  return (await findingsIn(path, text)).map(({ rule }) => rule.id);
}

const ignore = 'managed-identity:ignore MI501 as agreed';
const old = 'az spring app create --assign-identity';

describe('suppressions in scripts', () => {
  it('stand in any comment of PowerShell', async () => {
    for (const text of [`# ${ignore}\n${old}\n`, `<# ${ignore} #>\n${old}\n`, `${old} # ${ignore}\n`])
      assert.deepEqual(await idsIn('a.ps1', text), [], text);
  });

  it('stand in comments of a workflow and of the scripts in it', async () => {
    for (const text of [
      `steps:\n  - run: |\n      # ${ignore}\n      ${old}\n`,
      `steps:\n  - run: |\n      ${old} # ${ignore}\n`,
      `steps:\n  # ${ignore}\n  - run: ${old}\n`,
      `steps:\n  - run: ${old} # ${ignore}\n`,
    ])
      assert.deepEqual(await idsIn('action.yml', text), [], text);
  });

  it('silence all lines of a command that is continued', async () => {
    assert.deepEqual(
      await idsIn('a.sh', `# ${ignore}\naz spring app create \\\n  -n a \\\n  --assign-identity\n${old}\n`),
      ['MI501'],
    );
  });

  it('are put above the command', async () => {
    for (const [path, text] of [
      ['a.sh', 'x\n  az spring app create \\\n    -n a \\\n    --assign-identity\n'],
      ['a.ps1', 'az spring app create `\r\n  --assign-identity\r\n'],
      ['action.yml', 'steps:\n  - run: |\n      az spring app create \\\n        --assign-identity\n'],
      ['azure-pipelines.yml', `steps:\n  - bash: ${old}\n`],
    ] as const) {
      const file = sourceFile(path, text);
      assert.ok(file !== undefined);
      const [finding] = await findingsIn(path, text);
      assert.ok(finding !== undefined);
      const edit = suppressionEdit(file, finding.span, 'MI501');
      const comment = `${edit.text.slice(0, edit.reasonAt)}the CLI there is old${edit.text.slice(edit.reasonAt)}`;
      const silenced = applyEdits(text, [{ span: edit.span, text: comment }]);
      assert.deepEqual(await idsIn(path, silenced), [], silenced);
    }
  });
});
