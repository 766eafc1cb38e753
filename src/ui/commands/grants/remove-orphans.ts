import {
  orphansReport,
  proofOf,
  unmatched,
  type HolderNow,
  type Orphan,
  type Unmatched,
} from '../../../actions/orphans/orphans';
import { principalsIn, type SeenPrincipal } from '../../../actions/orphans/seen-principals';
import { hasSystem } from '../../../estate/app-identity';
import { nameOf } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import { allServices, findSubscription } from '../../../estate/lookup';
import { resourceKey, type Subscription } from '../../../estate/resources';
import type { GrantAsk } from '../../../grants/ports';
import { removeGrants } from '../../../grants/remove-grants';
import { grantWords } from '../../../grants/words';
import { toFailure } from '../../../lifecycle/failure';
import { counted, plain, say, type Text } from '../../../lifecycle/text';
import type { Target } from '../../target';
import { worded } from '../../words';
import { confirmLoss } from '../identity/confirm-loss';
import type { Command, CommandDependencies } from '../dependencies';
import { subscriptionsOfTenant } from '../window/tenant';

interface Found {
  readonly orphans: readonly Orphan[];
  readonly unknown: readonly Unmatched[];
  /** What could not be read, and so is not among them. */
  readonly unread: readonly Text[];
}

/** Lists assignments whose principal is no identity any more; only those that are proven can be removed. */
export const removeOrphans: Command = async (deps, target) => {
  const { dialogs, reports, log, t } = deps;
  const title = t('Remove Orphaned Role Assignments');
  const found = await dialogs.progress(t('Looking for orphaned role assignments'), (signal, report) =>
    findOrphans(deps, target, { signal, report }),
  );
  const { orphans, unknown, unread } = found;
  const page = orphansReport(orphans, unknown, unread);
  const text = say(
    'Role assignments that are proven to be left over: {0}; not known, and not removed from here: {1}.',
    orphans.length,
    unknown.length,
  );
  log.info(plain(text));
  if (orphans.length === 0) {
    const details = t('Show Details');
    if ((await dialogs.tell('info', worded(text, t), details)) === details) reports.show({ report: page });
    return;
  }
  const picked = await dialogs.pickMany<Orphan>(
    { title, placeholder: worded(text, t) },
    orphans.map((orphan) => ({
      label: worded(grantWords(orphan.grant), t),
      description: orphan.principalId,
      detail: worded(orphan.proof, t),
      value: orphan,
    })),
  );
  if (picked === undefined || picked.length === 0) return;
  const agreed = await confirmLoss(deps, {
    title: worded(counted(picked.length, 'Remove {0} role assignment?', 'Remove {0} role assignments?'), t),
    detail: picked
      .map(({ grant, proof }) => `${worded(grantWords(grant), t)}: ${worded(proof, t)}`)
      .join('\n'),
    action: t('Remove'),
    name: worded(counted(picked.length, '{0} role assignment', '{0} role assignments'), t),
    showDetails: () => {
      reports.show({ report: page });
    },
  });
  if (agreed) await remove(deps, picked);
};

/** The proof is looked for once more right before: an identity that came back since is not touched. */
async function remove(deps: CommandDependencies, picked: readonly Orphan[]): Promise<void> {
  const { dialogs, grants, log, t } = deps;
  const { failed, kept } = await dialogs.progress(t('Removing orphaned role assignments'), async (signal) => {
    const proven: Orphan[] = [];
    for (const orphan of picked) {
      const now = await holderNow(deps, orphan.seen, signal);
      if (proofOf(orphan.seen, now, true) !== undefined) proven.push(orphan);
    }
    const asks = proven.map(({ subscription, grant, principalId, seen }): GrantAsk => ({
      subscription,
      grant,
      grantee: { principalId, tenantId: subscription.tenantId, name: nameOf(seen.holder) },
    }));
    return { failed: await removeGrants(grants, asks, signal), kept: picked.length - proven.length };
  });
  for (const failure of failed) log.error(failure.message, failure);
  const done = picked.length - kept - failed.length;
  const text =
    failed.length + kept === 0
      ? say('Orphaned role assignments removed: {0}.', done)
      : say(
          'Orphaned role assignments removed: {0}; failed: {1}; no longer proven and kept: {2}. {3}',
          done,
          failed.length,
          kept,
          failed[0]?.message ?? '',
        );
  log.info(plain(text));
  await dialogs.tell(failed.length === 0 ? 'info' : 'error', worded(text, t));
}

interface Reading {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

async function findOrphans(
  deps: CommandDependencies,
  target: Target | undefined,
  { signal, report }: Reading,
): Promise<Found> {
  const { inventory, estate, t } = deps;
  await inventory.loadAll(signal, (done, total) => {
    report(t('{0} of {1} services', done, total));
  });
  const { reach } = estate.snapshot;
  if (reach.state === 'failed') throw reach.failure;
  const all = shown(reach)?.subscriptions ?? [];
  await Promise.all(all.map(({ key }) => inventory.open({ kind: 'user-assigned', key })));
  signal.throwIfAborted();
  const { snapshot } = estate;
  deps.seen.note(snapshot);
  const wanted = target?.kind === 'subscription' ? all.filter(({ key }) => key === target.key) : all;
  const lists = await Promise.all(wanted.map((one) => listIn(deps, one, signal)));
  const living = new Set([...principalsIn(snapshot)].map(({ principalId }) => principalId.toLowerCase()));
  const strangers = unmatched(
    lists.flatMap(({ assignments }) => assignments),
    living,
  );
  const judged = await Promise.all(strangers.map((one) => judge(deps, one, signal)));
  return {
    orphans: judged.flatMap((one) => ('proof' in one ? [one] : [])),
    unknown: judged.flatMap((one) => ('proof' in one ? [] : [one])),
    unread: lists.flatMap(({ unread }) => unread),
  };
}

async function listIn(
  { assignments }: CommandDependencies,
  subscription: Subscription,
  signal: AbortSignal,
): Promise<{ readonly assignments: readonly Unmatched[]; readonly unread: readonly Text[] }> {
  try {
    const listed = await assignments.listIn(subscription, signal);
    return { assignments: listed.map((one) => ({ ...one, subscription })), unread: [] };
  } catch (error) {
    signal.throwIfAborted();
    const { why } = toFailure(error, say('Could not read role assignments.')).words;
    const text = say("Role assignments in '{0}' could not be read: {1}", subscription.name, why);
    return { assignments: [], unread: [text] };
  }
}

async function judge(
  deps: CommandDependencies,
  one: Unmatched,
  signal: AbortSignal,
): Promise<Orphan | Unmatched> {
  const seen = deps.seen.of(one.principalId);
  if (seen === undefined) return one;
  const proof = proofOf(seen, await holderNow(deps, seen, signal), isComplete(deps, one.subscription));
  return proof === undefined ? one : { ...one, seen, proof };
}

/** Whether every app and identity of the tenant was read, so that none can have the principal unseen. */
function isComplete(deps: CommandDependencies, near: Subscription): boolean {
  const { snapshot } = deps.estate;
  const reach = shown(snapshot.reach);
  if (reach === undefined || reach.filteredOut > 0 || reach.unreadableTenants.length > 0) return false;
  const keys = new Set(subscriptionsOfTenant(deps, near).map(({ key }) => key));
  const services = [...allServices(snapshot)].filter(({ subscription }) => keys.has(subscription.key));
  return (
    [...keys].every(
      (key) =>
        snapshot.services.get(key)?.state === 'ready' && snapshot.userAssigned.get(key)?.state === 'ready',
    ) && services.every(({ service }) => snapshot.apps.get(resourceKey(service))?.state === 'ready')
  );
}

/** Asked of Azure, not of memory. */
async function holderNow(
  { estate, identities, userAssigned }: CommandDependencies,
  { holder, kind, subscription: key }: SeenPrincipal,
  signal: AbortSignal,
): Promise<HolderNow> {
  const subscription = findSubscription(estate.snapshot, key);
  if (subscription === undefined) return { state: 'unreadable' };
  try {
    if (kind === 'system') {
      const app = await identities.getApp(subscription, holder, signal);
      if (app === undefined) return { state: 'gone' };
      return { state: 'there', principalId: hasSystem(app.identity) ? app.identity.principalId : undefined };
    }
    const identity = await userAssigned.get(subscription, holder, signal);
    if (identity === undefined) return { state: 'gone' };
    return identity.principalId === undefined
      ? { state: 'unreadable' }
      : { state: 'there', principalId: identity.principalId };
  } catch {
    signal.throwIfAborted();
    return { state: 'unreadable' };
  }
}
