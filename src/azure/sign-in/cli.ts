import { AzureCliCredential } from '@azure/identity';

import type { Cloud } from '../../account/cloud';
import { Failure, notInTime } from '../../lifecycle/failure';
import { say, type Words } from '../../lifecycle/text';
import { Gate } from '../../lifecycle/flow/gate';
import type { TokenSource } from './credential-sign-in';
import { quote } from './credential-trouble';

/** `az` answers in about a second; a proxy or a slow disk may make it ten. Milliseconds. */
const azDeadline = 60_000;
/** Each call is a Python process of its own, and they share one token file. */
const azAtOnce = 3;
/** Stands for the tenant of `az`'s current subscription, which only `az` knows. */
const home = 'az-default';

/** The account of `az login`. Nothing but `az account get-access-token` is run; its files are never read. */
export function createCliSource(cloud: Cloud, deadline = azDeadline): TokenSource {
  const credential = new AzureCliCredential({
    processTimeoutInMs: deadline,
    additionallyAllowedTenants: ['*'],
  });
  const gate = new Gate(azAtOnce);
  return {
    kind: 'azureCli',
    account: { accountId: 'azure-cli', accountLabel: 'Azure CLI', homeTenantId: home },
    getToken: (scope, options) =>
      gate.run(options.abortSignal, async () => {
        const startedAt = Date.now();
        try {
          return await credential.getToken(scope, options);
        } catch (error) {
          // The credential ends the process, but what it throws then does not say so.
          throw Date.now() - startedAt >= deadline ? hangs(deadline) : error;
        }
      }),
    explain: (error, tenantId) => explainCli(error, cloud, tenantId),
    howToSignIn: (tenantId) =>
      signedOut(cloud, tenantId, say('Azure CLI signs in by itself, in a terminal.')),
  };
}

/**
 * The credential reports everything as one error class, so its own fixed words decide; what `az` itself printed is
 * quoted only.
 */
function explainCli(error: unknown, cloud: Cloud, tenantId: string): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('Azure CLI could not be found'))
    return new Failure({
      code: 'tool-missing',
      what: say('Could not sign in with Azure CLI.'),
      why: say("The program 'az' was not found on the PATH."),
      remedy: say(
        'Install Azure CLI (https://aka.ms/azure-cli) and run `az login`, or choose another sign-in.',
      ),
      action: 'choose-sign-in',
    });
  if (message.includes('az login')) {
    const known = message.startsWith("Please run 'az login'");
    return signedOut(
      cloud,
      tenantId,
      known ? say('Azure CLI is not signed in.') : say('Azure CLI said: {0}', quote(message)),
    );
  }
  return new Failure({
    code: 'unauthorized',
    what: say('Could not get a token from Azure CLI.'),
    why: say('Azure CLI said: {0}', quote(message)),
    remedy: say('Run `az account get-access-token` in a terminal to see more.'),
    action: 'choose-sign-in',
  });
}

function hangs(deadline: number): Failure {
  return notInTime({
    what: say('Could not get a token from Azure CLI.'),
    why: say("'az account get-access-token' did not end within {0} s.", Math.round(deadline / 1000)),
    remedy: say('Run it in a terminal to see what it waits for, then refresh.'),
  });
}

function signedOut(cloud: Cloud, tenantId: string | undefined, why: Words): Failure {
  const tenant = tenantId === undefined || tenantId === home ? '' : ` --tenant ${tenantId}`;
  const environment = cloud.name.startsWith('Azure') && cloud.name !== 'AzureCloud';
  return new Failure({
    code: 'signed-out',
    what: say('Azure CLI has no account to use.'),
    why,
    remedy: environment
      ? say(
          'Run `az cloud set --name {0}` and `az login{1}` in a terminal, then refresh.',
          cloud.name,
          tenant,
        )
      : say('Run `az login{0}` in a terminal, then refresh.', tenant),
    action: 'choose-sign-in',
  });
}
