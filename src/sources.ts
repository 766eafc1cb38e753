import { sandboxCloud } from './account/cloud';
import type { SignIn, SignInKind } from './account/sign-in';
import type { Log, Redactor } from './lifecycle/log';
import type { Settings } from './ui/settings';
import { notConfirmed, type CloudConsent } from './ui/sign-in/cloud-consent';
import type { Source } from './ui/sign-in/session';

export interface Opening {
  readonly log: Log;
  readonly redactor: Redactor;
  readonly settings: Settings;
  readonly filterOf: (kind: SignInKind) => readonly string[];
  readonly consent: CloudConsent;
}

/** Starts a sign-in source; loads its code on first use. */
export async function openSource(
  kind: SignInKind,
  { log, redactor, settings, filterOf, consent }: Opening,
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
  const { openSandbox } = await import('./sandbox/open');
  const sandbox = await openSandbox({ operationSeconds: settings.sandboxOperationSeconds });
  const { tenantId, clientId, clientSecret } = sandbox;
  const principal = { tenantId, clientId, clientSecret, label: 'Sandbox' };
  return {
    signIn: azure.openSecretSignIn(Object.assign(deps, principal, { cloud: sandboxCloud(sandbox) })),
    stop: () => sandbox.stop(),
  };
}
