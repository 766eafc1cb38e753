import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { sourceFile } from '../src/source/source-file';
import { findingsIn } from './rules/check-rule';

const root = path.join(__dirname, 'corpus');
const languages = fs.readdirSync(root).filter((name) => fs.statSync(path.join(root, name)).isDirectory());

/** `12 MI101 hint`, in the order of the file. */
type Found = Readonly<Record<string, readonly string[]>>;

async function foundIn(language: string): Promise<Found> {
  const folder = path.join(root, language);
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const found: Record<string, readonly string[]> = {};
  for (const file of files.sort()) {
    const lines = await linesOf(file, fs.readFileSync(path.join(folder, file), 'utf8'));
    if (lines.length > 0) found[file] = lines;
  }
  return found;
}

async function linesOf(file: string, text: string): Promise<readonly string[]> {
  const source = sourceFile(file, text);
  assert.ok(source !== undefined, `${file} is of no language that is judged`);
  const findings = await findingsIn(file, text);
  return findings.map(({ rule, span, severity }) =>
    [source.lines.positionAt(span.start).line + 1, rule.id, severity].join(' '),
  );
}

describe('the corpus', () => {
  for (const language of languages)
    it(`has the findings that are listed for ${language}, and no others`, async () => {
      const list = path.join(root, `${language}.json`);
      const found = await foundIn(language);
      if (process.env['UPDATE_GOLDEN'] !== undefined)
        fs.writeFileSync(list, `${JSON.stringify(found, null, 2)}\n`);
      assert.deepEqual(found, JSON.parse(fs.readFileSync(list, 'utf8')));
    });
});
