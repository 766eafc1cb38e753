import type { ScriptCommand } from '../../source/script/script-file';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';

const removal = ['az', 'spring', 'app', 'identity', 'remove'];

/** Without an ID behind it, the flag means all. Only the script's author knows which were meant: there is no fix. */
export const cliRemovesAllUserAssigned: SubjectRule<'script'> = {
  id: 'MI503',
  name: 'cli-removes-all-user-assigned',
  title: 'A command removes every user-assigned identity of the app',
  severity: 'warning',
  subject: 'script',
  literals: ['--user-assigned'],
  *check({ commands }): Iterable<Finding> {
    for (const command of commands) yield* judge(command);
  },
};

function* judge({ words }: ScriptCommand): Iterable<Finding> {
  if (removal.some((word, i) => words[i]?.literal !== word)) return;
  const at = words.findIndex(({ literal }) => literal === '--user-assigned');
  const flag = words[at];
  const following = words[at + 1];
  // A word that only a run tells ("$ID") may well be an ID.
  if (flag === undefined || (following !== undefined && following.literal?.startsWith('-') !== true)) return;
  yield {
    span: flag.span,
    message:
      "'--user-assigned' without an ID removes every user-assigned identity of the app. Name the resource IDs of those to remove.",
  };
}
