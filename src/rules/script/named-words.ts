import type { Assignment, Script, ScriptFile, ScriptWord } from '../../source/script/script-file';
import { commandLine, namedValue, type CommandLine } from '../../source/script/words';

/** A place in a script where a value gets a name. */
export interface NamedWord {
  readonly name: string;
  readonly value: ScriptWord;
  /** The script it stands in; of a workflow's maps, any of them. */
  readonly script: Script;
  readonly by: 'assignment' | 'environment' | 'flag' | 'setting';
  /** The command whose flag or setting it is. */
  readonly line?: CommandLine;
}

const noScript: Script = { syntax: 'shell', commands: [], assignments: [] };

/** `NAME=value` and `$NAME = value`, entries of `env:`, `--flag value` and `--env NAME=value` of `az`. */
export function* namedWords(file: ScriptFile): Generator<NamedWord> {
  for (const environment of file.environments)
    for (const one of environment) yield* assigned(one, noScript, 'environment');
  for (const script of file.scripts) {
    for (const one of script.assignments) yield* assigned(one, script, 'assignment');
    for (const command of script.commands) {
      for (const one of command.environment) yield* assigned(one, script, 'assignment');
      const name = command.words[0]?.literal?.toLowerCase();
      if (name === 'az' || name === 'az.cmd') yield* givenTo(commandLine(command), script);
    }
  }
}

function* assigned({ name, value }: Assignment, script: Script, by: NamedWord['by']): Generator<NamedWord> {
  if (value !== undefined) yield { name, value, script, by };
}

function* givenTo(line: CommandLine, script: Script): Generator<NamedWord> {
  for (const { name, values } of line.flags)
    for (const word of values) {
      const setting = namedValue(word);
      if (setting === undefined) yield { name, value: word, script, by: 'flag', line };
      else yield { ...setting, script, by: 'setting', line };
    }
}
