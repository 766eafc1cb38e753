import { placeAt } from '../../../access/access-at';
import { serviceOf } from '../../../access/azure-services';
import type { Answer, Case } from '../../../actions/diagnose/case';
import type { Read } from '../../../actions/diagnose/ports';
import { findApp, identitiesOf, type FoundApp } from '../../../estate/lookup';
import { tenantOf, type ResourceKey, type Subscription } from '../../../estate/resources';
import { absent, shown } from '../../../estate/loadable';
import { Failure, toFailure } from '../../../lifecycle/failure';
import { linkedApp } from '../../../lint/linked-state';
import type { TargetFact } from '../../../rules/fact';
import type { CommandDependencies } from '../dependencies';

/** Reads anew all that a diagnosis goes by, at once. What cannot be read is part of the case. Throws `Failure` when the app is gone. */
export async function readCase(
  deps: CommandDependencies,
  key: ResourceKey,
  { answers, signal }: { readonly answers: readonly Answer[]; readonly signal: AbortSignal },
): Promise<Case> {
  const known = foundNow(deps, key);
  const diagnostics = await deps.diagnostics();
  const files = await diagnostics.filesOf(known.app.id);
  const named = (files.files ?? []).flatMap(({ facts }) => facts.filter((fact) => fact.kind === 'target'));
  const [targets, outbound] = await Promise.all([
    reading(deps, signal, 'Could not look up the targets.', () => findTargets(deps, known, named, signal)),
    reading(deps, signal, 'Could not read the network of the service.', () =>
      deps.targets.outbound(known.subscription, known.service.id, signal),
    ),
    readEstate(deps, key, signal),
    named.some(({ service }) => service === 'cosmos' || service === 'redis')
      ? deps.inventory.refresh({ kind: 'store-grants', key: known.subscription.key })
      : undefined,
  ]);
  signal.throwIfAborted();
  const found = foundNow(deps, key);
  const now = deps.now();
  const stores = shown(deps.estate.snapshot.storeGrants.get(tenantOf(found.subscription.key)) ?? absent);
  return {
    app: linkedApp(deps.estate.snapshot, found),
    ...{ readAt: now, now, targets, outbound, answers },
    identities: shown(deps.estate.snapshot.userAssigned.get(found.subscription.key) ?? absent) ?? [],
    ...files,
    ...(stores !== undefined && { stores }),
  };
}

function foundNow({ estate, t }: CommandDependencies, key: ResourceKey): FoundApp {
  const found = findApp(estate.snapshot, key);
  if (found !== undefined) return found;
  throw new Failure({
    code: 'not-found',
    what: t('The app cannot be diagnosed.'),
    why: t('It was deleted, or the sign-in or the subscription filter changed.'),
    remedy: t('Refresh the view.'),
    action: 'refresh',
  });
}

/** The app, and the grants of its identities and of vaults: none waits for another but those of identities that are new. */
async function readEstate(deps: CommandDependencies, key: ResourceKey, signal: AbortSignal): Promise<void> {
  const { inventory } = deps;
  const begun = new Set<string>();
  const readGrants = () =>
    Promise.all(
      identitiesOf(deps.estate.snapshot, foundNow(deps, key).app).map(async ({ kind, principalId }) => {
        if (principalId === undefined || begun.has(principalId)) return;
        begun.add(principalId);
        await Promise.all([
          inventory.refresh({ kind: 'roles', app: key, principalId }),
          kind === 'system' ? inventory.open({ kind: 'system-client-id', app: key, principalId }) : undefined,
        ]);
      }),
    );
  const { subscription } = foundNow(deps, key);
  await Promise.all([
    inventory.readApp(key, signal),
    inventory.refresh({ kind: 'vaults', key: subscription.key }),
    inventory.refresh({ kind: 'user-assigned', key: subscription.key }),
    readGrants(),
  ]);
  await readGrants();
}

async function findTargets(
  deps: CommandDependencies,
  { subscription }: FoundApp,
  facts: readonly TargetFact[],
  signal: AbortSignal,
) {
  const places = facts.map(({ service, host }) => placeAt(service, host));
  const names = [...new Set(places.flatMap(({ name }) => name ?? []))];
  const types = [
    ...new Set(places.flatMap(({ services }) => services.flatMap((id) => serviceOf(id).resourceTypes))),
  ];
  return names.length === 0 ? [] : deps.targets.find(beside(deps, subscription), { names, types }, signal);
}

/** The subscriptions of the same tenant that the same account sees. */
function beside({ estate }: CommandDependencies, { key }: Subscription): readonly Subscription[] {
  const tenant = tenantOf(key);
  return (shown(estate.snapshot.reach)?.subscriptions ?? []).filter((one) => tenantOf(one.key) === tenant);
}

async function reading<T>(
  { now }: CommandDependencies,
  signal: AbortSignal,
  what: string,
  work: () => Promise<T>,
): Promise<Read<T>> {
  try {
    return { value: await work(), at: now() };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: toFailure(error, what) };
  }
}
