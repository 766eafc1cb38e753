import type { Estate } from '../estate/estate';
import { withEntries } from '../estate/frozen/frozen-map';
import type { PrincipalId } from '../estate/ids/ids';
import { shown, type Loadable } from '../estate/loadable';
import { subscriptionsBeside } from '../estate/lookup';
import type { RoleListing } from '../estate/grants';
import { principalKey, tenantOf, type PrincipalKey, type SubscriptionKey } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { isAbort, toFailure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { Log } from '../lifecycle/log';
import { withPrevious } from './leaves/leaf';
import type { EstateReader } from './ports';

/** A principal whose roles are wanted, and any subscription through which it is seen. */
export interface WantedRoles {
  readonly subscription: SubscriptionKey;
  readonly principalId: PrincipalId;
}

interface ManyDeps {
  readonly estate: Estate;
  readonly reader: EstateReader;
  readonly log: Log;
}

/** Reads the roles of those principals that were not read yet, tenant by tenant. Trouble becomes the state of their branches. */
export async function readManyRoles(
  deps: ManyDeps,
  wanted: readonly WantedRoles[],
  signal: AbortSignal,
): Promise<void> {
  for (const missing of byTenant(deps.estate.snapshot, wanted))
    if (!signal.aborted) await readTenant(deps, missing, signal);
}

type Missing = ReadonlyMap<PrincipalKey, WantedRoles>;

function byTenant(snapshot: EstateSnapshot, wanted: readonly WantedRoles[]): Iterable<Missing> {
  const tenants = new Map<string, Map<PrincipalKey, WantedRoles>>();
  for (const one of wanted) {
    const key = principalKey(one.subscription, one.principalId);
    if (snapshot.roles.get(key)?.state === 'ready') continue;
    const tenant = tenantOf(one.subscription);
    const found = tenants.get(tenant) ?? new Map<PrincipalKey, WantedRoles>();
    found.set(key, one);
    tenants.set(tenant, found);
  }
  return tenants.values();
}

async function readTenant(
  { estate, reader, log }: ManyDeps,
  missing: Missing,
  signal: AbortSignal,
): Promise<void> {
  const [first] = missing.values();
  if (first === undefined) return;
  const subscriptions = subscriptionsBeside(estate.snapshot, first.subscription);
  const ids = [...missing.values()].map(({ principalId }) => principalId);
  let branchOf: (
    one: WantedRoles,
    before: Loadable<RoleListing> | undefined,
  ) => Loadable<RoleListing> | undefined;
  try {
    const listings = await reader.listRolesOfMany(subscriptions, ids, signal);
    branchOf = ({ principalId }) => {
      const value = listings.get(principalId.toLowerCase());
      return value && { state: 'ready', value };
    };
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    const failure = toFailure(error, say('Could not read role assignments.'));
    log.error(failure.message, failure);
    branchOf = (_, before) => withPrevious({ state: 'failed' as const, failure }, before && shown(before));
  }
  // Signed out meanwhile: what was read belongs to nobody here any more.
  if (signal.aborted || subscriptionsBeside(estate.snapshot, first.subscription).length === 0) return;
  const { roles } = estate.snapshot;
  const entries = [...missing].flatMap(
    ([key, one]): readonly (readonly [PrincipalKey, Loadable<RoleListing>])[] => {
      const before = roles.get(key);
      // Whoever looked at one of them meanwhile has read more.
      const branch = before?.state === 'ready' ? undefined : branchOf(one, before);
      return branch === undefined ? [] : [[key, Object.freeze(branch)]];
    },
  );
  if (entries.length === 0) return;
  estate.apply(
    (snapshot) => ({ ...snapshot, roles: withEntries(snapshot.roles, entries) }),
    entries.map(([key]) => ({ kind: 'principal', key })),
  );
}
