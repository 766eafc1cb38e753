import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SignIn } from '../account/sign-in';
import type { TargetLookup } from '../actions/diagnose/ports';
import type { openAzure as OpenAzure } from '../azure/open';
import { Estate } from '../estate/estate';
import type { Subscription } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { Inventory } from '../inventory/inventory';
import type { EstateReader } from '../inventory/ports';
import { DisposableStore, type Disposable } from '../lifecycle/disposable-store';
import { Redactor, type Log } from '../lifecycle/log';
import { readsOnly } from '../operations/reads-only';
import { cloudOf, signInWayOf, type SignInWay } from './sign-in-options';
import { UsageError } from './usage-error';

/** As `signInOptions` are parsed. */
export interface LiveWishes {
  readonly subscription: readonly string[];
  readonly 'sign-in'?: string | undefined;
  readonly cloud: string;
}

interface Opening {
  /** Of the part that speaks with Azure, which is loaded when it is asked for: two commands share it. */
  readonly openAzure: typeof OpenAzure;
  readonly signIn: (deps: { log: Log; redactor: Redactor }) => SignIn;
}

/** Azure as a command of the command line reads it: signed in without a dialog, filled as far as was asked, never changed. */
export class LiveAzure implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #estate = this.#owned.add(new Estate());
  readonly way: SignInWay;
  readonly reader: EstateReader;
  readonly inventory: Inventory;
  readonly targets: TargetLookup;
  readonly redactor = new Redactor();

  constructor(way: SignInWay, { openAzure, signIn, log }: Opening & { readonly log: Log }) {
    this.way = way;
    const source = this.#owned.add(signIn({ log, redactor: this.redactor }));
    const azure = this.#owned.add(
      openAzure({ signIn: source, log, witness: readsOnly, userAgent: 'spring-managed-identity-cli' }),
    );
    this.reader = azure.reader;
    this.targets = azure.targets;
    this.inventory = this.#owned.add(
      new Inventory({
        estate: this.#estate,
        signIn: source,
        reader: azure.reader,
        log,
        nextTurn,
      }),
    );
  }

  get snapshot(): EstateSnapshot {
    return this.#estate.snapshot;
  }

  get subscriptions(): readonly Subscription[] {
    const { reach } = this.snapshot;
    return reach.state === 'ready' ? reach.value.subscriptions : [];
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/**
 * Signs in and reads subscriptions, services and apps. Throws `UsageError` for a subscription that is not reached, and the `Failure` of the
 * sign-in; what else could not be read stands in the snapshot.
 */
export async function openLiveAzure(wishes: LiveWishes, signal: AbortSignal): Promise<LiveAzure> {
  const way = signInWayOf(wishes['sign-in'], process.env);
  const cloud = cloudOf(wishes.cloud);
  const { openAzure, openCliSignIn, openEnvironmentSignIn } = await import('../azure/open');
  const open = way === 'environment' ? openEnvironmentSignIn : openCliSignIn;
  let filter: readonly string[] = [];
  const azure = new LiveAzure(way, {
    openAzure,
    log: silent,
    signIn: (deps) =>
      open({
        ...deps,
        cloud,
        // Read at each listing: which subscriptions are meant is known only when all are.
        get filter() {
          return filter;
        },
      }),
  });
  try {
    await azure.inventory.open({ kind: 'reach' });
    const { reach } = azure.snapshot;
    if (reach.state === 'failed') throw reach.failure;
    if (wishes.subscription.length > 0) {
      filter = chosen(azure.subscriptions, wishes.subscription);
      await azure.inventory.refresh({ kind: 'reach' });
    }
    await azure.inventory.loadAll(signal, () => undefined);
    return azure;
  } catch (error) {
    azure.dispose();
    throw error;
  }
}

/** `tenantId/subscriptionId` of what was asked for. */
function chosen(subscriptions: readonly Subscription[], asked: readonly string[]): readonly string[] {
  return asked.flatMap((text) => {
    const same = (other: string): boolean => other.toLowerCase() === text.trim().toLowerCase();
    const found = subscriptions.filter(({ subscriptionId, name }) => same(subscriptionId) || same(name));
    if (found.length === 0)
      throw new UsageError(
        `The account reaches no subscription '${text}', only: ${subscriptions.map(({ name }) => name).join(', ') || 'none'}.`,
      );
    return found.map(({ tenantId, subscriptionId }) => `${tenantId}/${subscriptionId}`);
  });
}

/** What goes wrong becomes the command's answer; there is no log beside it. */
const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
