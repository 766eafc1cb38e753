import { userAssignedKeys } from '../../../estate/app-identity';
import { armKey, nameOf, parseArmId, type ArmId, type ArmKey } from '../../../estate/ids/arm-id';
import type { FoundApp } from '../../../estate/lookup';
import { shown } from '../../../estate/loadable';
import { resourceKey, type Subscription, type UserAssignedIdentity } from '../../../estate/resources';
import { planIdentity } from '../../../identity/plan/plan';
import { Failure } from '../../../lifecycle/failure';
import type { Choice } from '../../window/questions';
import type { Target } from '../../target';
import { changeMany, selectedApps } from './bulk';
import { changeIdentity } from './change-identity';
import { createIdentityFor, offerDeletion } from './create-identity';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';
import { subscriptionsOfTenant } from '../window/tenant';
import { worded } from '../../words';
import { mayHaveUserAssigned, maxUserAssigned } from '../../../hosts/spring/plans';

type Picked = { readonly id: ArmId } | 'create';

/** Stands for an identity that is not there yet. */
const yetToBe: ArmId =
  '/subscriptions/0/resourceGroups/0/providers/Microsoft.ManagedIdentity/userAssignedIdentities/0';

export const assignUserAssigned: Command = async (deps, target, selection) => {
  const { t, dialogs } = deps;
  const title = t('Assign User-Assigned Identity');
  const many = selectedApps(deps, selection);
  if (many !== undefined) {
    await assignToMany(deps, many);
    return;
  }
  const found = await pickApp(deps, target, title, {
    suits: ({ service }) => mayHaveUserAssigned(service.plan),
  });
  if (found === undefined) return;
  // Why nothing can be assigned is said before anybody picks something.
  const possible = planIdentity(found.app, found.service, { assign: [yetToBe] });
  if (possible.kind === 'refused') throw possible.failure;
  const picks = await dialogs.pickMany<Picked>(
    {
      title,
      placeholder: t(
        "Identities for '{0}', which has {1} of at most {2}; several may be chosen",
        found.app.name,
        found.app.identity.userAssigned.length,
        maxUserAssigned,
      ),
    },
    identityChoices(deps, found).then((choices) => [createChoice(deps), ...choices]),
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

/** The same identities for each app; one that has some of them is given the others. */
async function assignToMany(deps: CommandDependencies, apps: readonly FoundApp[]): Promise<void> {
  const { t, dialogs } = deps;
  const [first] = apps;
  if (first === undefined) return;
  const picks = await dialogs.pickMany<Picked>(
    {
      title: t('Assign User-Assigned Identity'),
      placeholder: t('Identities for each of {0} apps; several may be chosen', apps.length),
    },
    identityChoices(deps, first, apps),
  );
  const ids = (picks ?? []).flatMap((pick) => (pick === 'create' ? [] : [pick.id]));
  if (ids.length === 0) return;
  await deps.recentIdentities.add(...ids.map(armKey));
  await changeMany(
    deps,
    apps.map((found) => {
      const isHere = found.subscription.tenantId === first.subscription.tenantId;
      return { found, wish: { assign: ids }, ...(!isHere && { refusal: otherTenant(deps, found) }) };
    }),
  );
}

function otherTenant({ t }: CommandDependencies, { app }: FoundApp): Failure {
  return new Failure({
    code: 'refused',
    what: t("'{0}' cannot be given these identities.", app.name),
    why: t('It is in another tenant, and identities work within a tenant only.'),
  });
}

/** Nodes of identities say which ones; for apps the user picks among all that any of them has. */
async function removeFromMany(
  deps: CommandDependencies,
  selection: readonly Target[],
  apps: readonly FoundApp[],
): Promise<void> {
  const { t, dialogs } = deps;
  const named = selection.filter((target) => target.kind === 'user-identity');
  if (named.length === selection.length) {
    const ofApp = (found: FoundApp) =>
      named.filter(({ app }) => app === resourceKey(found.app)).map(({ identity }) => identity);
    await changeMany(
      deps,
      apps.map((found) => ({ found, wish: { remove: ofApp(found) } })),
    );
    return;
  }
  const held = new Map<ArmKey, { readonly id: ArmId; apps: number }>();
  for (const { app } of apps)
    for (const { id } of app.identity.userAssigned) {
      const known = held.get(armKey(id));
      if (known === undefined) held.set(armKey(id), { id, apps: 1 });
      else known.apps += 1;
    }
  const ids = await dialogs.pickMany<ArmId>(
    {
      title: t('Remove User-Assigned Identity'),
      placeholder: t('Which ones shall {0} apps no longer use?', apps.length),
    },
    [...held.values()].map(({ id, apps: count }) => ({
      label: `$(key) ${nameOf(id)}`,
      description: t('{0} of {1} apps', count, apps.length),
      value: id,
    })),
  );
  if (ids !== undefined && ids.length > 0)
    await changeMany(
      deps,
      apps.map((found) => ({ found, wish: { remove: ids } })),
    );
}

export const removeUserAssigned: Command = async (deps, target, selection = []) => {
  const { t, dialogs } = deps;
  const title = t('Remove User-Assigned Identity');
  const many = selectedApps(deps, selection);
  if (many !== undefined) {
    await removeFromMany(deps, selection, many);
    return;
  }
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

/** What every one of the apps has: nobody needs to be offered it. */
function heldByAll(apps: readonly Pick<FoundApp, 'app'>[]): ReadonlySet<ArmKey> {
  const [first, ...others] = apps.map(({ app }) => userAssignedKeys(app.identity));
  return new Set([...(first ?? [])].filter((key) => others.every((keys) => keys.has(key))));
}

function createChoice({ t }: CommandDependencies): Choice<Picked> {
  return {
    label: `$(add) ${t('Create new...')}`,
    description: t('a new user-assigned identity'),
    value: 'create',
  };
}

async function identityChoices(
  deps: CommandDependencies,
  found: Pick<FoundApp, 'app' | 'subscription'>,
  everyone: readonly Pick<FoundApp, 'app'>[] = [found],
): Promise<readonly Choice<Picked>[]> {
  const { inventory, estate, t } = deps;
  const subscriptions = subscriptionsOfTenant(deps, found.subscription);
  await Promise.all(subscriptions.map(({ key }) => inventory.open({ kind: 'user-assigned', key })));
  const has = heldByAll(everyone);
  const choices: Choice<Picked>[] = [];
  const free: { readonly identity: UserAssignedIdentity; readonly subscription: Subscription }[] = [];
  for (const subscription of subscriptions) {
    const listed = estate.snapshot.userAssigned.get(subscription.key);
    if (listed?.state === 'failed')
      choices.push({
        label: t("'{0}' could not be read: {1}", subscription.name, worded(listed.failure.words.why, t)),
      });
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

function choiceOf({ identity }: { readonly identity: UserAssignedIdentity }): Choice<Picked> {
  const group = parseArmId(identity.id)?.resourceGroup ?? '';
  return {
    label: `$(key) ${identity.name}`,
    description: `${group} · ${identity.location}`,
    value: { id: identity.id },
  };
}
