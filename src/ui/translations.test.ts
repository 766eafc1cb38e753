import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** Languages by the names VS Code gives them, which stand in the names of the files. */
const languages = ['zh-cn'];

type Sentences = Readonly<Record<string, string>>;

function read(file: string): Sentences {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Sentences;
}

/** The pieces of a sentence that a pattern finds, in an order of their own: a translation may turn them round. */
function pieces(sentence: string, pattern: RegExp): readonly string[] {
  return (sentence.match(pattern) ?? []).sort();
}

const place = /\{\w*\}/g;
const code = /`[^`]*`/g;
const command = /\(command:[^)]*\)/g;

/** What is wrong with the translation of a sentence; `titles` are those of commands, which are translated even where they stand as code. */
function flaws(english: string, translated: string, titles: Sentences = {}): readonly string[] {
  const inWords = english.replace(code, (span) => titles[span] ?? span);
  return [
    ...(translated === '' ? ['is empty'] : []),
    ...(translated === translated.trim() ? [] : ['has blanks at an end']),
    ...([place, code, command] as const)
      .filter((pattern) => String(pieces(inWords, pattern)) !== String(pieces(translated, pattern)))
      .map((pattern) => `has other ${String(pattern)}`),
  ];
}

/** Titles of commands as code, each with its translation. */
function titlesAsCode(english: Sentences, translated: Sentences): Sentences {
  return Object.fromEntries(
    Object.entries(english)
      .filter(([key]) => key.startsWith('command.'))
      .map(([key, title]) => [`\`${title}\``, `\`${translated[key] ?? title}\``]),
  );
}

describe('translations', () => {
  it('are judged by what must not be lost', () => {
    assert.deepEqual(flaws('{0} of {1}: `az login`', '{1} 的 {0}: `az login`'), []);
    assert.equal(flaws('{0} of {1}', '{0} {0}').length, 1);
    assert.equal(flaws('{0}', ' {0}').length, 1);
    assert.equal(flaws('run `az login`', 'run `az logout`').length, 1);
    assert.equal(flaws('[A](command:a.b)', '[A](command:a.c)').length, 1);
    assert.deepEqual(flaws('`Show...` lists', '`显示...`', { '`Show...`': '`显示...`' }), []);
  });

  for (const language of languages) {
    it(`of the sentences into ${language} are all there, and no other`, () => {
      const english = Object.keys(read('l10n/bundle.l10n.json'));
      const translated = Object.keys(read(`l10n/bundle.l10n.${language}.json`));
      const missing = english.filter((sentence) => !translated.includes(sentence));
      const stale = translated.filter((sentence) => !english.includes(sentence));
      assert.deepEqual({ missing, stale }, { missing: [], stale: [] });
    });

    it(`of the sentences into ${language} keep their places and code`, () => {
      const translated = read(`l10n/bundle.l10n.${language}.json`);
      const wrong = Object.entries(translated).flatMap(([english, words]) =>
        flaws(english, words).map((flaw) => `${english}: ${words}: ${flaw}`),
      );
      assert.deepEqual(wrong, []);
    });

    it(`of the manifest into ${language} are whole`, () => {
      const english = read('package.nls.json');
      const translated = read(`package.nls.${language}.json`);
      assert.deepEqual(Object.keys(translated).sort(), Object.keys(english).sort());
      const titles = titlesAsCode(english, translated);
      const wrong = Object.entries(english).flatMap(([key, words]) =>
        flaws(words, translated[key] ?? '', titles).map((flaw) => `${key}: ${flaw}`),
      );
      assert.deepEqual(wrong, []);
    });
  }
});
