import { findApp } from '../../estate/lookup';
import type { Branch } from '../../inventory/branch';
import type { Target } from '../target';
import type { Command, CommandDependencies } from './dependencies';

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

function branchesOf({ estate }: CommandDependencies, target: Target | undefined): readonly Branch[] {
  switch (target?.kind) {
    case 'branch':
      return [target.branch];
    case 'subscription':
    case 'service':
      return [target];
    case 'app':
      // What was never opened stays unread: refreshing an app must not cost requests nobody asked for.
      return estate.snapshot.deployments.has(target.key) ? [{ kind: 'deployments', key: target.key }] : [];
    case 'system-identity': {
      const principalId = findApp(estate.snapshot, target.app)?.app.identity.principalId;
      if (principalId === undefined) return [];
      return [
        { kind: 'roles', app: target.app, principalId },
        { kind: 'system-client-id', app: target.app, principalId },
      ];
    }
    case 'user-identity': {
      const assigned = findApp(estate.snapshot, target.app)?.app.identity.userAssigned.find(
        ({ id }) => id === target.identity,
      );
      const principalId = assigned?.principalId;
      return principalId === undefined ? [] : [{ kind: 'roles', app: target.app, principalId }];
    }
    case 'identity':
    case 'resource':
    case 'tenant':
      return [];
    default:
      return [{ kind: 'reach' }];
  }
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
