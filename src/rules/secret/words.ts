/** Parts that people read as one: `StockSshLogin`, `stock-ssh-login` and `stock_ssh_login` are three words. */
export function partsOf(value: string): readonly string[] {
  // At most one step back: in front of the last capital letter of a run.
  // eslint-disable-next-line regexp/no-super-linear-move
  return value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
}

/** Three letters or more with vowels among them, as they are written in words of European languages. */
function isWord(part: string): boolean {
  return (
    part.length > 2 && /[aeiouy]/i.test(part) && !/[^aeiouy\d]{5}/i.test(part) && /^[A-Za-z]+$/.test(part)
  );
}

/** Which share of the letters and digits of a text stands in words: of random ones it is small. */
export function shareOfWords(value: string): number {
  const parts = partsOf(value);
  const length = (some: readonly string[]) => some.reduce((sum, part) => sum + part.length, 0);
  const all = length(parts);
  return all === 0 ? 0 : length(parts.filter(isWord)) / all;
}

/** Bits that a character carries, going by how often each stands in the text (Shannon). */
export function bitsOfCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** How many of lower case, upper case, digits and other characters there are. */
export function kindsOfCharacters(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length;
}

/** Whether most of it goes up or down the alphabet or the digits, as what people type to fill a place: `abcdef123456`. */
export function isSequence(value: string): boolean {
  let [inRuns, run] = [0, 1];
  const end = () => {
    if (run >= 4) inRuns += run;
    run = 1;
  };
  for (let at = 1; at < value.length; at += 1) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1);
    if (step === 1 || step === -1 || (value[at] === '0' && value[at - 1] === '9')) run += 1;
    else end();
  }
  end();
  return inRuns >= value.length * 0.6;
}

/** Whether nobody chose these characters: many of them, little that reads as a word, and none that comes again and again. */
export function isRandom(value: string): boolean {
  if (value.length < 12 || isSequence(value)) return false;
  if (/^[\da-f]+$/i.test(value))
    return value.length >= 24 && bitsOfCharacter(value) > 2.8 && /\d/.test(value);
  return kindsOfCharacters(value) > 1 && shareOfWords(value) < 0.4 && bitsOfCharacter(value) > 3;
}
