/** Words that every English sentence of some length has, and no name of a thing is made of. */
const telling = new Set(
  'a an and are as at be because been but by can cannot could did do does for from gets had has have if in into is it its may must not nobody nothing of on once only or out over reads so than that the their then there these they this to until was were what when where which while who why will with without you your'.split(
    ' ',
  ),
);

/**
 * What Azure, the protocols or the files say themselves, and is quoted as it stands:
 * each with the reason why it is no sentence of ours.
 */
const quoted: readonly (readonly [words: RegExp, why: string])[] = [
  [/The client '[^']*' with object id .*?(?:\.|$)/g, 'what ARM says of a refusal'],
  [/Azure (?:Cache for Redis|Database for PostgreSQL or MySQL|OpenAI and other AI services)/g, 'services'],
];

/**
 * The English that is left in what is shown in pseudo-words: runs of plain words with one that only sentences have. Names, IDs, code and
 * single words are none. Empty where everything was translated.
 */
export function leftEnglish(shown: string): readonly string[] {
  const text = quoted.reduce((rest, [words]) => rest.replace(words, ' | '), shown);
  return text
    .replace(/`[^`]*`|\bhttps?:\/\/\S+|\$\([\w~-]+\)/g, ' | ')
    .split(/[^\x20-\x7e]|~~~~|[⟦⟧|"<>{}()[\]:;]/)
    .map((run) => run.trim())
    .filter((run) => {
      const words = run.match(/(?<![\w.@/='-])[a-z']+(?![\w@/='-]|\.\w)/gi) ?? [];
      return words.length >= 2 && words.some((word) => telling.has(word.toLowerCase()));
    });
}
