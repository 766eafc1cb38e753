import { sandboxCloud } from './account/cloud';
import type { SignIn, SignInKind } from './account/sign-in';
import type { Carrier } from './azure/wire/carried';
import type { Log, Redactor } from './lifecycle/log';
import type { Activity } from './operations/activity';
import type { Settings } from './ui/window/settings';
import { notConfirmed, type CloudConsent } from './ui/sign-in/cloud-consent';
import { Session, type Source } from './ui/sign-in/session';
import { chosenSource, chosenSubscriptions } from './ui/sign-in/source-choice';

export interface Opening {
  readonly log: Log;
  readonly redactor: Redactor;
  readonly settings: Settings;
  readonly filterOf: (kind: SignInKind) => readonly string[];
  readonly consent: CloudConsent;
}

/** Signs in as the user has chosen; Azure and the source are loaded when they are first asked for. */
export function openSession({
  open,
  memento,
  witness,
  ...parts
}: Omit<Opening, 'filterOf'> & {
  readonly open: (kind: SignInKind, opening: Opening) => Promise<Source>;
  readonly memento: Parameters<typeof chosenSource>[1];
  readonly witness: () => Activity;
}): Session {
  const { log, settings } = parts;
  const filterOf = (kind: SignInKind) => chosenSubscriptions(kind, settings, memento);
  return new Session(chosenSource(settings, memento), {
    openSource: (kind) => open(kind, { ...parts, filterOf }),
    openAzure: async (signIn) =>
      (await import('./azure/open')).openAzure({ signIn, log, witness: witness() }),
    log,
  });
}

/** A sandbox that was started: behind a server, or within this program. */
export interface OpenedSandbox {
  readonly url: string;
  readonly caPem?: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Answers its requests where it has no server. */
  readonly carry?: Carrier;
  readonly stop: () => Promise<void>;
}

/** Starts a sign-in source; loads its code on first use. */
export async function openSource(
  kind: SignInKind,
  { log, redactor, settings, filterOf, consent }: Opening,
  openSandbox: (options: { readonly operationSeconds: number }) => Promise<OpenedSandbox>,
): Promise<Source> {
  const deps = {
    log,
    redactor,
    // Read at each listing, so that another selection needs no new sign-in.
    get filter() {
      return filterOf(kind);
    },
  };
  if (kind !== 'sandbox') {
    const { cloud, ignored } = settings;
    if (ignored.length > 0)
      log.warn(`Settings of this workspace that are not heeded, only the user's are: ${ignored.join(', ')}`);
    if (consent.isMissing(cloud)) throw notConfirmed(cloud);
    const azure = await import('./azure/open');
    const own = Object.assign(deps, { cloud });
    if (kind === 'azureCli') return { signIn: azure.openCliSignIn(own) };
    if (kind === 'environment') return { signIn: azure.openEnvironmentSignIn(own) };
    const { openVscodeSignIn } = await import('./ui/sign-in/vscode-accounts');
    const openReach = (signIn: SignIn) => azure.openAccountReach({ signIn, log });
    const ignoredSettings = () => settings.ignored;
    return { signIn: openVscodeSignIn(Object.assign(own, { openReach, ignoredSettings })) };
  }
  const azure = await import('./azure/open');
  const { stop, carry, ...sandbox } = await openSandbox({
    operationSeconds: settings.sandboxOperationSeconds,
  });
  const { tenantId, clientId, clientSecret } = sandbox;
  const principal = { tenantId, clientId, clientSecret, label: 'Sandbox' };
  const own = { cloud: sandboxCloud(sandbox), ...(carry !== undefined && { carry }) };
  return { signIn: azure.openSecretSignIn(Object.assign(deps, principal, own)), stop };
}
