import type { ScriptWord, WordPart, WrittenValue } from './script-file';
import { textBetween, wordWithin } from './words/words';

type NamedText = Pick<WrittenValue, 'name' | 'value'>;

/** `NAME=value`, `name: value`, `- "name": "value"`, up to where the value begins. */
const beginning =
  /^\s*(?:-\s+)?(?:\{\s*)?(?:export\s+|set\s+|\$env:)?(["']?)([A-Za-z_][\w./-]*)\1\s*[=:]\s*(["']?)/;

/**
 * The named values of a text that is a list of settings: lines of a `.env` file, of YAML, properties or JSON, also in the
 * form in which Kubernetes names variables.
 */
export function* settingsIn(parts: readonly WordPart[]): Generator<NamedText> {
  let title: string | undefined;
  for (const line of linesOf(parts)) {
    const setting = settingOf(line);
    if (setting === undefined) continue;
    const named = setting.name === 'value' && title !== undefined ? { ...setting, name: title } : setting;
    title = setting.name === 'name' ? setting.value.literal : undefined;
    if (setting.name !== 'name') yield named;
  }
}

function linesOf(parts: readonly WordPart[]): readonly (readonly WordPart[])[] {
  const lines: WordPart[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'text') {
      lines.at(-1)?.push(part);
      continue;
    }
    let at = 0;
    // `echo -e` and `printf` write lines with `\n`.
    for (const { 0: mark, index } of part.value.matchAll(/\r?\n|\\n/g)) {
      if (index > at) lines.at(-1)?.push(textBetween(part, at, index));
      lines.push([]);
      at = index + mark.length;
    }
    if (at < part.value.length) lines.at(-1)?.push(textBetween(part, at, part.value.length));
  }
  return lines;
}

function settingOf(line: readonly WordPart[]): NamedText | undefined {
  const at = line.findIndex((part) => part.kind !== 'text' || part.value !== '');
  const first = line[at];
  if (first?.kind !== 'text') return undefined;
  const match = beginning.exec(first.value);
  const [all, , name, quote] = match ?? [];
  if (all === undefined || name === undefined) return undefined;
  const value: WordPart[] = [textBetween(first, all.length, first.value.length), ...line.slice(at + 1)];
  const last = value.at(-1);
  if (last?.kind === 'text') {
    // `"` or `,` may belong to a value that has no quotes around it.
    const cut = (quote === '' ? last.value.trimEnd() : withoutEnding(last.value)).length;
    value[value.length - 1] = textBetween(last, 0, cut);
  }
  const kept = value.filter((part) => part.kind !== 'text' || part.value !== '');
  return { name, value: wordWithin(kept, first.span) };
}

/** Without what may follow a value that began with a quote, or with none: a quote, a comma, a brace, blanks. */
function withoutEnding(text: string): string {
  const value = without(text.trimEnd(), '}').trimEnd();
  const item = without(value, ',');
  const bare = without(item, '"');
  return bare === item ? without(item, "'") : bare;
}

function without(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

/** `##vso[task.setvariable variable=NAME]value` of Azure's pipelines, `::set-output name=NAME::value` of GitHub's. */
const command = /^\s*(?:##vso\[task\.setvariable\s([^\]]*)\]|::set-(?:output|env)\s+name=([\w.-]+)::)/i;

/** The variable of the pipeline that a printed word sets. */
export function pipelineVariable({ parts }: ScriptWord): WrittenValue | undefined {
  const [first, ...rest] = parts;
  const told = first?.kind === 'text' ? toldIn(first.value) : undefined;
  if (first?.kind !== 'text' || told === undefined) return undefined;
  const text = textBetween(first, told.length, first.value.length);
  const value = wordWithin([...(text.value === '' ? [] : [text]), ...rest], text.span);
  return { name: told.name, value, as: told.as };
}

function toldIn(text: string) {
  const [all, options = '', short] = command.exec(text) ?? [];
  if (all === undefined) return undefined;
  const name = short ?? /(?:^|;)\s*variable=([\w.-]+)/i.exec(options)?.[1];
  if (name === undefined) return undefined;
  const isOutput = short === undefined ? /isoutput=true/i.test(options) : /^\s*::set-output/i.test(all);
  return { name, length: all.length, as: isOutput ? 'output' : 'variable' } as const;
}

/** What becomes of a text that is written to a place: `$GITHUB_ENV`, `.env`. */
export function sinkOf(target: string): WrittenValue['as'] | undefined {
  if (/GITHUB_ENV\b/.test(target)) return 'variable';
  if (/GITHUB_OUTPUT\b/.test(target)) return 'output';
  return /^(?:\/dev\/(?!stdin)|&|\$null|nul$)/i.test(target) ? undefined : 'text';
}
