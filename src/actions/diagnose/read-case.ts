import { say, type Text } from '../../lifecycle/text';
import { placeAt } from '../../access/access-at';
import { serviceOf } from '../../access/azure-services';
import { absent, shown } from '../../estate/loadable';
import { identitiesOf, subscriptionsBeside, type FoundApp } from '../../estate/lookup';
import { resourceKey, tenantOf } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { Inventory } from '../../inventory/inventory';
import { toFailure } from '../../lifecycle/failure';
import { profilesOf } from '../../lint/config/settings-finder';
import { linkedApp } from '../../lint/links/linked-state';
import type { TargetFact } from '../../rules/fact';
import type { Case } from './case';
import type { Read, TargetLookup, TargetResource } from './ports';

/** What reading a case needs. */
export interface CaseReading {
  readonly inventory: Pick<Inventory, 'open' | 'refresh' | 'readApp'>;
  readonly targets: TargetLookup;
  readonly snapshot: () => EstateSnapshot;
  /** The app as it is known now. Throws `Failure` when it is gone. */
  readonly found: () => FoundApp;
  readonly now: () => number;
}

/** What files tell. */
type FilesOfCase = Pick<Case, 'files' | 'partial' | 'unreadFiles' | 'lineOf'>;

/**
 * Reads anew all that a diagnosis goes by, at once. `filesOf` is asked as soon as the variables of the running deployment are known, which
 * files are judged by; only what they name waits for it. What cannot be read is part of the case. Throws `Failure` when the app is gone.
 */
export async function readCase(
  reading: CaseReading,
  filesOf: () => Promise<FilesOfCase>,
  signal: AbortSignal,
): Promise<Case> {
  const { snapshot, now } = reading;
  const known = reading.found();
  const [{ files, targets }, outbound] = await Promise.all([
    readNamed(reading, known, { filesOf, signal }),
    orFailure(reading, signal, say('Could not read the network of the service.'), () =>
      reading.targets.outbound(known.subscription, known.service.id, signal),
    ),
    readEstate(reading, signal),
  ]);
  signal.throwIfAborted();
  const found = reading.found();
  const { key } = found.subscription;
  const stores = shown(snapshot().storeGrants.get(tenantOf(key)) ?? absent);
  const app = linkedApp(snapshot(), found);
  const profiles = profilesOf(app);
  const deployments = snapshot().deployments.get(resourceKey(found.app));
  return {
    app,
    readAt: now(),
    now: now(),
    targets,
    outbound,
    identities: shown(snapshot().userAssigned.get(key) ?? absent) ?? [],
    ...files,
    ...(profiles !== undefined && { profiles }),
    ...(deployments?.state === 'failed' && { unreadVariables: deployments.failure.words.why }),
    ...(stores !== undefined && { stores }),
  };
}

/** What the files tell, and what is read because they name it. */
async function readNamed(
  reading: CaseReading,
  known: FoundApp,
  { filesOf, signal }: { readonly filesOf: () => Promise<FilesOfCase>; readonly signal: AbortSignal },
): Promise<{ readonly files: FilesOfCase; readonly targets: Read<readonly TargetResource[]> }> {
  const { inventory } = reading;
  await inventory.refresh({ kind: 'deployments', key: resourceKey(known.app) });
  signal.throwIfAborted();
  const files = await filesOf();
  const named = (files.files ?? []).flatMap(({ facts }) => facts.filter((fact) => fact.kind === 'target'));
  const [targets] = await Promise.all([
    orFailure(reading, signal, say('Could not look up the targets.'), () =>
      findTargets(reading, known, named, signal),
    ),
    named.some(({ service }) => service === 'cosmos' || service === 'redis')
      ? inventory.refresh({ kind: 'store-grants', key: known.subscription.key })
      : undefined,
  ]);
  return { files, targets };
}

/** The app, and the grants of its identities and of vaults: none waits for another but those of identities that are new. */
async function readEstate({ inventory, snapshot, found }: CaseReading, signal: AbortSignal): Promise<void> {
  const app = resourceKey(found().app);
  const begun = new Set<string>();
  const readGrants = () =>
    Promise.all(
      identitiesOf(snapshot(), found().app).map(async ({ kind, principalId }) => {
        if (principalId === undefined || begun.has(principalId)) return;
        begun.add(principalId);
        await Promise.all([
          inventory.refresh({ kind: 'roles', app, principalId }),
          kind === 'system' ? inventory.open({ kind: 'system-client-id', app, principalId }) : undefined,
        ]);
      }),
    );
  const { key } = found().subscription;
  await Promise.all([
    inventory.readApp(app, signal),
    inventory.refresh({ kind: 'vaults', key }),
    inventory.refresh({ kind: 'user-assigned', key }),
    readGrants(),
  ]);
  await readGrants();
}

async function findTargets(
  { targets, snapshot }: CaseReading,
  { subscription }: FoundApp,
  facts: readonly TargetFact[],
  signal: AbortSignal,
): Promise<readonly TargetResource[]> {
  const places = facts.map(({ service, host }) => placeAt(service, host));
  const names = [...new Set(places.flatMap(({ name }) => name ?? []))];
  const types = [
    ...new Set(places.flatMap(({ services }) => services.flatMap((id) => serviceOf(id).resourceTypes))),
  ];
  if (names.length === 0) return [];
  return await targets.find(subscriptionsBeside(snapshot(), subscription.key), { names, types }, signal);
}

async function orFailure<T>(
  { now }: CaseReading,
  signal: AbortSignal,
  what: Text,
  work: () => Promise<T>,
): Promise<Read<T>> {
  try {
    return { value: await work(), at: now() };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: toFailure(error, what) };
  }
}
