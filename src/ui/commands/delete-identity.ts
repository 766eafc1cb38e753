import type { RoleListing } from '../../estate/grants';
import { shown } from '../../estate/loadable';
import { allServices, appsUsing } from '../../estate/lookup';
import { resourceKey, type Subscription } from '../../estate/resources';
import {
  deleteAsPlanned,
  planDeletion,
  type DeletionApi,
  type DeletionPlan,
  type IdentityUse,
} from '../../identity/deletion';
import { Failure, toFailure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { worded } from '../words';
import { confirmLoss } from './confirm-loss';
import type { Command, CommandDependencies } from './dependencies';
import { pickIdentity, type PickedIdentity } from './pick-identity';
import { tellResult } from './tell-result';
import { subscriptionsOfTenant } from './tenant';

export const deleteUserAssigned: Command = async (deps, target) => {
  const picked = await pickIdentity(deps, target, deps.t('Delete User-Assigned Identity'));
  if (picked !== undefined) await deleteIdentity(deps, picked);
};

/** Looks for whoever uses it, asks with the list, deletes, and says what is left over. */
export async function deleteIdentity(
  deps: CommandDependencies,
  { subscription, identity }: PickedIdentity,
): Promise<void> {
  const { activity, dialogs, userAssigned, reader, inventory, t } = deps;
  const use = await dialogs.progress(t("Looking for what uses '{0}'", identity.name), (signal, report) =>
    readUse(deps, { subscription, identity }, { signal, report }),
  );
  const plan = planDeletion(use);
  if (!(await isConfirmed(deps, plan))) return;
  const api: DeletionApi = {
    get: (...args) => userAssigned.get(...args),
    delete: (...args) => userAssigned.delete(...args),
    listAssociated: (...args) => reader.listAssociated(...args),
  };
  const { id: holder, name, principalId } = identity;
  await dialogs.progress(t("Deleting the identity '{0}'", name), async (signal) => {
    if (principalId !== undefined) await deps.keepLost({ subscription, holder, name, principalId }, signal);
    await activity.during(
      {
        title: say("Delete the user-assigned identity '{0}'", identity.name),
        account: subscription.accountLabel,
        subscription: subscription.key,
        resource: identity.id,
        before: {
          clientId: identity.clientId ?? null,
          principalId: identity.principalId ?? null,
          location: identity.location,
        },
      },
      () => deleteAsPlanned(api, plan, { subscription, signal }),
    );
  });
  await inventory.refresh({ kind: 'user-assigned', key: subscription.key });
  const reading = AbortSignal.timeout(60_000);
  await Promise.allSettled(plan.apps.map(({ app }) => inventory.readApp(resourceKey(app), reading)));
  await tellDeleted(deps, plan);
}

function isConfirmed(deps: CommandDependencies, plan: DeletionPlan): Promise<boolean> {
  const { t, reports } = deps;
  const { name } = plan.identity;
  const title =
    plan.use === 'used'
      ? t("'{0}' is in use. Delete it all the same?", name)
      : t("Delete the user-assigned identity '{0}'?", name);
  const clientId = t('Client ID {0}', plan.identity.clientId ?? t('not told yet'));
  const detail = [clientId, ...plan.losses.map((loss) => worded(loss, t))].join('\n\n');
  return confirmLoss(deps, {
    ...{ title, detail, name, action: t('Delete') },
    ...(plan.use !== 'none' && { typing: 'always' as const }),
    showDetails: () => {
      reports.show({ report: { title, blocks: [{ kind: 'list', items: [clientId, ...plan.losses] }] } });
    },
  });
}

async function tellDeleted(deps: CommandDependencies, { identity, grants }: DeletionPlan): Promise<void> {
  const { t } = deps;
  const left = grants.map((grant) => worded(grant, t)).join(', ');
  const message =
    grants.length === 0
      ? t("The identity '{0}' was deleted.", identity.name)
      : t(
          "The identity '{0}' was deleted. Role assignments of its principal {1} are left over and can be deleted: {2}.",
          identity.name,
          identity.principalId ?? '',
          left,
        );
  await tellResult(deps, 'info', message);
}

interface Reading {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

/** Everything that may tell who uses an identity and what it may do. What cannot be read is kept as such. */
async function readUse(
  deps: CommandDependencies,
  { subscription, identity }: PickedIdentity,
  { signal, report }: Reading,
): Promise<IdentityUse> {
  const { inventory, estate, reader, t } = deps;
  const [associated, roles] = await Promise.all([
    orFailure(reader.listAssociated(subscription, identity.id, signal)),
    readRoles(deps, { subscription, identity }, signal),
    inventory.loadAll(signal, (done, total) => {
      report(t('{0} of {1} services', done, total));
    }),
  ]);
  signal.throwIfAborted();
  const { snapshot } = estate;
  const isNear = ({ accountId, tenantId }: Subscription) =>
    accountId === subscription.accountId && tenantId === subscription.tenantId;
  const unreadServices = [...allServices(snapshot)]
    .filter((found) => isNear(found.subscription))
    .filter(({ service }) => snapshot.apps.get(resourceKey(service))?.state !== 'ready')
    .map(({ service }) => service.name);
  const reach = shown(snapshot.reach);
  const unreadSubscriptions = (reach?.subscriptions ?? [])
    .filter((known) => isNear(known) && snapshot.services.get(known.key)?.state !== 'ready')
    .map(({ name }) => name);
  return {
    identity,
    apps: appsUsing(snapshot, identity.id),
    unread: {
      services: [...unreadServices, ...unreadSubscriptions],
      hiddenSubscriptions: reach?.filteredOut ?? 0,
    },
    associated,
    roles,
  };
}

function readRoles(
  deps: CommandDependencies,
  { subscription, identity }: PickedIdentity,
  signal: AbortSignal,
): Promise<RoleListing | Failure> {
  const { principalId } = identity;
  if (principalId !== undefined)
    return orFailure(deps.reader.listRoles(subscriptionsOfTenant(deps, subscription), principalId, signal));
  return Promise.resolve(
    new Failure({
      code: 'not-found',
      what: 'Could not read its roles.',
      why: 'Azure did not tell its principal.',
    }),
  );
}

async function orFailure<T>(work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    return toFailure(error, 'Could not be read.');
  }
}
