import { say, sentences, type Text } from '../../lifecycle/text';
import { contentOf } from '../../source/script/words/words';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { appCommands, flagOf, type AppCommand } from './az-command';
import { modernized, obsoleteUse, type ObsoleteUse } from './obsolete-flags';

/** Commands about identities alone: what else the old group does is not this linter's. */
export const obsoleteCliGroup: SubjectRule<'script'> = {
  id: 'MI502',
  name: 'obsolete-cli-group',
  title: say("A command about identities is one of the old group 'az spring-cloud'."),
  severity: 'info',
  subject: 'script',
  literals: ['spring-cloud'],
  *check(file) {
    for (const command of appCommands(file))
      if (command.old && isAboutIdentities(command)) yield finding(command);
  },
};

function isAboutIdentities(command: AppCommand): boolean {
  if (command.verb.startsWith('identity ')) return true;
  const flag = flagOf(command, '--assign-identity', '--system-assigned', '--user-assigned');
  return command.verb === 'create' && flag !== undefined;
}

const groupAlone = say(
  "The extension 'spring-cloud' has become 'spring', and only that one knows all flags about identities.",
);

/** What of the command is obsolete besides its group. */
function alsoObsolete({ kind }: ObsoleteUse): Text {
  return kind === 'missing'
    ? say("There the identity has to be named, as with '--system-assigned'.")
    : say("There '--assign-identity' is '--system-assigned'.");
}

function finding(command: AppCommand): Finding {
  const use = obsoleteUse(command);
  const modern = use === undefined ? undefined : modernized(command, use);
  const edits = [
    { span: contentOf(command.group), text: 'spring' },
    ...(modern === undefined ? [] : [modern]),
  ];
  const isWhole = use === undefined || modern !== undefined;
  return {
    span: command.group.span,
    message: use === undefined ? groupAlone : sentences(groupAlone, alsoObsolete(use)),
    // Another extension has to be there.
    fixes: isWhole ? [{ kind: 'edit', title: say("Use 'az spring'"), safe: false, edits }] : [],
    tags: ['deprecated'],
  };
}
