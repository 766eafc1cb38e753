import { say } from '../../lifecycle/text';
import { valueOf } from '../../source/script/following';
import { programOf } from '../../source/script/programs';
import type { Script, ScriptFile } from '../../source/script/script-file';
import type { Flag } from '../../source/script/words/command-line';
import type { EditFix, Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { azCommands, flagOf, type AzCommand } from './az-command';
import { chosenId, type ChosenId } from './chosen-id';

/** Commands after which an identity is new. */
const making =
  /^(?:identity create|(?:spring|spring-cloud) app identity assign|containerapp identity assign|(?:webapp|functionapp) identity assign)$/;

/** Commands that give time, or find out whether it is time. */
const waiting = /^(?:sleep|start-sleep|wait|timeout)$/;

/**
 * The directory is asked for a principal that it may not know yet, in a script that made the identity just before, and neither
 * waits nor tries again.
 */
export const cliRoleRightAfterIdentity: SubjectRule<'script'> = {
  id: 'MI510',
  name: 'cli-role-right-after-identity',
  title: say('A role is given to an identity that was just made, without the type of its principal.'),
  severity: 'info',
  subject: 'script',
  literals: ['role assignment create'],
  *check(file) {
    const commands = [...azCommands(file)];
    for (const command of commands.filter(isUntyped).slice(0, mostRoles)) {
      const flag = flagOf(command, '--assignee', '--assignee-object-id');
      const [word] = flag?.values ?? [];
      const given = word === undefined ? undefined : chosenId(file, command.script, word);
      if (flag === undefined || given === undefined) continue;
      const made = commands.find((one) => making.test(one.path) && isOf(file, one, given, command));
      if (made === undefined || waitsBetween(file, command.script, made, command)) continue;
      yield finding(command, flag, given, made);
    }
  },
};

/** A script that people write gives fewer. */
const mostRoles = 100;

function isUntyped(command: AzCommand): boolean {
  if (command.path !== 'role assignment create' || command.open || mayTryAgain(command)) return false;
  return flagOf(command, '--assignee-principal-type') === undefined;
}

/** In a loop, a branch, or behind a program that repeats it. */
function mayTryAgain({ command, words }: AzCommand): boolean {
  return command.block >= 0 || command.words[0] !== words[0];
}

/** Whether a command made the identity whose ID is given, before the role is given. */
function isOf(file: ScriptFile, made: AzCommand, given: ChosenId, role: AzCommand): boolean {
  if (made.script !== role.script || made.command.span.start > role.command.span.start) return false;
  const { asked } = given;
  if (asked === undefined || !/identity|^spring app show$/.test(given.command ?? '')) return false;
  const [own, other] = [nameIn(file, made.script, made), nameIn(file, made.script, asked)];
  return own === undefined || other === undefined || own === other;
}

function nameIn(
  file: ScriptFile,
  script: Script,
  line: Pick<AzCommand, 'flags' | 'names' | 'open'>,
): string | undefined {
  const [word] = flagOf(line, '--name', '-n')?.values ?? [];
  if (word === undefined) return undefined;
  const [part] = word.parts;
  return valueOf(file, script, word) ?? (part?.kind === 'variable' ? `$${part.key}` : undefined);
}

function waitsBetween(file: ScriptFile, script: Script, made: AzCommand, role: AzCommand): boolean {
  return script.commands.some((command) => {
    const { start } = command.span;
    if (start <= made.command.span.start || start >= role.command.span.start) return false;
    const name = programOf(file, script, command)?.name ?? '';
    return waiting.test(name) || /wait|retry|sleep|propagat|replicat/i.test(name) || command.block >= 0;
  });
}

function finding(command: AzCommand, flag: Flag, given: ChosenId, made: AzCommand): Finding {
  return {
    span: flag.span,
    message: say(
      "The identity was made just before, and the directory may not know it yet: the command may fail. With '--assignee-object-id' and '--assignee-principal-type ServicePrincipal' it is not asked.",
    ),
    related: [{ span: made.command.span, message: say('The identity is made here.') }],
    fixes: fixesFor(command, flag, given),
  };
}

function fixesFor({ listed }: AzCommand, flag: Flag, { kind }: ChosenId): readonly EditFix[] {
  // `--name=value` is one word with its value; only an object ID can be given without the directory.
  if (listed || kind !== 'principal' || flag.whole.start !== flag.span.start) return [];
  const { end } = flag.whole;
  const edits = [
    ...(flag.name === '--assignee' ? [{ span: flag.span, text: '--assignee-object-id' }] : []),
    { span: { start: end, end }, text: ' --assignee-principal-type ServicePrincipal' },
  ];
  return [{ kind: 'edit', title: say('Say that it is a service principal'), safe: false, edits }];
}
