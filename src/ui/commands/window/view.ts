import type { PrincipalId } from '../../../estate/ids/ids';
import { findApp, findUserAssigned, subscriptionKeyOf } from '../../../estate/lookup';
import { sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import { resourceKey, type ResourceKey, type SubscriptionKey } from '../../../estate/resources';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { entryOf, type Branch } from '../../../inventory/branch';
import type { Target } from '../../target';
import type { Command, CommandDependencies } from '../dependencies';

export const refresh: Command = async ({ inventory }) => {
  await inventory.refresh({ kind: 'reach' });
};

/** Reads one node's branch again; from the palette it is the whole view. */
export const refreshNode: Command = async (deps, target) => {
  for (const branch of branchesOf(deps, target)) await deps.inventory.refresh(branch);
  if (target?.kind === 'app') await deps.inventory.readApp(target.key, AbortSignal.timeout(120_000));
};

export const retry: Command = async ({ inventory }, target) => {
  await inventory.refresh(target?.kind === 'branch' ? target.branch : { kind: 'reach' });
};

function branchesOf(
  { estate: { snapshot } }: CommandDependencies,
  target: Target | undefined,
): readonly Branch[] {
  switch (target?.kind) {
    case undefined:
      return [{ kind: 'reach' }];
    case 'branch':
      return [target.branch];
    case 'subscription':
    case 'service':
      return [target];
    case 'instances':
      return [{ kind: 'deployments', key: target.app }];
    case 'system-identity':
      return ofPrincipal(target.app, findApp(snapshot, target.app)?.app.identity.principalId);
    case 'user-identity':
      return ofAssigned(snapshot, target);
    case 'identity':
      return ofIdentity(snapshot, target.identity);
    default:
      return [];
  }
}

function ofAssigned(
  snapshot: EstateSnapshot,
  { app, identity }: Extract<Target, { kind: 'user-identity' }>,
): readonly Branch[] {
  const assigned = findApp(snapshot, app)?.app.identity.userAssigned;
  const principalId = assigned?.find(({ id }) => sameArmId(id, identity))?.principalId;
  return ofPrincipal(app, principalId).filter(({ kind }) => kind !== 'system-client-id');
}

/** An identity of its own: what was read of it so far, and whether it is still there. */
function ofIdentity(snapshot: EstateSnapshot, id: ArmId): readonly Branch[] {
  const listed = findUserAssigned(snapshot, id);
  if (listed === undefined) return [];
  const { subscription, principalId } = listed;
  const key = resourceKey(listed);
  const roles: readonly Branch[] =
    principalId === undefined
      ? []
      : [{ kind: 'roles', identity: key, principalId }, ...grantsBeside(subscription)];
  const all: readonly Branch[] = [{ kind: 'federated', key }, { kind: 'associated', key }, ...roles];
  return [
    { kind: 'user-assigned', key: subscription },
    ...all.filter((branch) => entryOf(snapshot, branch) !== undefined),
  ];
}

/** What is given otherwise than by roles. */
function grantsBeside(subscription: SubscriptionKey): readonly Branch[] {
  return [
    { kind: 'vaults', key: subscription },
    { kind: 'store-grants', key: subscription },
  ];
}

function ofPrincipal(app: ResourceKey, principalId: PrincipalId | undefined): readonly Branch[] {
  if (principalId === undefined) return [];
  return [
    { kind: 'roles', app, principalId },
    { kind: 'system-client-id', app, principalId },
    ...grantsBeside(subscriptionKeyOf(app)),
  ];
}

export const loadAll: Command = async ({ dialogs, inventory, t }) => {
  await dialogs.progress(t('Loading all apps'), async (signal, report) => {
    await inventory.loadAll(signal, (done, total) => {
      report(t('{0} of {1} services', done, total));
    });
  });
};

export const filter: Command = async ({ dialogs, view, t }) => {
  const text = await dialogs.text({
    title: t('Filter Apps'),
    placeholder: t('Part of a name, an identity, a client ID or a principal ID; empty shows everything'),
    value: view.filter,
  });
  if (text === undefined) return;
  view.filter = text;
  await view.focus();
};

export const clearFilter: Command = ({ view }) => {
  view.filter = '';
  return Promise.resolve();
};

export const groupBySubscription: Command = ({ view }) => view.groupBy('subscription');

/** Who uses an identity is only known of apps that were read, so the missing ones are offered in the tree. */
export const groupByIdentity: Command = ({ view }) => view.groupBy('identity');

export const showLog: Command = ({ log }) => {
  log.show();
  return Promise.resolve();
};
