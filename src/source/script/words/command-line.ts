import type { Span } from '../../span';
import type { ScriptWord } from '../script-file';
import { contentOf, namedValue } from './words';

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

export function commandLine(words: readonly ScriptWord[]): CommandLine {
  const names: ScriptWord[] = [];
  const flags: { name: string; span: Span; values: ScriptWord[]; whole: Span }[] = [];
  let open = false;
  let isLeading = false;
  for (const word of words) {
    const flag = flagOf(word);
    const last = flags.at(-1);
    if (flag !== undefined) {
      // Options of every command may stand before its name: `az --debug spring`, `az -o none spring`.
      isLeading = names.length === 1;
      flags.push(flag);
      continue;
    }
    // One word behind an option is its value; what only a run tells there may be any number of words.
    const takesValue = last?.values.length === 0 && !withoutValue.has(last.name);
    open ||= !takesValue && isUnknown(word);
    if (last === undefined || (!takesValue && (isLeading || withoutValue.has(last.name)))) names.push(word);
    else {
      last.values.push(word);
      last.whole = { start: last.whole.start, end: word.span.end };
    }
  }
  return { names, flags, open };
}

function isUnknown({ parts: [first] }: ScriptWord): boolean {
  return first !== undefined && first.kind !== 'text';
}

function flagOf(
  word: ScriptWord,
): { name: string; span: Span; values: ScriptWord[]; whole: Span } | undefined {
  const [first] = word.parts;
  if (first?.kind !== 'text' || !/^-{1,2}[a-z]/i.test(first.value)) return undefined;
  // What has a blank is a value, as the Azure CLI sees it: `--jvm-options "-Xmx1g -Dkey=value"`.
  if (/^-[a-z][^=]*\s/i.test(word.literal ?? '')) return undefined;
  const named = first.value.startsWith('--') ? namedValue(word) : undefined;
  if (named === undefined)
    return word.literal === undefined
      ? undefined
      : { name: word.literal, span: contentOf(word), values: [], whole: word.span };
  const span = { start: word.span.start, end: word.span.start + named.name.length };
  return { name: named.name, span, values: [named.value], whole: word.span };
}

/** The words of a command in front of its options, for patterns: `az spring app update`; `?` for what only a run tells. */
export function pathOf(line: CommandLine | undefined): string {
  return (line?.names ?? []).map(({ literal }) => literal ?? '?').join(' ');
}
