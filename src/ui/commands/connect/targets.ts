import type { ServiceCloud } from '../../../access/azure-service';
import type { Connectable } from '../../../actions/connect/connection';
import { recipes } from '../../../actions/connect/recipes';
import { nameOf, parseArmId } from '../../../estate/arm-id';
import { toFailure } from '../../../lifecycle/failure';
import type { Choice } from '../../dialogs';
import { subscriptionsOfTenant } from '../tenant';
import type { Asked, ChosenTarget } from './answers';

/** The cloud whose hosts and audiences count; a private one and the sandbox go by those of the public cloud. */
export function cloudOf({ deps }: Pick<Asked, 'deps'>): ServiceCloud {
  switch (deps.signIn.cloud.name) {
    case 'AzureChinaCloud':
      return 'china';
    case 'AzureUSGovernment':
      return 'usGovernment';
    default:
      return 'public';
  }
}

/** Resources of a kind in the subscriptions of the app's tenant; why they could not be read stands in their place. */
export async function listTargets(
  { deps, found }: Asked,
  to: Connectable,
): Promise<readonly Choice<ChosenTarget>[]> {
  const { inventory, estate, t } = deps;
  const { resourceTypes } = recipes[to];
  if (!resourceTypes.includes('microsoft.keyvault/vaults')) return [];
  const subscriptions = subscriptionsOfTenant(deps, found.subscription);
  await Promise.all(subscriptions.map(({ key }) => inventory.open({ kind: 'vaults', key })));
  return subscriptions.flatMap((subscription): readonly Choice<ChosenTarget>[] => {
    const listed = estate.snapshot.vaults.get(subscription.key);
    if (listed?.state === 'failed') {
      const failure = toFailure(listed.failure, '');
      return [{ label: t("'{0}' could not be read: {1}", subscription.name, failure.why) }];
    }
    const vaults = listed?.state === 'ready' ? listed.value : [];
    if (vaults.length === 0) return [];
    return [
      { label: subscription.name },
      ...vaults.map(({ id }) => ({
        label: `$(lock) ${nameOf(id)}`,
        description: parseArmId(id)?.resourceGroup ?? '',
        value: { name: nameOf(id), id },
      })),
    ];
  });
}
