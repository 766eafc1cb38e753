import type { ServiceCloud } from '../../../access/azure-service';
import type { Connectable } from '../../../actions/connect/connection';
import { recipes } from '../../../actions/connect/recipes';
import { parseArmId } from '../../../estate/ids/arm-id';
import { toFailure } from '../../../lifecycle/failure';
import type { Choice } from '../../window/questions';
import { subscriptionsOfTenant } from '../window/tenant';
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
  const { grants, t } = deps;
  // Function apps are nothing that Azure's roles open, and are not listed.
  if (to === 'functions') return [];
  const subscriptions = subscriptionsOfTenant(deps, found.subscription);
  try {
    const listed = await grants.listTargets(
      subscriptions,
      recipes[to].resourceTypes,
      AbortSignal.timeout(60_000),
    );
    return listed.map(({ subscription, ...target }) => ({
      label: `$(symbol-namespace) ${target.name}`,
      description: [parseArmId(target.id)?.resourceGroup ?? '', subscription.name].join(' · '),
      value: { name: target.name, at: { subscription, target } },
    }));
  } catch (error) {
    // A list that could not be read keeps nobody from typing a name.
    return [{ label: t('They could not be listed: {0}', toFailure(error, '').why) }];
  }
}
