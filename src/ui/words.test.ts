import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { say } from '../../test/double/estate';
import { elapsedWords, scopeWords } from './words';

const root = path.resolve(__dirname, '../..');
const bundle = path.join(root, 'l10n/bundle.l10n.json');

/** Every English text the code hands to `t`, in order of the alphabet. */
function wordsInCode(): readonly string[] {
  const texts = new Set<string>();
  for (const entry of readdirSync(__dirname, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTranslate(node.expression)) {
        const [text] = node.arguments;
        assert.ok(text && ts.isStringLiteralLike(text), `${file}: words must be literal to be translated`);
        texts.add(text.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...texts].sort();
}

function isTranslate(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 't';
}

describe('words', () => {
  it('are all in the bundle translators work from, and nothing else is', () => {
    const words = wordsInCode();
    assert.ok(words.length > 100);
    const expected = Object.fromEntries(words.map((text) => [text, text]));
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(path.dirname(bundle), { recursive: true });
      writeFileSync(bundle, `${JSON.stringify(expected, null, 2)}\n`);
    }
    const kept: unknown = JSON.parse(readFileSync(bundle, 'utf8'));
    assert.deepEqual(kept, expected, 'run this test with UPDATE_GOLDEN=1 and look at the difference');
  });

  it('say how long something took', () => {
    assert.equal(elapsedWords(4_900, say), '4 s');
    assert.equal(elapsedWords(65_000, say), '1 min 5 s');
    assert.equal(elapsedWords(-1, say), '0 s');
  });

  it('name the place a role is granted at', () => {
    assert.equal(scopeWords('/subscriptions/s', say), 'Subscription s');
    assert.equal(scopeWords('/subscriptions/s/resourceGroups/rg', say), 'Resource group rg');
    assert.equal(
      scopeWords('/providers/Microsoft.Management/managementGroups/mg', say),
      'Management group mg',
    );
    assert.equal(
      scopeWords('/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv', say),
      'kv',
    );
    assert.equal(scopeWords('/', say), '/');
  });
});
