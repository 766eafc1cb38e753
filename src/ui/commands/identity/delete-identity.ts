import type { Impact } from '../../../actions/impact/impact';
import { impactReport } from '../../../actions/impact/impact-report';
import { impactLines } from '../../../actions/impact/impact-words';
import { roleNameOf } from '../../../access/access-at';
import { scopeName } from '../../../access/scope';
import { shown } from '../../../estate/loadable';
import { allServices, appsUsing } from '../../../estate/lookup';
import { resourceKey, type Subscription } from '../../../estate/resources';
import {
  deleteAsPlanned,
  planDeletion,
  type DeletionApi,
  type DeletionPlan,
  type IdentityUse,
} from '../../../identity/deletion';
import { type Failure, toFailure } from '../../../lifecycle/failure';
import { say } from '../../../lifecycle/text';
import { worded } from '../../words';
import { confirmLoss } from './confirm-loss';
import { readDeletionImpact } from './impact';
import type { Command, CommandDependencies } from '../dependencies';
import { pickIdentity, type PickedIdentity } from '../pick/pick-identity';
import { tellResult } from './tell-result';

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
  const title = t("Looking for what uses '{0}'", identity.name);
  const { plan, impact } = await dialogs.progress(title, async (signal, report) => {
    const found = planDeletion(await readUse(deps, { subscription, identity }, { signal, report }));
    const { apps } = found;
    const losing = await readDeletionImpact(deps, { subscription, identity }, { apps, signal });
    signal.throwIfAborted();
    return { plan: found, impact: losing };
  });
  if (!(await isConfirmed(deps, { subscription, identity }, { plan, impact }))) return;
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
  await tellDeleted(deps, plan, impact);
}

function isConfirmed(
  deps: CommandDependencies,
  { subscription, identity }: PickedIdentity,
  { plan, impact }: { readonly plan: DeletionPlan; readonly impact: Impact },
): Promise<boolean> {
  const { t, reports } = deps;
  const { name } = identity;
  const title =
    plan.use === 'used'
      ? t("'{0}' is in use. Delete it all the same?", name)
      : t("Delete the user-assigned identity '{0}'?", name);
  const clientId = t('Client ID {0}', identity.clientId ?? t('not told yet'));
  const detail = [clientId, ...[...plan.losses, ...impactLines(impact)].map((loss) => worded(loss, t))];
  return confirmLoss(deps, {
    title,
    detail: detail.join('\n\n'),
    name,
    action: t('Delete'),
    ...(plan.use !== 'none' && { typing: 'always' as const }),
    showDetails: () => {
      const of = say(
        "'{0}' of subscription '{1}': this is what is known to depend on it.",
        name,
        subscription.name,
      );
      reports.show({ report: impactReport(title, impact, { of, others: plan.losses }) });
    },
  });
}

async function tellDeleted(
  deps: CommandDependencies,
  { identity }: DeletionPlan,
  { losses }: Impact,
): Promise<void> {
  const { t } = deps;
  // What its groups were given stays theirs.
  const left = losses
    .flatMap(({ roles }) => roles)
    .filter(({ throughGroup }) => throughGroup !== true)
    .map((role) => worded(say("'{0}' at {1}", roleNameOf(role), scopeName(role.scope)), t));
  const message =
    left.length === 0
      ? t("The identity '{0}' was deleted.", identity.name)
      : t(
          "The identity '{0}' was deleted. Role assignments of its principal {1} are left over and can be deleted: {2}.",
          identity.name,
          identity.principalId ?? '',
          left.join(', '),
        );
  await tellResult(deps, 'info', message);
}

interface Reading {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

/** Everything that may tell who uses an identity. What cannot be read is kept as such. */
async function readUse(
  deps: CommandDependencies,
  { subscription, identity }: PickedIdentity,
  { signal, report }: Reading,
): Promise<IdentityUse> {
  const { inventory, estate, reader, t } = deps;
  const [associated] = await Promise.all([
    orFailure(reader.listAssociated(subscription, identity.id, signal)),
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
  };
}

async function orFailure<T>(work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    return toFailure(error, say('Could not be read.'));
  }
}
