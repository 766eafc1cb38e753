import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const sandbox = path.join(root, 'src/sandbox');

interface Claim {
  readonly claim: string;
  readonly standing: string;
  readonly source: string;
  /** Below `src/sandbox`. */
  readonly file: string;
  readonly title: string;
}

/** The rows of the table in `docs/sandbox.md`. */
function readClaims(): readonly Claim[] {
  const text = readFileSync(path.join(root, 'docs/sandbox.md'), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const [claim = '', standing = '', source = '', proof = ''] = line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
    return { claim, standing, source, file, title };
  });
}

function sources(): readonly string[] {
  return readdirSync(sandbox, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
}

describe('the claims of the sandbox', () => {
  const claims = readClaims();

  it('are some forty, each one once, recorded, documented or assumed, with a source', () => {
    assert.ok(claims.length >= 40, String(claims.length));
    assert.equal(new Set(claims.map(({ claim }) => claim)).size, claims.length);
    for (const { claim, standing, source } of claims) {
      assert.ok(['recorded', 'documented', 'assumed'].includes(standing), `${claim}: ${standing}`);
      assert.notEqual(source, '', claim);
    }
  });

  for (const { claim, file, title } of claims)
    it(`have a test that stands for: ${claim}`, () => {
      const test = path.join(sandbox, file);
      assert.ok(file.endsWith('.test.ts') && existsSync(test), file);
      const titles = readFileSync(test, 'utf8')
        .split('\n')
        .filter((line) => /\b(it|describe)\(|^\s*[`'"]/.test(line));
      assert.ok(
        titles.some((line) => line.replaceAll("\\'", "'").includes(title)),
        `${file} has no test '${title}'`,
      );
    });

  it('name every place of the code that is not verified, and no other, as assumed', () => {
    const unverified = sources().filter((file) =>
      /not\s+(?:\*\s+)?verified/i.test(readFileSync(path.join(sandbox, file), 'utf8')),
    );
    const assumed = claims
      .filter(({ standing }) => standing === 'assumed')
      .map(({ source }) => /^`([^`]+)`$/.exec(source)?.[1] ?? source);
    assert.deepEqual([...new Set(assumed)].sort(), [...unverified].sort());
  });
});
