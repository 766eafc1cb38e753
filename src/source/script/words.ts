import type { Span } from '../span';
import type { Assignment, Script, ScriptCommand, ScriptFile, ScriptWord, WordPart } from './script-file';

export function wordOf(span: Span, parts: readonly WordPart[]): ScriptWord {
  const texts = parts.filter((part) => part.kind === 'text');
  if (texts.length < parts.length) return { span, parts };
  return { span, parts, literal: texts.map(({ value }) => value).join('') };
}

/** `NAME=value` as name and value; `undefined` where a word does not begin with a name and `=`. */
export function namedValue(
  word: ScriptWord,
): { readonly name: string; readonly value: ScriptWord } | undefined {
  let name = '';
  for (const [i, part] of word.parts.entries()) {
    if (part.kind !== 'text') return undefined;
    const at = part.value.indexOf('=');
    if (at < 0) name += part.value;
    else return { name: name + part.value.slice(0, at), value: behind(word, i, part, at + 1) };
  }
  return undefined;
}

/** What is left of a word behind some characters of one of its texts. */
function behind(
  word: ScriptWord,
  index: number,
  part: WordPart & { kind: 'text' },
  from: number,
): ScriptWord {
  const exact = part.value.length === part.span.end - part.span.start;
  const span = exact ? { start: part.span.start + from, end: part.span.end } : part.span;
  const rest = part.value.slice(from);
  const parts = [
    ...(rest === '' ? [] : [{ kind: 'text', value: rest, span } as const]),
    ...word.parts.slice(index + 1),
  ];
  const end = parts.at(-1)?.span.end ?? span.end;
  return wordOf({ start: parts[0]?.span.start ?? end, end }, parts);
}

/** An option of a command with what stands behind it: `--env A=1 B=2`, `--scope=/subscriptions/x`, `-n orders`. */
export interface Flag {
  readonly name: string;
  /** Of the option's name alone. */
  readonly span: Span;
  readonly values: readonly ScriptWord[];
  /** From the name to the end of the last value. */
  readonly whole: Span;
}

export interface CommandLine {
  /** The words before the first option. */
  readonly names: readonly ScriptWord[];
  readonly flags: readonly Flag[];
  /** It may hold options that only a run tells: `"${args[@]}"`, `@arguments`. */
  readonly open: boolean;
}

/** Options of every `az` command that take no value. */
const withoutValue = new Set(['--only-show-errors', '--no-wait', '--debug', '--verbose']);

export function commandLine({ words }: ScriptCommand): CommandLine {
  const names: ScriptWord[] = [];
  const flags: { name: string; span: Span; values: ScriptWord[]; whole: Span }[] = [];
  let open = false;
  for (const word of words) {
    const flag = flagOf(word);
    const last = flags.at(-1);
    if (flag !== undefined) {
      flags.push(flag);
      continue;
    }
    // One word behind an option is its value; what only a run tells there may be any number of words.
    const first = word.parts[0];
    const takesValue = last?.values.length === 0 && !withoutValue.has(last.name);
    if (first !== undefined && first.kind !== 'text' && !takesValue) open = true;
    if (last === undefined) names.push(word);
    else {
      last.values.push(word);
      last.whole = { start: last.whole.start, end: word.span.end };
    }
  }
  return { names, flags, open };
}

function flagOf(
  word: ScriptWord,
): { name: string; span: Span; values: ScriptWord[]; whole: Span } | undefined {
  const [first] = word.parts;
  if (first?.kind !== 'text' || !/^-{1,2}[a-z]/i.test(first.value)) return undefined;
  const named = first.value.startsWith('--') ? namedValue(word) : undefined;
  if (named === undefined)
    return word.literal === undefined
      ? undefined
      : { name: word.literal, span: word.span, values: [], whole: word.span };
  const span = { start: word.span.start, end: word.span.start + named.name.length };
  return { name: named.name, span, values: [named.value], whole: word.span };
}

/** Longest chain of variables that is followed; a longer one may be a circle. */
const maxHops = 8;

/**
 * What a word is at a run, as far as the script tells: variables that have one value, or whose value was given before
 * and outside of branches, are followed. `undefined` where it is not certain.
 */
export function valueOf(
  file: ScriptFile,
  script: Script,
  word: ScriptWord,
  hops = maxHops,
): string | undefined {
  const values = sourcesOf(file, script, word, hops).map((part) =>
    part.kind === 'text' ? part.value : undefined,
  );
  return values.every((value) => value !== undefined) ? values.join('') : undefined;
}

/** The parts of a word with variables replaced by the parts of their values, where these are certain. */
export function sourcesOf(
  file: ScriptFile,
  script: Script,
  word: ScriptWord,
  hops = maxHops,
): readonly WordPart[] {
  return word.parts.flatMap((part) => {
    if (part.kind !== 'variable' || hops === 0) return [part];
    const given = assigned(file, script, part.key, part.span.start)?.value;
    return given === undefined ? [part] : sourcesOf(file, script, given, hops - 1);
  });
}

/** The assignment that a variable has its value of at a place. */
function assigned(file: ScriptFile, script: Script, key: string, at: number): Assignment | undefined {
  const own = script.assignments.filter((one) => one.key === key);
  const all = own.length > 0 ? own : file.environments.flat().filter((one) => one.key === key);
  const [first, ...others] = all;
  if (first === undefined) return undefined;
  const same = others.every(
    ({ value }) => value?.literal !== undefined && value.literal === first.value?.literal,
  );
  if (same) return first;
  if (own.length === 0 || own.some(({ block }) => block >= 0)) return undefined;
  return own.findLast(({ span }) => span.end <= at);
}
