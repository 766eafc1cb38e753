import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { assertWithin } from '../../../test/rules/within-text';
import { grammarsOf } from '../grammar/grammars';

const samples = path.resolve(__dirname, '../../../samples');
const files = [
  'pom.xml',
  'audit/pom.xml',
  'returns/pom.xml',
  'catalog/build.gradle',
  'notifications/build.gradle',
  'loyalty/build.gradle.kts',
  'shipping/build.gradle.kts',
  'gradle/libs.versions.toml',
];
const grammars = packageGrammars();

const judge = (file: string, text: string) => {
  assertWithin(file, text, grammars);
};

describe('reading build files', () => {
  before(() => grammars.load(grammarsOf('toml')));

  for (const file of files)
    it(`bears whatever becomes of ${file}`, () => {
      const text = fs.readFileSync(path.join(samples, file), 'utf8');
      judge(file, text);
      const at = fc.nat(text.length);
      const marks = ['{', '}', '(', ')', '[', ']', '"', "'", '"""', '${', '$', '<', '>', '</', '<!--', '-->'];
      const piece = fc.oneof(
        fc.constantFrom(
          ...marks,
          '<![CDATA[',
          '&',
          '/*',
          '//',
          '\r',
          '\n',
          '\ufeff',
          '😀',
          ':',
          ',',
          '=',
          '@',
        ),
        fc.tuple(at, at).map(([a, b]) => text.slice(Math.min(a, b), Math.min(a, b) + 40)),
      );
      fc.assert(
        fc.property(
          at,
          fc.nat(60),
          fc.array(piece, { maxLength: 4 }),
          fc.boolean(),
          (from, length, pieces, cut) => {
            judge(file, text.slice(0, from) + pieces.join('') + (cut ? '' : text.slice(from + length)));
          },
        ),
        { numRuns: 150, seed: 8 },
      );
    });

  it('bears nesting and repetition beyond all measure', function () {
    this.timeout(30_000);
    const n = 50_000;
    for (const [file, text] of [
      ['pom.xml', `<project>${'<a>'.repeat(n)}com.microsoft.azure${'</b>'.repeat(n)}`],
      ['pom.xml', `<project>${'<dependency><groupId>com.microsoft.azure</groupId>'.repeat(2000)}`],
      ['pom.xml', `<project>com.microsoft.azure${'<!-- '.repeat(n)}`],
      ['pom.xml', `<project>com.microsoft.azure${'<!---->'.repeat(n)}`],
      ['pom.xml', `<project>com.microsoft.azure${'&amp'.repeat(n)}`],
      ['build.gradle', `dependencies ${'{ com.microsoft.azure ('.repeat(n)}`],
      ['build.gradle', `dependencies { ${"api 'com.microsoft.azure:azure:${".repeat(n)}`],
      ['build.gradle', `dependencies { ${'"${'.repeat(n)}com.microsoft.azure`],
      ['build.gradle', `dependencies { ${"api 'com.microsoft.azure:azure:1'\n".repeat(3000)} }`],
      ['build.gradle.kts', `/* com.microsoft.azure ${'/*'.repeat(n)}`],
      ['a.versions.toml', `[libraries]\na = ${'['.repeat(5000)} com.microsoft.azure`],
      ['a.versions.toml', `[libraries]\n${'a = { b = "com.microsoft.azure:azure:1"\n'.repeat(2000)}`],
      ['a.versions.toml', `[libraries]\n${'a.b = "com.microsoft.azure:azure:1"\n'.repeat(5000)}`],
    ] as const)
      judge(file, text);
  });
});
