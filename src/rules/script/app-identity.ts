import type { ScriptFile } from '../../source/script/script-file';
import { valueOf } from '../../source/script/following';
import { flagOf, type AppCommand } from './az-command';

/** What a command gives to an app, or takes from it. */
export interface CommandIdentity {
  /** `undefined` where only a run tells. */
  readonly system: boolean | undefined;
  /** Whether user-assigned identities are named. */
  readonly user: boolean;
}

/** `--system-assigned`, with `true` or `enable` or nothing behind it, and `--user-assigned` with IDs. */
export function identityOf(file: ScriptFile, command: AppCommand): CommandIdentity {
  const flag = flagOf(command, '--system-assigned', '--assign-identity');
  const users = flagOf(command, '--user-assigned');
  const [first] = users?.values ?? [];
  const none = first !== undefined && valueOf(file, command.script, first)?.toLowerCase() === 'disable';
  return {
    system: flag === undefined ? false : switchedOn(file, command, flag.values),
    user: first !== undefined && !none,
  };
}

function switchedOn(
  file: ScriptFile,
  { script }: AppCommand,
  [word]: AppCommand['names'],
): boolean | undefined {
  if (word === undefined) return true;
  const value = valueOf(file, script, word)?.toLowerCase();
  if (value === undefined) return undefined;
  return value !== 'false' && value !== 'disable';
}

/** The app that a command is about, by names that are the same only for the same app; `undefined` where this is not certain. */
export function appKeyOf(file: ScriptFile, command: AppCommand): string | undefined {
  const parts = [['--name', '-n'], ['--service', '-s'], ['--resource-group', '-g'], ['--subscription']].map(
    (names) => {
      const [word] = flagOf(command, ...names)?.values ?? [];
      if (word === undefined) return '';
      const value = valueOf(file, command.script, word);
      if (value !== undefined) return value.toLowerCase();
      // The same variable is the same app as long as it is set only once.
      const [only, ...others] = word.parts;
      if (only?.kind !== 'variable' || others.length > 0) return undefined;
      const set = command.script.assignments.filter(({ key }) => key === only.key);
      return set.length > 1 ? undefined : `$${only.key}`;
    },
  );
  return parts.every((part) => part !== undefined) && parts[0] !== '' ? parts.join(' ') : undefined;
}
