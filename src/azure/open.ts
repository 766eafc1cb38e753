import type { HttpClient } from '@azure/core-rest-pipeline';

import type { Cloud } from '../account/cloud';
import type { AccountReach, SignIn } from '../account/sign-in';
import type { AzurePorts } from '../actions/azure-ports';
import type { Disposable } from '../lifecycle/disposable-store';
import type { Log } from '../lifecycle/log';
import { readsOnly } from '../operations/reads-only';
import type { ChangeWitness } from '../operations/ports';
import { Clients } from './clients';
import { AzureEstateReader } from './estate-reader';
import { AllAssignments } from './grants/all-assignments';
import { AzureGrantsApi } from './grants/grants-api';
import { AzureIdentityApi } from './hosts/identity-api';
import { AzureRemoteDebuggingApi } from './hosts/remote-debugging-api';
import { AzureUserAssignedApi } from './user-assigned-api';
import { Graph } from './read/graph';
import { RoleDefinitions } from './read/access/role-definitions';
import { ResourceReader } from './hosts/resources';
import { AzureTargetLookup } from './read/targets';
import { CredentialSignIn, type CredentialSignInDeps } from './sign-in/credential-sign-in';
import { createCliSource } from './sign-in/cli';
import { createEnvironmentSource } from './sign-in/environment';
import { listReach } from './sign-in/reach';
import { createSecretSource, type SecretSource } from './sign-in/secret';
import { pause } from './wire/pause';
import { Arm } from './wire/arm';
import { createCarriedTransport, type Carrier } from './wire/carried';
import { Gate } from '../lifecycle/flow/gate';
import { createTransport } from './wire/transport';

export interface AzureDeps {
  readonly signIn: SignIn;
  readonly log: Log;
  /** Is told of everything that changes something, before it leaves. */
  readonly witness: ChangeWitness;
  /** Put in front of the SDK's own words in `User-Agent`. */
  readonly userAgent?: string;
  /** Resolves after `ms`, for what Azure has accepted to end; `pause` but in tests. */
  readonly wait?: typeof pause;
}

export type Azure = AzurePorts & Disposable;

/** Requests on the wire at once, and so sockets too; what waits out a 429 is not among them. */
const inFlight = 16;
/** One attempt; a list of some hundred apps takes Azure a few seconds. Milliseconds. */
const attemptTimeoutMs = 60_000;

/** The way into this folder, loaded on first use. Nothing is asked of Azure before a method is called. */
export function openAzure(deps: AzureDeps): Azure {
  const { signIn, log, witness, userAgent = 'spring-managed-identity', wait = pause } = deps;
  const http = signIn instanceof CredentialSignIn ? signIn.http : openWire(signIn.cloud);
  const arm = new Arm({ signIn, log, http, userAgent, witness });
  const clients = new Clients(arm);
  // One of each for all: they remember when the quota of Resource Graph is back, and which roles were read.
  const [graph, definitions] = [new Graph(arm), new RoleDefinitions(arm)];
  const resources = new ResourceReader();
  const reader = new AzureEstateReader({ arm, clients, graph, definitions, resources });
  const changed = signIn.onDidChange(() => {
    arm.forgetTokens();
  });
  return {
    reader,
    identities: new AzureIdentityApi({ arm, reader }),
    userAssigned: new AzureUserAssignedApi(arm),
    assignments: new AllAssignments(arm),
    grants: new AzureGrantsApi({ arm, graph, definitions, wait }),
    remoteDebugging: new AzureRemoteDebuggingApi(arm),
    targets: new AzureTargetLookup({ arm, graph }),
    dispose: () => {
      changed.dispose();
      arm.dispose();
    },
  };
}

/** Reads what each account of a source with several can reach, in that source's cloud and nowhere else. */
export function openAccountReach(deps: Omit<AzureDeps, 'witness' | 'wait'>): AccountReach {
  const { signIn, log, userAgent = 'spring-managed-identity' } = deps;
  const arm = new Arm({ signIn, log, http: openWire(signIn.cloud), userAgent, witness: readsOnly });
  return {
    // Which tenant is an account's home only its source knows; it takes the empty id for that.
    list: (account, signal) => {
      // Accounts come and go outside this window; each listing asks for tokens anew, which costs no request.
      arm.forgetTokens();
      return listReach({ arm, account: { ...account, homeTenantId: '' }, filter: [] }, signal);
    },
    dispose: () => {
      arm.dispose();
    },
  };
}

/** Signs in with a client secret held in memory (the embedded sandbox), which `carry` answers where it has no server. */
export function openSecretSignIn(
  deps: SecretSource & CredentialSignInDeps & { readonly carry?: Carrier },
): SignIn {
  const { cloud, carry } = deps;
  const http = carry === undefined ? openWire(cloud) : createCarriedTransport(cloud.armUrl, carry);
  return new CredentialSignIn(createSecretSource(deps, http), http, deps);
}

/** Signs in with the account of `az login`; `cloud` must be the one `az cloud` is set to. */
export function openCliSignIn(deps: CredentialSignInDeps): SignIn {
  return new CredentialSignIn(createCliSource(deps.cloud), openWire(deps.cloud), deps);
}

/** Signs in with the service principal of the environment variables. */
export function openEnvironmentSignIn(deps: CredentialSignInDeps): SignIn {
  const http = openWire(deps.cloud);
  return new CredentialSignIn(createEnvironmentSource(deps.cloud, http), http, deps);
}

/** The connections to one cloud. Without a `ca` they are Node's own pool, so a second wire opens no second pool. */
function openWire({ ca }: Cloud): HttpClient {
  return createTransport({ gate: new Gate(inFlight), attemptTimeoutMs, ...(ca !== undefined && { ca }) });
}
