import assert from 'node:assert/strict';
import type { Language } from '../../source/language';
import { blockEnd } from './block-end';
import { computedMs } from '../../../test/cpu-time';

/** In each text `«` is where something begins and `»` where it ends. */
const texts: readonly (readonly [Language, string])[] = [
  ['java', '  «Object a = new A()\n    .b("};")\n    .build();»\n  Object c;'],
  ['java', '«@Bean\npublic A a() {\n  if (x) { b(); }\n  // }\n  return c;\n}»\nvoid d() {}'],
  ['java', 'f(«new A()\n  .b(1, 2),»\n  c)'],
  ['java', 'f(a, «new A()\n  .b()»)'],
  ['java', '«try { a(); }\ncatch (E e) { b(); }»\nc();'],
  ['json', '{ «"a": { "b": ["}", 1] },» "c": 1 }'],
  ['kotlin', '«val a = A()\n  .b { c }\n  .build()»\nval d = 1'],
  ['kotlin', '«@Bean\nfun a(): A =\n  A(b)»\nfun c() = 1'],
  ['bicep', "«@secure()\nparam a string = 'x{'»\nparam b string"],
  ['bicep', "«resource a 'b' = {\n  c: {\n    d: 1\n  }\n}»\nresource e 'f' = {}"],
  ['terraform', '«a = {\n  b = "}" # }\n}»\nc = 1'],
  ['terraform', 'x {\n  «a = 1»\n  b = 2\n}'],
  ['powershell', '«az a `\n  --b c»\naz d'],
  ['yaml', 'x:\n  «a:\n    b: 1\n\n    c: 2»\n  d: 3'],
  ['yaml', 'x:\n  «- a: 1\n    b: 2»\n  - c: 3'],
  ['yaml', '«a:\n- b\n- c»\nd: 1'],
  ['pom', '«<dependency>\n  <a>b</a><!-- </dependency> -->\n  <c/>\n</dependency>»\n<dependency/>'],
  ['pom', '<a>\n  «<b/>»\n</a>'],
  ['properties', '«a=b\\\n  c\\\n  d»\ne=f'],
];

describe('the end of what a comment is above', () => {
  for (const [language, marked] of texts)
    it(`is found in ${language}: ${JSON.stringify(marked.slice(0, 40))}`, () => {
      const start = marked.indexOf('«');
      const text = marked.replace(/[«»]/g, '');
      assert.equal(
        text.slice(start, blockEnd(text, start, language)),
        text.slice(start, marked.indexOf('»') - 1),
      );
    });

  for (const language of ['java', 'kotlin', 'yaml', 'pom', 'properties'] as const)
    it(`is found in no time in a megabyte of ${language}`, () => {
      for (const part of ['{\n', '/*', '"\n', '<a ', "'\\", 'a\n', '- a\n', '\\\n', '"""', '<!--']) {
        const start = computedMs();
        blockEnd(part.repeat(1_000_000 / part.length), 0, language);
        assert.ok(computedMs() - start < 1000, part);
      }
    });
});
