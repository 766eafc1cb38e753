import { impactOf, lostBy, subscriptionsOf, type Impact } from '../../actions/impact/impact';
import type { FoundApp } from '../../estate/lookup';
import { resourceKey } from '../../estate/resources';
import type { IdentityChangePlan } from '../../identity/plan';
import type { Branch } from '../../inventory/branch';
import { forwardName } from '../ways-in';
import type { CommandDependencies } from './dependencies';

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
  const { dialogs, estate, forwards, t } = deps;
  if (lostBy(estate.snapshot, found, plan).length === 0) return undefined;
  await dialogs.progress(t("Reading what depends on identities of '{0}'", found.app.name), (signal) =>
    readBranches(deps, branchesOf(deps, found, plan), signal),
  );
  const diagnostics = await deps.diagnostics();
  const key = resourceKey(found.app);
  return impactOf(found, lostBy(estate.snapshot, found, plan), {
    snapshot: estate.snapshot,
    files: diagnostics.namingFiles(found.app.id),
    forwards: forwards.all.filter(({ app }) => app.key === key).map(forwardName),
  });
}

function branchesOf(
  { estate: { snapshot } }: CommandDependencies,
  found: FoundApp,
  plan: Pick<IdentityChangePlan, 'after' | 'removed'>,
): readonly Branch[] {
  const app = resourceKey(found.app);
  const ofIdentities = lostBy(snapshot, found, plan).flatMap(({ held }): readonly Branch[] => {
    const { kind, principalId } = held;
    if (principalId === undefined) return [];
    const roles: Branch = { kind: 'roles', app, principalId };
    return kind === 'system' ? [roles, { kind: 'system-client-id', app, principalId }] : [roles];
  });
  const vaults = subscriptionsOf(snapshot, found.subscription).map(({ key }): Branch => ({
    kind: 'vaults',
    key,
  }));
  return [...ofIdentities, ...vaults];
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
