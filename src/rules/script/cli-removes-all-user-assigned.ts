import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { appCommands, flagOf } from './az-command';

/** Without an ID behind it, the flag means all. Only the script's author knows which were meant: there is no fix. */
export const cliRemovesAllUserAssigned: SubjectRule<'script'> = {
  id: 'MI503',
  name: 'cli-removes-all-user-assigned',
  title: say('A command removes every user-assigned identity of the app.'),
  severity: 'warning',
  subject: 'script',
  literals: ['--user-assigned'],
  *check(file) {
    for (const command of appCommands(file)) {
      const flag = command.verb === 'identity remove' ? flagOf(command, '--user-assigned') : undefined;
      // A word that only a run tells ("$ID") may well be an ID.
      if (flag === undefined || flag.values.length > 0) continue;
      yield {
        span: flag.span,
        message: say(
          "'--user-assigned' without an ID removes every user-assigned identity of the app. Name the resource IDs of those to remove.",
        ),
      };
    }
  },
};
