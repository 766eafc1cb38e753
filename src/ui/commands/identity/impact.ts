import { impactOf, lostBy, type Impact, type LostIdentity } from '../../../actions/impact/impact';
import type { HeldIdentity } from '../../../estate/held-identity';
import { subscriptionsBeside, type FoundApp } from '../../../estate/lookup';
import { resourceKey, type ResourceKey, type Subscription } from '../../../estate/resources';
import type { IdentityChangePlan } from '../../../identity/plan/plan';
import type { Branch } from '../../../inventory/branch';
import { forwardName } from '../../ways-in';
import type { CommandDependencies } from '../dependencies';
import type { PickedIdentity } from '../pick/pick-identity';

/** Nobody waits longer for what depends on an identity; what was not read by then is said. Milliseconds. */
const deadlineMs = 20_000;

/**
 * What breaks by a plan that takes identities away, read anew: what was seen an hour ago may be another thing now. `undefined` when it takes
 * none away. Cancelling stops the reading only: what is missing then is said.
 */
export async function readImpact(
  deps: CommandDependencies,
  found: FoundApp,
  plan: Pick<IdentityChangePlan, 'after' | 'removed'>,
): Promise<Impact | undefined> {
  const { dialogs, estate, t } = deps;
  const { app, subscription } = found;
  const lost = () => lostBy(estate.snapshot, found, plan);
  if (lost().length === 0) return undefined;
  const branches = lost().flatMap(({ held }) => branchesOf(held, { app: resourceKey(app) }));
  await dialogs.progress(t("Reading what depends on identities of '{0}'", app.name), (signal) =>
    readBranches(deps, [...branches, ...storesBeside(deps, subscription)], signal),
  );
  return await impactOn(deps, lost(), { subscription, apps: [found] });
}

/** What breaks when a user-assigned identity is deleted that these apps have, read anew. Cancelling stops the reading only. */
export async function readDeletionImpact(
  deps: CommandDependencies,
  { subscription, identity }: PickedIdentity,
  { apps, signal }: { readonly apps: readonly FoundApp[]; readonly signal: AbortSignal },
): Promise<Impact> {
  const { id, name, principalId, clientId } = identity;
  const held: HeldIdentity = {
    kind: 'user-assigned',
    id,
    name,
    ...(principalId !== undefined && { principalId }),
    ...(clientId !== undefined && { clientId }),
  };
  const branches = branchesOf(held, { identity: resourceKey(identity) });
  await readBranches(deps, [...branches, ...storesBeside(deps, subscription)], signal);
  return await impactOn(deps, [{ held, ending: 'deleted' }], { subscription, apps });
}

async function impactOn(
  deps: CommandDependencies,
  lost: readonly LostIdentity[],
  { subscription, apps }: { readonly subscription: Subscription; readonly apps: readonly FoundApp[] },
): Promise<Impact> {
  const { estate, forwards } = deps;
  const diagnostics = await deps.diagnostics();
  const keys: ReadonlySet<string> = new Set(apps.map(({ app }) => resourceKey(app)));
  return impactOf(lost, {
    snapshot: estate.snapshot,
    subscription: subscription.key,
    apps: apps.map(({ app }) => ({ app, files: diagnostics.namingFiles(app.id) })),
    forwards: forwards.all.filter(({ app }) => keys.has(app.key)).map(forwardName),
  });
}

function branchesOf(
  { kind, principalId }: HeldIdentity,
  holder: { readonly app: ResourceKey } | { readonly identity: ResourceKey },
): readonly Branch[] {
  if (principalId === undefined) return [];
  const roles: Branch = { kind: 'roles', ...holder, principalId };
  return kind === 'system' && 'app' in holder
    ? [roles, { kind: 'system-client-id', ...holder, principalId }]
    : [roles];
}

function storesBeside({ estate }: CommandDependencies, { key }: Subscription): readonly Branch[] {
  return [
    ...subscriptionsBeside(estate.snapshot, key).map((one): Branch => ({ kind: 'vaults', key: one.key })),
    { kind: 'store-grants', key },
  ];
}

/** Trouble of a branch becomes its state, so this only waits: until all is there, the user has enough, or time is up. */
async function readBranches(
  { inventory }: CommandDependencies,
  branches: readonly Branch[],
  cancelled: AbortSignal,
): Promise<void> {
  const enough = AbortSignal.any([cancelled, AbortSignal.timeout(deadlineMs)]);
  if (enough.aborted) return;
  await Promise.race([
    Promise.all(branches.map((branch) => inventory.refresh(branch))),
    new Promise<void>((resolve) => {
      enough.addEventListener('abort', () => {
        resolve();
      });
    }),
  ]);
}
