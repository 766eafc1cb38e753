import type { Span } from '../../source/span';
import { programOf, type Program } from '../../source/script/programs';
import {
  noScript,
  type Assignment,
  type Script,
  type ScriptCommand,
  type ScriptFile,
  type ScriptWord,
  type WordPart,
} from '../../source/script/script-file';
import { commandLine, type CommandLine } from '../../source/script/words/command-line';
import { namedValue, wordWithin } from '../../source/script/words/words';

/** A place in a script where a value gets a name. */
export interface NamedWord {
  readonly name: string;
  readonly value: ScriptWord;
  /** The script it stands in; of a workflow's maps, any of them. */
  readonly script: Script;
  /**
   * `default`: of a pipeline's parameter; `parameter`: of an address, `?client_id=`; `written`: in a text that the script writes;
   * `argument`: without a name, so that it is called like its program.
   */
  readonly by:
    'assignment' | 'environment' | 'default' | 'flag' | 'setting' | 'parameter' | 'written' | 'argument';
  /** Of settings. */
  readonly nameSpan?: Span;
  /** The option that a setting follows. */
  readonly flag?: string;
  /** Programs see it; of assignments. */
  readonly exported?: boolean;
  /** The command whose flag or setting it is. */
  readonly line?: CommandLine;
}

/**
 * `NAME=value` and `$NAME = value`, entries of `env:`, `--flag value` and `NAME=value` of programs, parameters of addresses, and
 * lines of the settings that a script writes.
 */
export function* namedWords(file: ScriptFile): Generator<NamedWord> {
  for (const environment of file.environments)
    for (const one of environment) {
      const isDefault = /^(?:parameters|inputs)\./.test(one.key);
      yield* assigned(one, noScript, isDefault ? 'default' : 'environment');
    }
  for (const script of file.scripts) {
    for (const one of script.assignments) yield* assigned(one, script, 'assignment');
    for (const command of script.commands) yield* inCommand(file, script, command);
    for (const { name, value } of script.written) yield { name, value, script, by: 'written' };
  }
}

function* assigned(one: Assignment, script: Script, by: NamedWord['by']): Generator<NamedWord> {
  const { name, value, exported } = one;
  if (value === undefined) return;
  yield { name, value, script, by, exported };
  yield* tablesIn(value, script);
  yield* parametersIn(value, script);
}

/** `@{ DB_PASSWORD = '...' }` of PowerShell. */
function* tablesIn({ parts }: ScriptWord, script: Script): Generator<NamedWord> {
  for (const part of parts)
    if (part.kind === 'table')
      for (const { name, value } of part.entries)
        if (name.literal !== undefined) yield { name: name.literal, value, script, by: 'written' };
}

/** What prints or compares its words; what is kept of them is told by `written`. */
const speaking = new Set([
  ...[
    'echo',
    'printf',
    'test',
    '[',
    'grep',
    'sed',
    'awk',
    'jq',
    'expr',
    'case',
    'read',
    'log',
    'info',
    'warn',
  ],
  ...['error', 'write-host', 'write-output', 'write-error', 'write-verbose', 'write-warning', 'throw'],
]);

function* inCommand(file: ScriptFile, script: Script, command: ScriptCommand): Generator<NamedWord> {
  const program = programOf(file, script, command);
  const line = program && commandLine(program.words);
  for (const one of command.environment)
    for (const named of assigned(one, script, 'assignment')) yield { ...named, ...(line && { line }) };
  if (program === undefined || speaking.has(program.name)) return;
  yield* program.name === 'az' ? givenToAz(program, script) : givenTo(program, script);
  for (const word of program.words) {
    yield* tablesIn(word, script);
    yield* parametersIn(word, script);
  }
}

function* givenToAz({ words }: Program, script: Script): Generator<NamedWord> {
  const line = commandLine(words);
  for (const { name, values } of line.flags)
    for (const word of values) {
      const setting = settingIn(word);
      if (setting === undefined) yield { name, value: word, script, by: 'flag', line };
      else yield { ...setting, script, by: 'setting', line, flag: name };
    }
}

/** Of other programs: which of their options take a value is not known here. */
function* givenTo({ name, words }: Program, script: Script): Generator<NamedWord> {
  const line = commandLine(words);
  for (const [at, word] of words.slice(1).entries()) {
    const flag = at > 0 ? flagIn(words[at]) : undefined;
    const common = { script, line, ...(flag !== undefined && { flag }) };
    const setting = settingIn(word);
    if (setting !== undefined)
      yield { ...common, ...setting, by: setting.name.startsWith('--') ? 'flag' : 'setting' };
    else if (takesAttached.test(name) && /^-p./.test(word.literal ?? ''))
      yield { name, value: word, script, line, by: 'argument' };
    else if (flagIn(word) === undefined)
      yield { ...common, name: flag ?? name, value: word, by: flag === undefined ? 'argument' : 'flag' };
  }
}

/** Programs that take a password behind `-p` in one word. */
export const takesAttached = /^(?:mysql(?:dump|admin|import)?|mariadb(?:-dump|-admin)?)$/;

function flagIn(word: ScriptWord | undefined): string | undefined {
  const { literal } = word ?? {};
  return literal !== undefined && /^-{1,2}[A-Za-z][\w-]*$/.test(literal) ? literal : undefined;
}

function settingIn(word: ScriptWord): ReturnType<typeof namedValue> {
  const setting = namedValue(word);
  // A key that Azure makes ends with `=`, and has no name before it.
  const isKey = (setting?.name.length ?? 0) > 40 && /^=?$/.test(setting?.value.literal ?? '?');
  const isSetting = setting !== undefined && !isKey;
  if (!isSetting || !/^-{0,2}[A-Za-z_][\w.:/-]*$/.test(setting.name)) return undefined;
  // `-DNAME=value` of Java.
  return { ...setting, name: setting.name.replace(/^-D(?=[a-z])/, '') };
}

const parameter = /(?:^|[?&;,\s"'{])(client_id|msiclientid|object_id|principal_id|msi_res_id|mi_res_id)=$/i;

/** `client_id` of a request for a token, `msiClientId` of a JDBC URL, as far as one variable or command gives it. */
function* parametersIn({ parts }: ScriptWord, script: Script): Generator<NamedWord> {
  if (parts.length < 2) return;
  for (const [at, part] of parts.entries()) {
    const [value, next] = parts.slice(at + 1, at + 3);
    const name = part.kind === 'text' ? parameter.exec(part.value.slice(-40))?.[1] : undefined;
    if (name === undefined || part.kind !== 'text' || value === undefined) continue;
    // As the whole of a word, `client_id=$x`, it is a setting.
    const isSetting = at === 0 && part.value.length === name.length + 1;
    if (isSetting || value.kind === 'text' || !endsParameter(next)) continue;
    yield { name, value: wordWithin([value], part.span), script, by: 'parameter' };
  }
}

function endsParameter(next: WordPart | undefined): boolean {
  return next === undefined || (next.kind === 'text' && /^[&;,\s"'}]/.test(next.value));
}
