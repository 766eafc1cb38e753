import { commands as vscodeCommands, type Memento } from 'vscode';
import type { Cloud } from '../../account/cloud';
import type { SignInKind, SignInListing } from '../../account/sign-in';
import type { LockedTenant } from '../../estate/frozen/snapshot';
import type { Disposable } from '../../lifecycle/disposable-store';
import { contextKeys } from '../contributions';
import type { Settings } from '../window/settings';
import type { CloudConsent } from './cloud-consent';
import { SandboxStatus } from './sandbox-status';
import type { Session } from './session';

const sandboxOpenKey = 'sandbox.open';
const sandboxSelectionKey = 'sandbox.selectedSubscriptions';

export interface SourceChoiceDependencies {
  readonly settings: Settings;
  /** The memory of this window's workspace. */
  readonly memento: Pick<Memento, 'get' | 'update'>;
  readonly consent: CloudConsent;
  /** The sources there are where this runs. */
  readonly kinds: readonly SignInKind[];
  /** Says in the view that what it shows is the sandbox. */
  readonly showSandbox: (open: boolean) => void;
  /** Reads the estate anew, with another subscription filter. */
  readonly reread: () => void;
}

/** The source a window should use: the setting, unless the sandbox was opened in this window. */
export function chosenSource(settings: Settings, memento: Pick<Memento, 'get'>): SignInKind {
  return memento.get<unknown>(sandboxOpenKey) === true ? 'sandbox' : settings.signIn;
}

/** What to show of a source. The sandbox's subscriptions exist only here, so they stay out of the shared setting. */
export function chosenSubscriptions(
  kind: SignInKind,
  settings: Settings,
  memento: Pick<Memento, 'get'>,
): readonly string[] {
  if (kind !== 'sandbox') return settings.selectedSubscriptions;
  const stored = memento.get<unknown>(sandboxSelectionKey);
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

/**
 * Keeps the session at the source that settings and commands choose. Opening the sandbox is remembered for the window
 * only: it must not take other windows away from the user's own Azure.
 */
export class SourceChoice implements Disposable {
  readonly #session: Session;
  readonly #deps: SourceChoiceDependencies;
  readonly #listening: Disposable;
  readonly #status = new SandboxStatus();

  constructor(session: Session, deps: SourceChoiceDependencies) {
    this.#session = session;
    this.#deps = deps;
    this.#listening = deps.settings.onDidChange((names) => {
      if (names.has('cloud') && this.kind !== 'sandbox') void session.switchTo(this.#wanted);
      else void this.#follow();
      if (names.has('selectedSubscriptions') && this.kind !== 'sandbox') deps.reread();
    });
    void this.#say();
  }

  get kind(): SignInKind {
    return this.#session.kind;
  }

  get kinds(): readonly SignInKind[] {
    return this.#deps.kinds;
  }

  get cloud(): Cloud {
    return this.#session.cloud;
  }

  /** The custom cloud of the settings while its user has not agreed to its hosts: nothing is asked of it before. */
  get unconfirmedCloud(): Cloud | undefined {
    if (this.kind === 'sandbox') return undefined;
    const { cloud } = this.#deps.settings;
    return this.#deps.consent.isMissing(cloud) ? cloud : undefined;
  }

  async confirmCloud(cloud: Cloud): Promise<void> {
    await this.#deps.consent.give(cloud);
    await this.#session.switchTo(this.kind);
  }

  get selected(): readonly string[] {
    return chosenSubscriptions(this.kind, this.#deps.settings, this.#deps.memento);
  }

  listAll(signal: AbortSignal): Promise<SignInListing> {
    return this.#session.list(signal, 'all');
  }

  signIn(tenant?: LockedTenant): Promise<void> {
    return this.#session.signIn(tenant);
  }

  async choose(kind: SignInKind): Promise<void> {
    await this.#deps.memento.update(sandboxOpenKey, undefined);
    await this.#deps.settings.set('signIn', kind);
    await this.#follow();
  }

  async openSandbox(): Promise<void> {
    await this.#deps.memento.update(sandboxOpenKey, true);
    await this.#follow();
  }

  async closeSandbox(): Promise<void> {
    await this.#deps.memento.update(sandboxOpenKey, undefined);
    await this.#deps.memento.update(sandboxSelectionKey, undefined);
    if (this.#deps.settings.signIn === 'sandbox') await this.#deps.settings.set('signIn', undefined);
    await this.#follow();
  }

  async select(subscriptions: readonly string[]): Promise<void> {
    if (this.kind !== 'sandbox') {
      await this.#deps.settings.set('selectedSubscriptions', subscriptions);
      return;
    }
    await this.#deps.memento.update(sandboxSelectionKey, subscriptions);
    this.#deps.reread();
  }

  get #wanted(): SignInKind {
    return chosenSource(this.#deps.settings, this.#deps.memento);
  }

  async #follow(): Promise<void> {
    if (this.#wanted !== this.#session.kind) await this.#session.switchTo(this.#wanted);
    await this.#say();
  }

  async #say(): Promise<void> {
    const isSandbox = this.kind === 'sandbox';
    this.#status.show(isSandbox);
    this.#deps.showSandbox(isSandbox);
    await vscodeCommands.executeCommand('setContext', contextKeys.sandboxOpen, isSandbox);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#status.dispose();
  }
}
