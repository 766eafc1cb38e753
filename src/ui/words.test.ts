import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { say } from '../../test/double/estate';
import { elapsedWords, scopeWords } from './words';

const root = path.resolve(__dirname, '../..');
const bundle = path.join(root, 'l10n/bundle.l10n.json');

/** Where words are made: the sandbox is Azure, and speaks as Azure does. */
const speaking = path.resolve(__dirname, '..');
const silent = path.join(speaking, 'sandbox') + path.sep;

/** Every English text the code hands to `t`, `say` or `counted`, in order of the alphabet. */
function wordsInCode(): readonly string[] {
  const texts = new Set<string>();
  for (const entry of readdirSync(speaking, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    if (file.startsWith(silent)) continue;
    const code = readFileSync(file, 'utf8');
    if (!/\b(?:t|say|counted)\(/.test(code)) continue;
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022);
    const makers = makersIn(source);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node))
        for (const text of wordsOf(node, makers)) {
          assert.ok(
            ts.isStringLiteralLike(text),
            `${file}: not literal: ${source.text.slice(text.pos, text.end)}`,
          );
          texts.add(text.text);
        }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...texts].sort();
}

/** The arguments of a call that are words; `made` are the names by which the file makes texts. */
function wordsOf(
  { expression, arguments: given }: ts.CallExpression,
  made: ReadonlySet<string>,
): readonly ts.Expression[] {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text === 't' ? given.slice(0, 1) : [];
  if (!ts.isIdentifier(expression)) return [];
  if (expression.text === 't') return given.slice(0, 1);
  if (!made.has(expression.text)) return [];
  return expression.text === 'counted' ? given.slice(1, 3) : given.slice(0, 1);
}

/** `say` and `counted`, where a file imports them from the place where texts are made. */
function makersIn(source: ts.SourceFile): ReadonlySet<string> {
  const imported = source.statements
    .filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier, importClause }) => {
      const bindings = importClause?.namedBindings;
      const isThere = ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text.endsWith('lifecycle/text');
      return isThere && bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
    });
  return new Set(imported.map(({ name }) => name.text).filter((name) => ['say', 'counted'].includes(name)));
}

describe('words', () => {
  it('are all in the bundle translators work from, and nothing else is', function () {
    // It reads the whole source.
    this.timeout(20_000);
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
