import type { SignIn, SignInListing } from '../account/sign-in';
import { dropOrphans } from '../estate/frozen/edits';
import { emptySnapshot, type Estate } from '../estate/estate';
import { withEntries } from '../estate/frozen/frozen-map';
import { keepSame, sameData } from '../estate/frozen/keep-same';
import { absent, shown, type Loadable } from '../estate/loadable';
import type { SpringService, Subscription, SubscriptionKey } from '../estate/resources';
import type { EstateSnapshot, Reach, Touched } from '../estate/frozen/snapshot';
import { Failure, toFailure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { Log } from '../lifecycle/log';
import { withPrevious } from './leaves/leaf';
import { byName } from './lists';
import type { EstateReader, ServiceListing, ServicesOf } from './ports';
import type { Load } from './shared-loads';

export interface ReachDeps {
  readonly estate: Estate;
  readonly signIn: SignIn;
  readonly reader: EstateReader;
  readonly log: Log;
}

const everything: readonly Touched[] = Object.freeze([{ kind: 'everything' }]);

/**
 * Reads which tenants and subscriptions there are; answers the subscriptions whose services are to be read next,
 * `undefined` when it failed or was aborted. Keeps showing a reach that is there.
 */
export async function readReach(
  { estate, signIn, log }: ReachDeps,
  signal: AbortSignal,
): Promise<readonly Subscription[] | undefined> {
  const before = estate.snapshot.reach;
  if (before.state !== 'ready') setReach(estate, withPrevious({ state: 'loading' }, shown(before)));
  try {
    const listing = await signIn.list(signal);
    if (signal.aborted) return undefined;
    const known = shown(estate.snapshot.reach);
    const value = keepReach(known, reachOf(listing));
    if (value !== known || estate.snapshot.reach.state !== 'ready') {
      estate.apply(
        (snapshot) => dropOrphans({ ...snapshot, reach: Object.freeze({ state: 'ready', value }) }),
        everything,
      );
    }
    return value.subscriptions;
  } catch (error) {
    if (signal.aborted) return undefined;
    const failure = toFailure(error, say('Could not read the subscriptions.'));
    log.error(failure.message, failure);
    if (Failure.is(failure, 'signed-out')) {
      // Nothing read through an account may outlive its sign-in.
      estate.apply(
        () => ({ ...emptySnapshot(), reach: Object.freeze({ state: 'failed', failure }) }),
        everything,
      );
    } else {
      setReach(estate, withPrevious({ state: 'failed', failure }, shown(estate.snapshot.reach)));
    }
    return undefined;
  }
}

function setReach(estate: Estate, reach: Loadable<Reach>): void {
  estate.apply((snapshot) => ({ ...snapshot, reach: Object.freeze(reach) }), everything);
}

function reachOf(listing: SignInListing): Reach {
  return Object.freeze({
    subscriptions: listing.subscriptions,
    lockedTenants: listing.lockedTenants,
    unreadableTenants: listing.failures.map(({ tenantId, failure }) => ({ tenantId, why: failure.message })),
    filteredOut: listing.filteredOut,
  });
}

function keepReach(known: Reach | undefined, fresh: Reach): Reach {
  if (known === undefined) return fresh;
  if (sameData(known, fresh)) return known;
  const old = new Map(known.subscriptions.map((subscription) => [subscription.key, subscription]));
  return Object.freeze({
    ...fresh,
    subscriptions: fresh.subscriptions.map((subscription) => {
      const same = old.get(subscription.key);
      return same !== undefined && sameData(same, subscription) ? same : subscription;
    }),
  });
}

/** The load of one subscription's services; given up half-way, the branch is again what it was before. */
export function servicesLoad(deps: ReachDeps, subscription: Subscription): Load {
  const before = branchOf(deps.estate.snapshot, subscription.key);
  return {
    run: (signal) => readServices(deps, [subscription], signal),
    abandoned: () => {
      if (before.state === 'ready') return;
      const { estate } = deps;
      estate.apply(
        (snapshot) => withServices(snapshot, [[subscription.key, before]]),
        [touchOf(subscription)],
      );
    },
  };
}

/** Reads the services of these subscriptions in one go. What is ready stays shown; the rest says that it is loading. */
export async function readServices(
  { estate, reader, log }: ReachDeps,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<void> {
  const waiting = subscriptions.filter(({ key }) => branchOf(estate.snapshot, key).state !== 'ready');
  if (waiting.length > 0) {
    const loading = waiting.map(({ key }): Entry => [
      key,
      withPrevious({ state: 'loading' }, shown(branchOf(estate.snapshot, key))),
    ]);
    estate.apply((snapshot) => withServices(snapshot, loading), waiting.map(touchOf));
  }
  const listing = await reader.listServices(subscriptions, signal).catch((error: unknown): ServiceListing => {
    const failure = toFailure(error, say('Could not read the Azure Spring Apps services.'));
    return { bySubscription: subscriptions.map(({ key }) => ({ subscription: key, failure })) };
  });
  if (signal.aborted) return;
  for (const failure of new Set(
    listing.bySubscription.map((entry) => ('failure' in entry ? entry.failure : undefined)),
  )) {
    if (failure !== undefined) log.error(failure.message, failure);
  }
  applyServices(estate, subscriptions, listing);
}

type Entry = readonly [SubscriptionKey, Loadable<readonly SpringService[]>];

function applyServices(
  estate: Estate,
  subscriptions: readonly Subscription[],
  { bySubscription, graphRefused }: ServiceListing,
): void {
  const found = new Map(bySubscription.map((entry) => [entry.subscription, entry]));
  const entries: Entry[] = [];
  const touched: Touched[] = [];
  for (const subscription of subscriptions) {
    const before = branchOf(estate.snapshot, subscription.key);
    const merged = mergeServices(before, found.get(subscription.key) ?? missing(subscription));
    if (merged.branch === before) continue;
    entries.push([subscription.key, merged.branch]);
    touched.push(...merged.touched(subscription));
  }
  const refusedBefore = estate.snapshot.graphRefused;
  // Asking for one subscription says nothing about how the others were read.
  const isWhole = subscriptions.length >= (shown(estate.snapshot.reach)?.subscriptions.length ?? 0);
  const refused = graphRefused ?? (isWhole ? undefined : refusedBefore);
  if (entries.length === 0 && refused === refusedBefore) return;
  estate.apply(
    (snapshot) => withRefusal(dropOrphans(withServices(snapshot, entries)), refused),
    refused === refusedBefore ? touched : everything,
  );
}

interface MergedServices {
  readonly branch: Loadable<readonly SpringService[]>;
  readonly touched: (subscription: Subscription) => readonly Touched[];
}

function mergeServices(before: Loadable<readonly SpringService[]>, entry: ServicesOf): MergedServices {
  const touchAll = (subscription: Subscription): readonly Touched[] => [touchOf(subscription)];
  const known = shown(before);
  if ('failure' in entry) {
    const branch = Object.freeze(withPrevious({ state: 'failed' as const, failure: entry.failure }, known));
    return { branch, touched: touchAll };
  }
  const { items, membership, changed } = keepSame(known ?? [], byName(entry.services));
  if (before.state === 'ready' && items === known) return { branch: before, touched: () => [] };
  const branch = Object.freeze({ state: 'ready' as const, value: items });
  if (membership || before.state !== 'ready') return { branch, touched: touchAll };
  return { branch, touched: () => changed.map((key): Touched => ({ kind: 'service', key })) };
}

/** An answer that leaves a subscription out says nothing about it, least of all that it is empty. */
function missing({ key, name }: Subscription): ServicesOf {
  return {
    subscription: key,
    failure: new Failure({
      code: 'unexpected',
      what: say("Could not read the services of '{0}'.", name),
      why: say('The answer left this subscription out.'),
      remedy: say('Try again; the log has the details.'),
      action: 'retry',
    }),
  };
}

function touchOf({ key }: Subscription): Touched {
  return { kind: 'subscription', key };
}

function branchOf(snapshot: EstateSnapshot, key: SubscriptionKey): Loadable<readonly SpringService[]> {
  return snapshot.services.get(key) ?? absent;
}

function withServices(snapshot: EstateSnapshot, entries: readonly Entry[]): EstateSnapshot {
  return {
    ...snapshot,
    services: withEntries(
      snapshot.services,
      entries.map(([key, branch]) => [key, Object.freeze(branch)]),
    ),
  };
}

function withRefusal(snapshot: EstateSnapshot, refused: string | undefined): EstateSnapshot {
  const copy: { -readonly [K in keyof EstateSnapshot]: EstateSnapshot[K] } = { ...snapshot };
  if (refused === undefined) delete copy.graphRefused;
  else copy.graphRefused = refused;
  return copy;
}
