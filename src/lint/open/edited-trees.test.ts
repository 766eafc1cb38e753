import assert from 'node:assert/strict';
import fc from 'fast-check';
import { corpus } from '../../../test/fuzz/corpus';
import { cannedApps } from '../../../test/rules/canned-apps';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../../source/grammar/grammars';
import { sourceFile } from '../../source/source-file';
import { EditedTrees } from './edited-trees';
import { lintFile } from '../lint-file';

const grammars = packageGrammars();
const files = corpus();

function findingsWith(trees: Parameters<typeof lintFile>[1], path: string, text: string): string {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const { findings, facts } = lintFile(file, trees, { project: {}, link: cannedApps.both });
  return JSON.stringify({ found: findings.map(({ rule, ...rest }) => ({ id: rule.id, ...rest })), facts });
}

describe('a document that is edited', () => {
  it('gets the findings of a fresh parse after any edits', async function () {
    this.timeout(60_000);
    const scrap = fc.constantFrom('', ' ', '\n', '"', '{', '}', 'x', '\r\n', '💥', '// ', 'UserAssigned');
    const edit = fc.tuple(fc.nat(), fc.nat(30), scrap);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        async (i, edits) => {
          const { path, text } = files[i]!;
          const file = sourceFile(path, text);
          if (file === undefined) return;
          await grammars.load(grammarsOf(file.language));
          const trees = new EditedTrees(grammars);
          try {
            let now = text;
            for (const [at, length, put] of [[0, 0, ''] as const, ...edits]) {
              const start = at % (now.length + 1);
              now = now.slice(0, start) + put + now.slice(start + length);
              trees.text = now;
              assert.equal(findingsWith(trees, path, now), findingsWith(grammars, path, now), now);
            }
          } finally {
            trees.dispose();
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });
});
