import type { FixOffer } from '../../access/mend/fix-offers';
import { resourceKey } from '../../estate/resources';
import type { FoundApp } from '../../estate/lookup';
import type { Target } from '../target';
import { changeIdentity } from './identity/change-identity';
import type { CommandDependencies } from './dependencies';

/** Makes what a report or a finding offers: the one place behind all their buttons. Whatever changes something asks first. */
export async function makeFix(
  deps: CommandDependencies,
  found: FoundApp | undefined,
  fix: FixOffer,
): Promise<void> {
  if (found === undefined) return;
  const { app } = found;
  const { dialogs, run, t } = deps;
  const target: Target = { kind: 'app', key: resourceKey(app) };
  switch (fix.kind) {
    case 'enable-system':
      return run('enableSystemAssigned', target);
    case 'assign':
      if (fix.identity === undefined) return run('assignUserAssigned', target);
      await changeIdentity(deps, found, { assign: [fix.identity] });
      return;
    case 'grant':
      return run('grant', { kind: 'offer', app: resourceKey(app), offer: fix });
    case 'follow':
      return run('followGrant', { kind: 'offer', app: resourceKey(app), offer: fix });
    case 'copy':
      await dialogs.copy(fix.text);
      dialogs.status(t('Copied {0}', fix.text));
      return;
    case 'name-client-id':
      return (await deps.diagnostics()).replaceIn(app.id, fix.at, fix.clientId);
    case 'open-portal':
      return run('openInPortal', {
        kind: 'resource',
        id: fix.id,
        ...(fix.page !== undefined && { page: fix.page }),
      });
  }
}
