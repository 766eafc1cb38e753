import { say } from '../../lifecycle/text';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { appCommands, flagOf, type AppCommand } from './az-command';
import { modernized, obsoleteUse } from './obsolete-flags';

/** Commands about identities alone: what else the old group does is not this linter's. */
export const obsoleteCliGroup: SubjectRule<'script'> = {
  id: 'MI502',
  name: 'obsolete-cli-group',
  title: "A command about identities is one of the old group 'az spring-cloud'.",
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

function finding(command: AppCommand): Finding {
  const use = obsoleteUse(command);
  const edits = [
    { span: command.group.span, text: 'spring' },
    ...(use === undefined ? [] : [modernized(command, use)]),
  ];
  return {
    span: command.group.span,
    message: say(
      "The extension 'spring-cloud' has become 'spring', and only that one knows all flags about identities.",
    ),
    // Another extension has to be there.
    fixes: [{ kind: 'edit', title: say("Use 'az spring'"), safe: false, edits }],
    tags: ['deprecated'],
  };
}
