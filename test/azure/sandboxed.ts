import { sandboxCloud } from '../../src/account/cloud';
import type { SignIn } from '../../src/account/sign-in';
import { openAzure, openSecretSignIn, type Azure } from '../../src/azure/open';
import { pause } from '../../src/azure/wire/pause';
import type { SpringApp, SpringService, Subscription } from '../../src/estate/resources';
import { Redactor, type Log } from '../../src/lifecycle/log';
import { activityIn, MemoryJournal } from '../double/activity';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server/open';

/** A log that keeps its lines, errors with all they carry, so that tests can look for what must not be there. */
export function keepingLog(lines: string[]): Log {
  const keep = (message: string): void => void lines.push(message);
  return {
    debug: keep,
    info: keep,
    warn: keep,
    error: (message, error) => {
      lines.push(message, String(error));
    },
  };
}

/** The real clients against the real sandbox, over TLS. */
export class SandboxedAzure {
  readonly lines: string[] = [];
  readonly redactor = new Redactor();
  readonly signal = new AbortController().signal;
  readonly sandbox: Sandbox;
  readonly signIn: SignIn;
  readonly azure: Azure;
  readonly journal = new MemoryJournal();
  readonly activity = activityIn(this.journal);

  constructor(sandbox: Sandbox, change: { readonly ca?: string; readonly clientSecret?: string } = {}) {
    this.sandbox = sandbox;
    const log = keepingLog(this.lines);
    this.signIn = openSecretSignIn({
      cloud: sandboxCloud({ url: sandbox.url, caPem: change.ca ?? sandbox.caPem }),
      tenantId: sandbox.tenantId,
      clientId: sandbox.clientId,
      clientSecret: change.clientSecret ?? sandbox.clientSecret,
      label: 'Sandbox',
      log,
      redactor: this.redactor,
    });
    this.azure = openAzure({
      signIn: this.signIn,
      log,
      witness: this.activity,
      // The sandbox is faster than Azure: what would be two seconds between polls is twenty milliseconds here.
      wait: (ms, signal) => pause(Math.min(ms, 20), signal),
    });
  }

  static async start(options: SandboxOptions = {}): Promise<SandboxedAzure> {
    return new SandboxedAzure(await openSandbox({ operationSeconds: 0.2, ...options }));
  }

  async subscriptions(): Promise<readonly Subscription[]> {
    return (await this.signIn.list(this.signal)).subscriptions;
  }

  /** Every service that could be listed, with its subscription. */
  async services(): Promise<{ subscription: Subscription; service: SpringService }[]> {
    const subscriptions = await this.subscriptions();
    const listing = await this.azure.reader.listServices(subscriptions, this.signal);
    return listing.bySubscription.flatMap((entry) => {
      const subscription = subscriptions.find(({ key }) => key === entry.subscription);
      if (subscription === undefined || !('services' in entry)) return [];
      return entry.services.map((service) => ({ subscription, service }));
    });
  }

  /** One app of the estate by its name. */
  async app(name: string): Promise<{ subscription: Subscription; app: SpringApp }> {
    for (const { subscription, service } of await this.services()) {
      const apps = await this.azure.reader.listApps(subscription, service, this.signal);
      const app = apps.find((candidate) => candidate.name === name);
      if (app !== undefined) return { subscription, app };
    }
    throw new Error(`The sandbox has no app '${name}'.`);
  }

  async stop(): Promise<void> {
    this.azure.dispose();
    this.signIn.dispose();
    await this.sandbox.stop();
  }
}
