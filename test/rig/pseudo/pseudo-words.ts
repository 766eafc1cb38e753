import fs from 'node:fs';
import path from 'node:path';
import { repository } from '../places';

/** The name VS Code has for a language nobody speaks; it stands in the names of the files. */
export const pseudoLanguage = 'qps-ploc';

const letters: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['abcdefghijklmnopqrstuvwxyz', 'àƀĉďéƒĝĥîĵķĺɱñôþɋŕšţûṽŵẋýž'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ÀƁĈĎÉƑĜĤÎĴĶĻṀÑÔÞɊŔŠŢÛṼŴẊÝŽ'],
  ].flatMap(([plain = '', accented = '']) => Array.from(plain, (letter, i) => [letter, accented.charAt(i)])),
);

/** What a program reads, and what a sentence quotes: places, code, addresses of links, signs of icons. */
const untouched =
  /\$?\{[\w.]*\}|`[^`]*`|\]\([^)]*\)|\bhttps?:\/\/[^\s)]*|\bcommand:[^\s)]*|\$\([\w~-]+\)|<[^<>\s]+>|&&/g;

/**
 * An English sentence as no language has it: every letter with an accent, brackets at its ends, two fifths longer. What is left in plain
 * letters on the screen was not translated; what is cut off has lost its bracket.
 */
export function pseudo(sentence: string): string {
  let at = 0;
  let said = '';
  for (const { index, 0: kept } of sentence.matchAll(untouched)) {
    said += accented(sentence.slice(at, index)) + kept;
    at = index + kept.length;
  }
  said += accented(sentence.slice(at));
  return `⟦${said}${' ~~~~'.repeat(Math.ceil((sentence.length * 0.4) / 5))}⟧`;
}

function accented(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => letters[letter] ?? letter);
}

/** The sentences of a bundle of the repository, each in pseudo-words. */
function pseudoBundle(file: string): Readonly<Record<string, string>> {
  const english = JSON.parse(fs.readFileSync(path.join(repository, file), 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(english).map(([key, words]) => [key, pseudo(words)]));
}

/**
 * Puts the pseudo-words into an extension that is unpacked in `folder`, as a translation like any other. Titles of the manifest stay
 * English: tests find commands by them.
 */
export function speakPseudo(folder: string): void {
  const file = path.join(folder, `l10n/bundle.l10n.${pseudoLanguage}.json`);
  fs.writeFileSync(file, JSON.stringify(pseudoBundle('l10n/bundle.l10n.json')));
}

/** Translates what the bundle has, and nothing else. */
export function pseudoTranslate(): (template: string) => string {
  const bundle = pseudoBundle('l10n/bundle.l10n.json');
  return (template) => bundle[template] ?? template;
}
