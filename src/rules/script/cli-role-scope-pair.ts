import { say, type Text } from '../../lifecycle/text';
import type { Flag } from '../../source/script/words/command-line';
import type { SubjectRule } from '../rule';
import { appCommands, flagOf } from './az-command';

/** What the command checks itself, before it asks Azure for anything. */
export const cliRoleScopePair: SubjectRule<'script'> = {
  id: 'MI505',
  name: 'cli-role-scope-pair',
  title: say("A command gives '--role' and '--scope' in a way that it refuses."),
  severity: 'error',
  subject: 'script',
  literals: ['--role', '--scope'],
  *check(file) {
    for (const command of appCommands(file)) {
      if (command.verb !== 'identity assign' || command.open) continue;
      const [role, scope] = [flagOf(command, '--role'), flagOf(command, '--scope')];
      const flag = role ?? scope;
      if (flag === undefined) continue;
      const isForUsers =
        flagOf(command, '--user-assigned') !== undefined &&
        flagOf(command, '--system-assigned') === undefined;
      const message = messageOf(role, scope, isForUsers);
      if (message !== undefined) yield { span: flag.span, message };
    }
  },
};

function messageOf(role: Flag | undefined, scope: Flag | undefined, isForUsers: boolean): Text | undefined {
  if (isForUsers)
    return say(
      "The command fails: '--role' and '--scope' are for the system-assigned identity. Give a user-assigned one its role with 'az role assignment create'.",
    );
  if (scope === undefined)
    return say("The command fails: '--role' needs '--scope', the resource ID it is given at.");
  return role === undefined ? say("The command fails: '--scope' needs '--role'.") : undefined;
}
