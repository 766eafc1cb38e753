import { sameArmId } from '../../estate/arm-id';
import { shown } from '../../estate/loadable';
import type { FoundApp } from '../../estate/lookup';
import type { Subscription, UserAssignedIdentity } from '../../estate/resources';
import type { Translate } from '../words';
import type { CommandDependencies } from './dependencies';
import { pickSubscription } from './pick-app';
import { subscriptionsOfTenant } from './tenant';

/** Asks for everything a new user-assigned identity needs and creates it; `undefined` when the user turns away. */
export async function createIdentity(
  deps: CommandDependencies,
  found: FoundApp,
): Promise<UserAssignedIdentity | undefined> {
  const { dialogs, identities, inventory, t } = deps;
  const title = t('Create User-Assigned Identity');
  const subscription = await pickSubscription(deps, title, subscriptionsOfTenant(deps, found.subscription));
  if (subscription === undefined) return undefined;
  const reading = AbortSignal.timeout(60_000);
  const group = await dialogs.pickOne(
    { title, placeholder: t('In which resource group?') },
    identities
      .listResourceGroups(subscription, reading)
      .then((groups) =>
        groups.map(({ name, location }) => ({ label: name, description: location, value: name })),
      ),
  );
  if (group === undefined) return undefined;
  const name = await dialogs.text({
    title,
    placeholder: t('Name of the new identity'),
    value: `${found.app.name}-identity`,
    validate: (text) =>
      nameTrouble(text.trim(), t) ??
      // Azure would take it for a change of the one that is there, and take off its tags.
      (isTaken(deps, subscription, { group, name: text.trim() })
        ? t("Resource group '{0}' has an identity of this name.", group)
        : undefined),
  });
  if (name === undefined) return undefined;
  const location = await dialogs.text({
    title,
    placeholder: t('Region of the new identity, for example westeurope'),
    value: found.service.location,
    validate: (text) =>
      /^[a-z0-9]+$/.test(regionOf(text)) ? undefined : t('A region is letters and digits only.'),
  });
  if (location === undefined) return undefined;
  const wanted = { resourceGroup: group, name: name.trim(), location: regionOf(location) };
  const agreed = await dialogs.confirm({
    title: t("Create the user-assigned identity '{0}'?", wanted.name),
    detail: t(
      "In resource group '{0}' of subscription '{1}', region {2}. It has no roles until you grant them.",
      wanted.resourceGroup,
      subscription.name,
      wanted.location,
    ),
    action: t('Create'),
    warning: false,
  });
  if (!agreed) return undefined;
  const created = await dialogs.progress(t("Creating the identity '{0}'", wanted.name), (signal) =>
    identities.createUserAssigned(subscription, wanted, signal),
  );
  await inventory.refresh({ kind: 'user-assigned', key: subscription.key });
  return created;
}

function isTaken(
  { estate }: CommandDependencies,
  { key, subscriptionId }: Subscription,
  { group, name }: { readonly group: string; readonly name: string },
): boolean {
  const listed = estate.snapshot.userAssigned.get(key);
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return ((listed && shown(listed)) ?? []).some((known) => sameArmId(known.id, id));
}

/** Azure's rule for names of user-assigned identities: 3 to 128 letters, digits, hyphens, underscores. */
export function nameTrouble(name: string, t: Translate): string | undefined {
  if (name.length < 3 || name.length > 128) return t('A name has 3 to 128 characters.');
  if (!/^[A-Za-z0-9]/.test(name)) return t('A name begins with a letter or a digit.');
  return /^[A-Za-z0-9_-]+$/.test(name)
    ? undefined
    : t('A name has only letters, digits, hyphens and underscores.');
}

/** "West Europe" as Azure's own tools write it: `westeurope`. */
function regionOf(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
