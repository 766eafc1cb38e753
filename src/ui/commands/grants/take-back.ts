import type { FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import type { GrantAsk } from '../../../grants/ports';
import { grantWords } from '../../../grants/words';
import { worded } from '../../words';
import type { CommandDependencies } from '../dependencies';
import { tellResult } from '../identity/tell-result';

/** Takes a grant back that was just made, after a question. */
export async function takeBack(
  deps: CommandDependencies,
  ask: GrantAsk,
  found: FoundApp | undefined,
): Promise<void> {
  const { dialogs, grants, inventory, t } = deps;
  const { grantee } = ask;
  const words = worded(grantWords(ask.grant), t);
  const answer = await dialogs.confirmLoss({
    title: t("Take back {0} from '{1}'?", words, grantee.name),
    detail: t('What uses it stops working, at the latest when its tokens run out.'),
    action: t('Take Back'),
    details: t('Keep'),
  });
  if (answer !== 'agreed') return;
  await dialogs.progress(t('Taking back {0}', words), (signal) => grants.remove(ask, signal));
  if (found !== undefined) {
    const { principalId } = grantee;
    await inventory.refresh({ kind: 'roles', app: resourceKey(found.app), principalId });
    if (ask.grant.kind === 'policy') await inventory.refresh({ kind: 'vaults', key: ask.subscription.key });
  }
  await tellResult(deps, 'info', t("'{1}' no longer has {0}.", words, grantee.name));
}
