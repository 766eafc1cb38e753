import { publicCloud, type Cloud } from '../../account/cloud';
import type {
  AccessToken,
  SignIn,
  SignInChange,
  SignInKind,
  SignInListing,
  TokenRequest,
} from '../../account/sign-in';
import type { LockedTenant } from '../../estate/frozen/snapshot';
import type { AzurePorts } from '../../actions/azure-ports';
import type { Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import { lazily } from '../../lifecycle/flow/lazily';
import type { Log } from '../../lifecycle/log';

/** A started source, and what has to be stopped after it. */
export interface Source {
  readonly signIn: SignIn;
  readonly stop?: () => Promise<void>;
}

export interface SessionDependencies {
  /** Starts a source; loads its code on first use. */
  readonly openSource: (kind: SignInKind) => Promise<Source>;
  readonly openAzure: (signIn: SignIn) => Promise<AzurePorts & Disposable>;
  readonly log: Log;
}

interface Opened extends Source {
  readonly azure: AzurePorts & Disposable;
  readonly listening: Disposable;
}

/**
 * One sign-in source at a time, opened when something is asked of it. To everybody else it looks like a single
 * source that changes now and then, so nobody has to know when the user switches.
 */
export class Session implements SignIn {
  readonly #deps: SessionDependencies;
  readonly #changed = new Emitter<SignInChange>();
  readonly onDidChange = this.#changed.event;
  /** Azure through the source in use; each call opens it where it is not open yet. */
  readonly azure: AzurePorts;
  #kind: SignInKind;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;
  #generation = 0;

  constructor(kind: SignInKind, deps: SessionDependencies) {
    this.#kind = kind;
    this.#deps = deps;
    const azure = async () => (await this.#open()).azure;
    this.azure = {
      reader: lazily(async () => (await azure()).reader),
      identities: lazily(async () => (await azure()).identities),
      userAssigned: lazily(async () => (await azure()).userAssigned),
      targets: lazily(async () => (await azure()).targets),
      assignments: lazily(async () => (await azure()).assignments),
      grants: lazily(async () => (await azure()).grants),
      remoteDebugging: lazily(async () => (await azure()).remoteDebugging),
    };
  }

  get kind(): SignInKind {
    return this.#kind;
  }

  /** The public cloud until the source is open; nothing is shown before that. */
  get cloud(): Cloud {
    return this.#opened?.signIn.cloud ?? publicCloud;
  }

  /** Ends the source in use and starts `kind` when next asked. Also the way to start the same source afresh. */
  async switchTo(kind: SignInKind): Promise<void> {
    this.#deps.log.info(`Sign-in source: ${kind}`);
    this.#kind = kind;
    await this.#close();
    this.#changed.fire({ signedOut: 'all' });
  }

  async list(signal: AbortSignal, which?: 'selected' | 'all'): Promise<SignInListing> {
    return (await this.#open()).signIn.list(signal, which);
  }

  async token(request: TokenRequest, signal: AbortSignal): Promise<AccessToken> {
    return (await this.#open()).signIn.token(request, signal);
  }

  async signIn(tenant?: LockedTenant): Promise<void> {
    await (await this.#open()).signIn.signIn(tenant);
  }

  dispose(): void {
    void this.#close();
    this.#changed.dispose();
  }

  #open(): Promise<Opened> {
    return (this.#opening ??= this.#start(this.#generation));
  }

  async #start(generation: number): Promise<Opened> {
    try {
      const source = await this.#deps.openSource(this.#kind);
      const azure = await this.#deps.openAzure(source.signIn);
      const listening = source.signIn.onDidChange((change) => {
        this.#changed.fire(change);
      });
      const opened = { ...source, azure, listening };
      if (generation === this.#generation) this.#opened = opened;
      return opened;
    } catch (error) {
      // What could not be opened is tried again when next asked.
      if (generation === this.#generation) this.#opening = undefined;
      throw error;
    }
  }

  async #close(): Promise<void> {
    const opening = this.#opening;
    this.#generation++;
    this.#opening = undefined;
    this.#opened = undefined;
    const opened = await opening?.catch(() => undefined);
    opened?.listening.dispose();
    opened?.azure.dispose();
    opened?.signIn.dispose();
    await opened?.stop?.();
  }
}
