import { maxUserAssigned } from '../../estate/app-identity';
import { armKey, nameOf, parseArmId, type ArmId } from '../../estate/arm-id';
import type { FoundApp } from '../../estate/lookup';
import { shown } from '../../estate/loadable';
import type { Subscription, UserAssignedIdentity } from '../../estate/resources';
import { planIdentity } from '../../identity/plan';
import type { Choice } from '../dialogs';
import { changeIdentity } from './change-identity';
import { createIdentityFor, offerDeletion } from './create-identity';
import type { Command, CommandDependencies } from './dependencies';
import { pickApp } from './pick-app';
import { subscriptionsOfTenant } from './tenant';

type Pick = { readonly id: ArmId } | 'create';

/** Stands for an identity that is not there yet. */
const yetToBe: ArmId =
  '/subscriptions/0/resourceGroups/0/providers/Microsoft.ManagedIdentity/userAssignedIdentities/0';

export const assignUserAssigned: Command = async (deps, target) => {
  const { t, dialogs } = deps;
  const title = t('Assign User-Assigned Identity');
  const found = await pickApp(deps, target, title, {
    suits: ({ service }) => service.plan !== 'Consumption',
  });
  if (found === undefined) return;
  // Why nothing can be assigned is said before anybody picks something.
  const possible = planIdentity(found.app, found.service, { assign: [yetToBe] });
  if (possible.kind === 'refused') throw possible.failure;
  const picks = await dialogs.pickMany<Pick>(
    {
      title,
      placeholder: t(
        "Identities for '{0}', which has {1} of at most {2}; several may be chosen",
        found.app.name,
        found.app.identity.userAssigned.length,
        maxUserAssigned,
      ),
    },
    identityChoices(deps, found),
  );
  if (picks === undefined || picks.length === 0) return;
  const ids = picks.flatMap((pick) => (pick === 'create' ? [] : [pick.id]));
  if (picks.includes('create')) {
    // Nothing is created that Azure would not let the app have beside the others.
    const plan = planIdentity(found.app, found.service, { assign: [...ids, yetToBe] });
    if (plan.kind === 'refused') throw plan.failure;
    await assignNew(deps, found, ids);
    return;
  }
  await deps.recentIdentities.add(...ids.map(armKey));
  await changeIdentity(deps, found, { assign: ids });
};

/** Creates one and assigns it with the others. One that is not assigned then is offered for deletion. */
async function assignNew(
  deps: CommandDependencies,
  found: FoundApp,
  others: readonly ArmId[],
): Promise<void> {
  const created = await createIdentityFor(deps, found);
  if (created === undefined) return;
  const { id } = created.identity;
  await deps.recentIdentities.add(...[...others, id].map(armKey));
  let assigned = false;
  try {
    assigned = await changeIdentity(deps, found, { assign: [...others, id] });
  } catch (error) {
    // Beside the message of the failure, which is the first thing to read.
    void deps.attempt(deps.t('Delete User-Assigned Identity'), () => offerDeletion(deps, created));
    throw error;
  }
  if (!assigned) await offerDeletion(deps, created);
}

export const removeUserAssigned: Command = async (deps, target) => {
  const { t, dialogs } = deps;
  const title = t('Remove User-Assigned Identity');
  const found = await pickApp(deps, target, title, {
    suits: ({ app }) => app.identity.userAssigned.length > 0,
  });
  if (found === undefined) return;
  if (target?.kind === 'user-identity') {
    await changeIdentity(deps, found, { remove: [target.identity] });
    return;
  }
  const { userAssigned } = found.app.identity;
  if (userAssigned.length === 0) {
    await dialogs.tell('info', t("'{0}' has no user-assigned identity.", found.app.name));
    return;
  }
  const ids = await dialogs.pickMany<ArmId>(
    { title, placeholder: t("Which ones shall '{0}' no longer use?", found.app.name) },
    userAssigned.map(({ id, clientId }) => ({
      label: `$(key) ${nameOf(id)}`,
      description: parseArmId(id)?.resourceGroup ?? '',
      detail: clientId === undefined ? '' : t('client ID {0}', clientId),
      value: id,
    })),
  );
  if (ids !== undefined && ids.length > 0) await changeIdentity(deps, found, { remove: ids });
};

async function identityChoices(deps: CommandDependencies, found: FoundApp): Promise<readonly Choice<Pick>[]> {
  const { inventory, estate, t } = deps;
  const subscriptions = subscriptionsOfTenant(deps, found.subscription);
  await Promise.all(subscriptions.map(({ key }) => inventory.open({ kind: 'user-assigned', key })));
  const has = new Set(found.app.identity.userAssigned.map(({ id }) => armKey(id)));
  const choices: Choice<Pick>[] = [
    {
      label: `$(add) ${t('Create new...')}`,
      description: t('a new user-assigned identity'),
      value: 'create',
    },
  ];
  const free: { readonly identity: UserAssignedIdentity; readonly subscription: Subscription }[] = [];
  for (const subscription of subscriptions) {
    const listed = estate.snapshot.userAssigned.get(subscription.key);
    if (listed?.state === 'failed')
      choices.push({ label: t("'{0}' could not be read: {1}", subscription.name, listed.failure.why) });
    for (const identity of (listed && shown(listed)) ?? [])
      if (!has.has(armKey(identity.id))) free.push({ identity, subscription });
  }
  const lately = free
    .filter(({ identity }) => deps.recentIdentities.rank(armKey(identity.id)) < Infinity)
    .sort(
      (a, b) =>
        deps.recentIdentities.rank(armKey(a.identity.id)) - deps.recentIdentities.rank(armKey(b.identity.id)),
    );
  if (lately.length > 0) choices.push({ label: t('used lately') }, ...lately.map(choiceOf));
  for (const subscription of subscriptions) {
    const here = free.filter((entry) => entry.subscription === subscription && !lately.includes(entry));
    if (here.length > 0) choices.push({ label: subscription.name }, ...here.map(choiceOf));
  }
  return choices;
}

function choiceOf({ identity }: { readonly identity: UserAssignedIdentity }): Choice<Pick> {
  const group = parseArmId(identity.id)?.resourceGroup ?? '';
  return {
    label: `$(key) ${identity.name}`,
    description: `${group} · ${identity.location}`,
    value: { id: identity.id },
  };
}
