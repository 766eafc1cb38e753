import type { Flag } from '../../source/script/words/command-line';
import type { TextEdit } from '../../source/span';
import { flagOf, withoutFlag, type AppCommand } from './az-command';

/** An obsolete way to say which identity is meant. */
export type ObsoleteUse =
  | { readonly kind: 'renamed'; readonly flag: Flag }
  /** Both the old name and the new one, which the command refuses. */
  | { readonly kind: 'twice'; readonly flag: Flag }
  | { readonly kind: 'missing' };

const identityVerbs = ['identity assign', 'identity remove'];

export function obsoleteUse(command: AppCommand): ObsoleteUse | undefined {
  if (command.verb === 'create') {
    const flag = flagOf(command, '--assign-identity');
    if (flag === undefined) return undefined;
    return { kind: flagOf(command, '--system-assigned') === undefined ? 'renamed' : 'twice', flag };
  }
  if (!identityVerbs.includes(command.verb) || command.open) return undefined;
  const isSaid = flagOf(command, '--system-assigned', '--user-assigned') !== undefined;
  return isSaid ? undefined : { kind: 'missing' };
}

/** What makes the command say the same in today's way, where that is one change. */
export function modernized(command: AppCommand, use: ObsoleteUse): TextEdit | undefined {
  if (command.listed && use.kind !== 'renamed') return undefined;
  switch (use.kind) {
    case 'renamed':
      return { span: use.flag.span, text: '--system-assigned' };
    case 'twice':
      return { span: withoutFlag(command, use.flag), text: '' };
    case 'missing': {
      const { end } = command.verbWord.span;
      return { span: { start: end, end }, text: ' --system-assigned' };
    }
  }
}
