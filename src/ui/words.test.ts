import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { say } from '../../test/double/estate';
import { Failure } from '../lifecycle/failure';
import { say as text } from '../lifecycle/text';
import { elapsedWords, failureWords, scopeWords } from './words';

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
  made: ReadonlyMap<string, string>,
): readonly ts.Expression[] {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text === 't' ? given.slice(0, 1) : [];
  if (!ts.isIdentifier(expression)) return [];
  if (expression.text === 't') return given.slice(0, 1);
  const maker = made.get(expression.text);
  if (maker === undefined) return [];
  return maker === 'counted' ? given.slice(1, 3) : given.slice(0, 1);
}

/** `say` and `counted` by the names a file imports them under from the place where texts are made. */
function makersIn(source: ts.SourceFile): ReadonlyMap<string, string> {
  const imported = source.statements
    .filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier, importClause }) => {
      const bindings = importClause?.namedBindings;
      const isThere = ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text.endsWith('lifecycle/text');
      return isThere && bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
    });
  return new Map(
    imported
      .map(({ name, propertyName }) => [name.text, (propertyName ?? name).text] as const)
      .filter(([, maker]) => ['say', 'counted'].includes(maker)),
  );
}

/** Programs of their own that speak English, as the command line does. */
const programs = /(?:^|\/)(?:cli|mcp-server|sandbox-cli)(?:\/|\.ts$)/;

/** Where `why` and `remedy` are no failure's: what skipped files and other programs are told, and a comment in generated Java. */
const notForPeople =
  /^(?:disk\/store-file|ui\/diagnostics\/virtual-folder|token\/protocol\/|actions\/connect\/recipes\/)/;

/** The files of ours that hold a pattern, but for those of programs and of the sandbox. */
function filesWith(pattern: RegExp): readonly string[] {
  return readdirSync(speaking, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(silent))
    .filter((file) => {
      const inside = path.relative(speaking, file).replaceAll(path.sep, '/');
      return !programs.test(inside) && !notForPeople.test(inside);
    })
    .filter((file) => pattern.test(readFileSync(file, 'utf8')));
}

const ofFailure = ['what', 'why', 'remedy'];

/** The expressions that say what did not work: in failures and what becomes one, in names for it, and handed to who makes one. */
function saidIn(node: ts.Node, source: ts.SourceFile): readonly ts.Expression[] {
  if (ts.isPropertyAssignment(node))
    return ofFailure.includes(node.name.getText(source)) ? [node.initializer] : [];
  if (ts.isVariableDeclaration(node))
    return node.name.getText(source) === 'what' && node.initializer !== undefined ? [node.initializer] : [];
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  return ['toFailure', 'orFailure'].includes(node.expression.text) ? node.arguments : [];
}

/** The strings and templates of an expression that are no words yet. */
function stringsIn(said: ts.Expression): readonly ts.Expression[] {
  if (ts.isConditionalExpression(said)) return [...stringsIn(said.whenTrue), ...stringsIn(said.whenFalse)];
  if (ts.isBinaryExpression(said)) return [...stringsIn(said.left), ...stringsIn(said.right)];
  if (ts.isTemplateExpression(said)) return [said];
  // What is no word of a language, as a code, has no blanks.
  return ts.isStringLiteralLike(said) && said.text.includes(' ') ? [said] : [];
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

  it('of failures are data, from the first sentence on', function () {
    this.timeout(20_000);
    const english: string[] = [];
    for (const file of filesWith(/\b(?:what|why|remedy)\b|\b(?:to|or)Failure\(/)) {
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
      const visit = (node: ts.Node): void => {
        for (const said of saidIn(node, source).flatMap(stringsIn))
          english.push(`${path.relative(root, file)}: ${said.getText(source)}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    assert.equal(english.join('\n'), '');
  });

  it('of a failure are translated, what it quotes is not, and its message stays English', () => {
    const failure = new Failure({
      code: 'refused',
      what: text("'{0}' was not changed.", 'shop {0}'),
      why: 'Azure said so.',
      remedy: text('Try again in {0} s.', 3),
    });
    const shout = (template: string): string => template.toUpperCase();
    assert.equal(
      failureWords(failure, shout),
      "'shop {0}' WAS NOT CHANGED. Azure said so. TRY AGAIN IN 3 S.",
    );
    assert.equal(failure.message, "'shop {0}' was not changed. Azure said so. Try again in 3 s.");
    assert.equal(failure.why, 'Azure said so.');
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
