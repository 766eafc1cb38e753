import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';

/**
 * Regular expressions whose analysis takes `recheck` too long for each run, by what stands between the slashes. Each was given
 * a minute by itself, found nothing, and was looked at: the note says why it cannot take more than time in proportion.
 */
const looked: Readonly<Record<string, string>> = {
  '^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\\d{1,5})?$': 'anchored, at most 259 characters',
  '^\\/subscriptions\\/([^/]+)\\/resourcegroups\\/([^/]+)\\/providers\\/([^/]+)((?:\\/[^/]+\\/[^/]+)+)\\/?$':
    'anchored, and each part ends at the next slash',
  "perform action(?:\\(s\\))? '([^']+)'": 'over 4,000 characters of a message at most',
  "(?:try again|retry) after '?(\\d+)'? seconds?": 'over 4,000 characters of a message at most',
  '[\\w.-]{60,}': 'a match takes the whole run, and a run that is too short is shorter than 60',
  '^[\\w.~:/?#[\\]@!$&()*+,;=%-]{1,1024}$': 'anchored, one class',
  '^\\/[\\x21-\\x7e]{0,16000}$': 'anchored, one class',
  '^[A-Za-z0-9.-]{1,253}$': 'anchored, one class',
  '^[\\x21-\\x7e]{1,4096}$': 'anchored, one class',
  '\\$(?:\\{[^}\\n]{1,200}\\}|\\w+(?::\\w+)?)':
    'each `$` costs 200 characters at most, and the next one ends the other form',
};

/** Whether nothing repeats more than a thousand times: each place of a text then costs so much at most, however long it is. */
function isBounded(source: string): boolean {
  const bare = source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)];
  return (
    counts.length > 0 &&
    !/[*+]/.test(bare) &&
    counts.every(([, from, to]) => to !== '' && Number(to ?? from) <= 1_000)
  );
}

interface Found {
  readonly source: string;
  readonly flags: string;
  readonly at: string;
}

const root = path.join(__dirname, '..');

/** Every regex literal of the code that ships. */
function literals(): readonly Found[] {
  const program = ts.sys.readDirectory(path.join(root, 'src'), ['.ts'], ['**/*.test.ts']);
  return program.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Found[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({
          source: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
          at: `${path.relative(root, file).replaceAll(path.sep, '/')}:${line}`,
        });
      }
      node.forEachChild(visit);
    };
    visit(source);
    return found;
  });
}

describe('regular expressions', function () {
  this.timeout(300_000);
  const all = literals();

  it('take time in proportion to what they read', () => {
    const judged = new Map<string, string>();
    const bad: string[] = [];
    for (const { source, flags, at } of all) {
      if (source in looked || isBounded(source)) continue;
      const key = `${source}/${flags}`;
      if (!judged.has(key)) judged.set(key, checkSync(source, flags, { timeout: 20_000 }).status);
      const status = judged.get(key);
      if (status !== 'safe') bad.push(`${at} is ${status ?? ''}: /${source}/${flags}`);
    }
    assert.ok(judged.size > 50, 'the regexes were not found');
    assert.deepEqual(bad, []);
  });

  it('that were looked at by a person are still there', () => {
    const sources = new Set(literals().map(({ source }) => source));
    assert.deepEqual(
      Object.keys(looked).filter((source) => !sources.has(source)),
      [],
    );
  });

  it('that are quadratic are found', () => {
    for (const source of ['eyJ[\\w-]{10,}\\.[\\w-]+\\.[\\w-]*', '\\r+\\n', '\\/+$', '["\'`,;]+$'])
      assert.equal(checkSync(source, 'g').status, 'vulnerable', source);
  });
});
