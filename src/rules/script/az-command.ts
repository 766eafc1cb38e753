import type { Script, ScriptCommand, ScriptFile, ScriptWord } from '../../source/script/script-file';
import { programOf } from '../../source/script/programs';
import { commandLine, type CommandLine, type Flag } from '../../source/script/words/command-line';
import type { Span } from '../../source/span';

/** A command of the Azure CLI: `az spring app identity assign -n orders`. */
export interface AzCommand extends CommandLine {
  readonly script: Script;
  readonly command: ScriptCommand;
  /** `az` and all behind it. */
  readonly words: readonly ScriptWord[];
  /** Its words stand in a list of their own, where nothing can be added or taken away as in a command. */
  readonly listed: boolean;
  /** `spring app identity assign`. */
  readonly path: string;
}

/** The commands of the Azure CLI that a file runs. */
export function* azCommands(file: ScriptFile): Generator<AzCommand> {
  for (const script of file.scripts)
    for (const command of script.commands) {
      const az = azCommand(file, script, command);
      if (az !== undefined) yield az;
    }
}

function azCommand(file: ScriptFile, script: Script, command: ScriptCommand): AzCommand | undefined {
  const program = programOf(file, script, command);
  if (program?.name !== 'az') return undefined;
  const { words, listed } = program;
  const line = commandLine(words);
  const path = line.names.slice(1).map(({ literal }) => literal ?? '?');
  return { ...line, script, command, words, listed, path: path.join(' ') };
}

/** A command on an app: of `az spring`, or of `az spring-cloud` as it was called before. */
export interface AppCommand extends AzCommand {
  /** What follows `app`: `create`, `identity assign`. */
  readonly verb: string;
  /** The last word of the verb. */
  readonly verbWord: ScriptWord;
  /** `spring` or `spring-cloud`. */
  readonly group: ScriptWord;
  readonly old: boolean;
}

export function* appCommands(file: ScriptFile): Generator<AppCommand> {
  for (const az of azCommands(file)) {
    const [, group, app, ...verb] = az.names;
    const verbWord = verb.at(-1);
    if (group === undefined || verbWord === undefined || app?.literal !== 'app') continue;
    if (group.literal !== 'spring' && group.literal !== 'spring-cloud') continue;
    // Help tells of a command and does not run it.
    if (flagOf(az, '--help', '-h') !== undefined) continue;
    const words = verb.map(({ literal }) => literal ?? '?').join(' ');
    yield { ...az, verb: words, verbWord, group, old: group.literal === 'spring-cloud' };
  }
}

/** Given twice, the last one counts. */
export function flagOf({ flags }: CommandLine, ...names: readonly string[]): Flag | undefined {
  return flags.findLast(({ name }) => names.includes(name));
}

/** Takes away an option with its values, and the blanks and the continued line's end before it. */
export function withoutFlag({ words }: Pick<AzCommand, 'words'>, { whole }: Flag): Span {
  const before = words.filter(({ span }) => span.end <= whole.start).at(-1);
  return { start: before?.span.end ?? whole.start, end: whole.end };
}
