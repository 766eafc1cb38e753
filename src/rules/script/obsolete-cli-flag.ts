import { say, type Text } from '../../lifecycle/text';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { appCommands, type AppCommand } from './az-command';
import { modernized, obsoleteUse, type ObsoleteUse } from './obsolete-flags';

/** Of `az spring` alone: other groups own a flag of this name, and `az spring-cloud` is rewritten as a whole. */
export const obsoleteCliFlag: SubjectRule<'script'> = {
  id: 'MI501',
  name: 'obsolete-cli-flag',
  title: say('A command names the system-assigned identity in an obsolete way.'),
  severity: 'warning',
  subject: 'script',
  literals: ['--assign-identity', 'identity'],
  *check(file) {
    for (const command of appCommands(file)) {
      const use = command.old ? undefined : obsoleteUse(command);
      if (use !== undefined) yield finding(command, use);
    }
  },
};

function finding(command: AppCommand, use: ObsoleteUse): Finding {
  const title = use.kind === 'twice' ? say("Remove '--assign-identity'") : say("Use '--system-assigned'");
  const edit = modernized(command, use);
  return {
    span: use.kind === 'missing' ? command.verbWord.span : use.flag.span,
    ...(use.kind === 'twice' && { severity: 'error' }),
    message: messageOf(command, use),
    fixes: edit === undefined ? [] : [{ kind: 'edit', title, safe: true, edits: [edit] }],
    ...(use.kind !== 'missing' && { tags: ['deprecated'] }),
  };
}

function messageOf({ verb }: AppCommand, { kind }: ObsoleteUse): Text {
  switch (kind) {
    case 'renamed':
      return say("'--assign-identity' is deprecated. '--system-assigned' does the same.");
    case 'twice':
      return say(
        "The command fails: '--assign-identity' is the old name of '--system-assigned', and both are given.",
      );
    case 'missing':
      return say(
        "Without '--system-assigned' or '--user-assigned', '{0}' takes the system-assigned identity alone; a future release will not support that.",
        verb,
      );
  }
}
