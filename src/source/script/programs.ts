import { sourcesOf, spreadWords, valueOf } from './following';
import { textBetween, wordWithin } from './words/words';
import type { Script, ScriptCommand, ScriptFile, ScriptWord, WordPart } from './script-file';

/** The program that a command runs in the end, behind `sudo`, `retry 5`, `"$@"` of a function and the like. */
export interface Program {
  /** In lower case, without its folder and ending: `az` of `/usr/bin/az` and `az.cmd`. */
  readonly name: string;
  /** Its own word first. */
  readonly words: readonly ScriptWord[];
  /** Some of the words stand in a list of their own: nothing can be put between them as in a command. */
  readonly listed: boolean;
}

/** Programs that run another one. What may stand between is options, their values, numbers and variables to set. */
const carriers = new Set([
  ...[
    'sudo',
    'doas',
    'time',
    'nohup',
    'exec',
    'command',
    'builtin',
    'env',
    'nice',
    'ionice',
    'timeout',
    'gtimeout',
  ],
  ...[
    'xargs',
    'watch',
    'stdbuf',
    'setsid',
    'unbuffer',
    'winpty',
    'caffeinate',
    'chronic',
    'parallel',
    'call',
  ],
  ...['start', 'start-process', 'saps', 'cmd', 'then', 'do', 'else', '!', 'measure-command'],
]);

/** Programs that run another one somewhere else, or that nobody here defines, as far as their names say so. */
const runs =
  /^(?:docker|podman|ssh|kubectl|oc|(?:[a-z]+[-_])?(?:retry|retries|retrying|run|exec|execute|try|attempt|repeat|backoff|until|invoke|do|with|safe|must|quiet|silent|silently|step|task)(?:[-_]\w[\w-]*)?)$/;

/** What prints what it is given. */
const prints =
  /^(?:(?:echo|printf|print|cat|log|info|debug|warn|warning|error|say|die|fail|usage|note|title)(?:[-_]\w[\w-]*)?|write-\w[\w-]*)$/;

/** The groups of the Azure CLI whose commands matter here, and some others people use beside them. */
const groups =
  /^(?:--|spring|spring-cloud|identity|role|keyvault|login|account|ad|containerapp|aks|webapp|functionapp|storage|sql|mysql|postgres|cosmosdb|redis|servicebus|eventhubs|appconfig|acr|group|deployment|resource|rest|vm|network|extension|configure|config|provider|monitor|apim)/;

/** Programs whose commands rules look at. */
const wanted = new Set([
  ...['az', 'curl', 'wget', 'http', 'invoke-restmethod', 'invoke-webrequest', 'irm', 'iwr'],
]);

const mostLayers = 8;

export function programOf(file: ScriptFile, script: Script, command: ScriptCommand): Program | undefined {
  const reading = { file, script };
  let words = spreadWords(file, script, command.words);
  if (words[0]?.literal === undefined) words = unfolded(reading, words);
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const name = nameOf(file, script, words);
    if (name === undefined) return undefined;
    const inner = wanted.has(name) ? undefined : innerWords(script, name, words);
    if (inner === undefined) {
      const all = withArguments(reading, words);
      return { name, words: all, listed: !all.every((word) => isOwn(word, command, script)) };
    }
    // Other texts that are run were read as scripts.
    words = name === 'cmd' ? unfolded(reading, inner) : inner;
  }
  return undefined;
}

/** Whether a word is one of the command itself, or of a function around it. */
function isOwn(word: ScriptWord, { words }: ScriptCommand, { runners }: Script): boolean {
  return words.includes(word) || runners.some((runner) => runner.words.includes(word));
}

interface Within {
  readonly file: ScriptFile;
  readonly script: Script;
}

/** `$CREATE`, which is `az spring app create`, and `"az spring app create"` of `cmd /c`. */
function unfolded(within: Within, words: readonly ScriptWord[]): readonly ScriptWord[] {
  const [first, ...others] = words;
  return first === undefined ? words : [...splitWord(within, first), ...others];
}

/** `Start-Process az -ArgumentList "spring app create"`. */
function withArguments(within: Within, words: readonly ScriptWord[]): readonly ScriptWord[] {
  const [first, option, given] = words;
  if (first === undefined || given === undefined || !/^-arg(?:umentlist|s)?$/i.test(option?.literal ?? ''))
    return words;
  const [list] = given.parts;
  return [first, ...(list?.kind === 'list' ? list.words : splitWord(within, given))];
}

/** What a word is split into at its blanks, where it holds a command with its arguments. */
function splitWord({ file, script }: Within, word: ScriptWord): readonly ScriptWord[] {
  const parts = sourcesOf(file, script, word).map(({ part }) => part);
  const [first] = parts;
  const isOneLine = first?.kind === 'text' && first.value.length < longestLine && /\S\s/.test(first.value);
  return !isOneLine || (parts.length === 1 && isPath(first.value)) ? [word] : piecesOf(parts, word);
}

function piecesOf(parts: readonly WordPart[], { span }: ScriptWord): readonly ScriptWord[] {
  const words: WordPart[][] = [[]];
  for (const part of parts)
    if (part.kind !== 'text') words.at(-1)?.push(part);
    else
      for (const { 0: piece, index } of part.value.matchAll(/\s+|\S+/g))
        if (piece.trim() === '') words.push([]);
        else words.at(-1)?.push(textBetween(part, index, index + piece.length));
  return words.filter((one) => one.length > 0).map((one) => wordWithin(one, span));
}

function isPath(text: string): boolean {
  return /^(?:[A-Za-z]:|\.{0,2})[\\/]/.test(text);
}

const longestLine = 2000;

/** `az` is also what `$AZ` is, and what `command -v az` finds. */
function nameOf(file: ScriptFile, script: Script, words: readonly ScriptWord[]): string | undefined {
  const [word] = words;
  if (word === undefined) return undefined;
  const value = valueOf(file, script, word);
  if (value !== undefined) return baseName(value);
  const [source, ...others] = sourcesOf(file, script, word);
  if (source === undefined || others.length > 0) return undefined;
  const { part } = source;
  // `${AZ:-az}` is `az` unless somebody wants another one.
  if (part.kind === 'unknown')
    return baseName(part.fallback?.value.literal ?? '') === 'az' ? 'az' : undefined;
  const isAz = part.kind === 'variable' ? azVariable.test(part.key) && isGroup(words[1]) : findsAz(part);
  return isAz ? 'az' : undefined;
}

const azVariable = /^(?:env:)?az(?:[_-]?(?:cli|cmd|bin|exe|path|command))?$/i;
const finders = /^(?:which|command|type|where|where\.exe|get-command|gcm)$/i;

/** `$(command -v az)`, `(Get-Command az).Source`. */
function findsAz(part: WordPart): boolean {
  if (part.kind === 'member') return findsAz(part.of);
  const words = part.kind === 'output' ? (part.commands[0]?.words ?? []) : [];
  return finders.test(words[0]?.literal ?? '') && words.at(-1)?.literal === 'az';
}

function baseName(value: string): string {
  const [first = ''] = value.trim().split(/\s/);
  // A path may have blanks in it: `C:\Program Files\...\az.cmd`.
  const whole = /[\\/]/.test(value) ? value : first;
  return whole
    .slice(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/\.(?:cmd|exe|bat|ps1)$/, '');
}

function isGroup(word: ScriptWord | undefined): boolean {
  return word?.literal !== undefined && groups.test(word.literal);
}

/** The words of the command that a program is given to run. */
function innerWords(
  script: Script,
  name: string,
  words: readonly ScriptWord[],
): readonly ScriptWord[] | undefined {
  const runner = script.runners.find((one) => one.name.toLowerCase() === name);
  if (runner !== undefined)
    return runner.words.length > 0 ? [...runner.words, ...words.slice(1)] : behind(words, true);
  if (carriers.has(name)) return behind(words, false);
  const isUnknown = !script.functions.some((one) => one.toLowerCase() === name);
  return isUnknown && runs.test(name) && !prints.test(name) ? behind(words, true) : undefined;
}

/** From the word on that is a program's name; with `any`, whatever stands before it. */
function behind(words: readonly ScriptWord[], any: boolean): readonly ScriptWord[] | undefined {
  const at = any ? wantedAt(words) : carriedAt(words);
  return at === undefined ? undefined : words.slice(at);
}

const mostWordsBefore = 24;

function wantedAt(words: readonly ScriptWord[]): number | undefined {
  const at = words.slice(0, mostWordsBefore).findIndex(({ literal }, i) => {
    const isWord = i > 0 && literal !== undefined && !/\s/.test(literal);
    return isWord && isWanted(literal, words[i + 1]);
  });
  return at < 0 ? undefined : at;
}

function carriedAt(words: readonly ScriptWord[]): number | undefined {
  for (let at = 1; at < words.length && at < mostWordsBefore; at += 1) {
    const { literal } = words[at] ?? {};
    if (literal === undefined || isWanted(literal, undefined)) return at;
    if (words[at - 1]?.literal?.startsWith('-') === true) continue;
    if (isCarrier(literal)) return at;
    if (!mayStandBefore.test(literal)) return undefined;
  }
  return undefined;
}

/** Where anything may stand before it, what follows must show that `az` is no other word. */
function isWanted(literal: string, next: ScriptWord | undefined): boolean {
  const name = baseName(literal);
  return wanted.has(name) && (name !== 'az' || next === undefined || isGroup(next));
}

/** Options, numbers, variables to set, and what `xargs` fills in. */
const mayStandBefore = /^(?:[-/!{"']|\d|[A-Za-z_]\w*=)/;

function isCarrier(literal: string): boolean {
  const name = baseName(literal);
  return !literal.startsWith('-') && (carriers.has(name) || runs.test(name));
}
