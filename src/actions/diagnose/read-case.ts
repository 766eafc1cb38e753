import { say, type Text } from '../../lifecycle/text';
import { placeAt } from '../../access/access-at';
import { serviceOf } from '../../access/azure-services';
import { absent, shown } from '../../estate/loadable';
import { identitiesOf, subscriptionsBeside, type FoundApp } from '../../estate/lookup';
import { resourceKey, tenantOf } from '../../estate/resources';
import type { StoreGrantListing } from '../../estate/grants';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { Inventory } from '../../inventory/inventory';
import { toFailure } from '../../lifecycle/failure';
import { profilesOf } from '../../lint/config/settings-finder';
import { linkedApp } from '../../lint/links/linked-state';
import type { TargetFact } from '../../rules/fact';
import type { Case } from './case';
import { valueOf, type Read, type TargetLookup, type TargetResource } from './ports';

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
type FilesOfCase = Pick<Case, 'files' | 'partial' | 'unreadFiles' | 'isUnlinked' | 'lineOf'>;

/** Where a case gets its files from. */
export interface FilesSource {
  /** What the files tell. Asked as soon as the variables of the running deployment are known, which files are judged by. */
  now(): Promise<FilesOfCase>;
  /** What they told when they were judged last, where that costs nothing: it is looked up meanwhile. */
  soFar?(): Promise<FilesOfCase>;
}

/**
 * Reads anew all that a diagnosis goes by, at once; only what files name that was not known before waits for them. What cannot be read is
 * part of the case. Throws `Failure` when the app is gone.
 */
export async function readCase(
  reading: CaseReading,
  source: FilesSource,
  signal: AbortSignal,
): Promise<Case> {
  const { snapshot, now } = reading;
  const known = reading.found();
  const [{ files, targets, stores }, outbound] = await Promise.all([
    readNamed(reading, known, { source, signal }),
    orFailure(reading, signal, say('Could not read the network of the service.'), () =>
      reading.targets.outbound(known.subscription, known.service.id, signal),
    ),
    readEstate(reading, signal),
  ]);
  signal.throwIfAborted();
  const found = reading.found();
  const { key } = found.subscription;
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
  { source, signal }: { readonly source: FilesSource; readonly signal: AbortSignal },
): Promise<Looked & { readonly files: FilesOfCase }> {
  const named = new NamedTargets(reading, known, signal);
  const guessing = source.soFar?.().then((files) => {
    named.look(files);
  });
  const [files] = await Promise.all([
    reading.inventory.refresh({ kind: 'deployments', key: resourceKey(known.app) }).then(() => {
      signal.throwIfAborted();
      return source.now();
    }),
    guessing,
  ]);
  named.look(files);
  return { files, ...(await named.found()) };
}

interface Looked {
  readonly targets: Read<readonly TargetResource[]>;
  /** Absent where no store is named, or its grants are not known. */
  readonly stores?: StoreGrantListing | undefined;
}

/** Looks up what files name, each once, as soon as it is known that they name it. */
class NamedTargets {
  readonly #reading: CaseReading;
  readonly #known: FoundApp;
  readonly #signal: AbortSignal;
  readonly #asked = new Set<string>();
  readonly #looking: Promise<Looked>[] = [];

  constructor(reading: CaseReading, known: FoundApp, signal: AbortSignal) {
    this.#reading = reading;
    this.#known = known;
    this.#signal = signal;
  }

  look({ files = [] }: FilesOfCase): void {
    const facts = files.flatMap((file) => file.facts.filter((fact) => fact.kind === 'target'));
    const fresh = facts.filter(({ service, host }) => !this.#asked.has(`${service} ${host}`));
    for (const { service, host } of fresh) this.#asked.add(`${service} ${host}`);
    if (fresh.length === 0) return;
    const looking = this.#lookUp(fresh);
    // When it is called off, whoever waits for the files hears of it.
    looking.catch(() => undefined);
    this.#looking.push(looking);
  }

  async #lookUp(facts: readonly TargetFact[]): Promise<Looked> {
    const [reading, signal] = [this.#reading, this.#signal];
    const targets = await orFailure(reading, signal, say('Could not look up the targets.'), () =>
      findTargets(reading, this.#known, facts, signal),
    );
    if (!facts.some(({ service }) => service === 'cosmos' || service === 'redis')) return { targets };
    return { targets, stores: await this.#storesAmong(valueOf(targets)) };
  }

  /** Only those that are named are asked; all of the tenant, where they could not be looked up. */
  async #storesAmong(found: readonly TargetResource[] | undefined): Promise<StoreGrantListing | undefined> {
    const { inventory, snapshot, targets } = this.#reading;
    const { key } = this.#known.subscription;
    if (found !== undefined)
      return await targets.storeGrants(subscriptionsBeside(snapshot(), key), found, this.#signal);
    await inventory.refresh({ kind: 'store-grants', key });
    return shown(snapshot().storeGrants.get(tenantOf(key)) ?? absent);
  }

  /** What was found of all that was named; a failure of one part is that of the whole. */
  async found(): Promise<Looked> {
    const all = await Promise.all(this.#looking);
    const failed = all.find(({ targets }) => targets !== undefined && 'failure' in targets);
    const listings = all.flatMap(({ stores }) => stores ?? []);
    return {
      targets: failed?.targets ?? {
        value: all.flatMap(({ targets }) => valueOf(targets) ?? []),
        at: this.#reading.now(),
      },
      ...(listings.length > 0 && {
        stores: {
          grants: listings.flatMap(({ grants }) => grants),
          unreadable: listings.flatMap(({ unreadable }) => unreadable),
        },
      }),
    };
  }
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
