import { Failure, toFailure } from '../../lifecycle/failure';
import type { Counters } from '../counters';
import type { SandboxPlane } from '../plane/plane-contract';
import { identityModes, type IdentityMode } from '../plane/token/identity-rules';
import type { TenantDocument } from '../estates/documents';
import { ReadBucket } from '../http/limits';
import { armError, ok, type Reply } from '../http/reply';
import { parseTroubleRule, type TroubleBook } from '../trouble';
import type { Behaviour } from '../world';

export interface ControlSetup {
  readonly trouble: TroubleBook;
  readonly counters: Counters;
  readonly behaviour: Behaviour;
  readonly plane: SandboxPlane;
  readonly tenants: () => readonly TenantDocument[];
  readonly reset: () => void;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly origin: string;
}

/** Every switch over HTTP, one line each, for `--help`. */
export const controlHelp = [
  'POST   /sandbox/trouble      add a rule: {"kind", "method"?, "path"?, "times"?, "after"?, ...}',
  'GET    /sandbox/trouble      the rules in force and how often each struck',
  'DELETE /sandbox/trouble      remove all rules, or one with ?id=',
  'GET    /sandbox/requests     counters: requests, answers by status, 429s, most sockets at once',
  'DELETE /sandbox/requests     count anew',
  'GET    /sandbox/behaviour    latency, duration of changes, page size, read bucket, identity choice',
  'PATCH  /sandbox/behaviour    change them: {"latencyMs"?, "operationSeconds"?, "pageSize"?, "readBucket"?,',
  '                             "identityMode"? ("vm" or "asa"), "identitySeed"?}',
  'POST   /sandbox/restart      new instances for an app: {"app": resource id}; WebSockets to the old ones end',
  'GET    /sandbox/channels     open WebSockets to instances, and tokens handed out',
  'DELETE /sandbox/channels     cut those WebSockets',
  'POST   /sandbox/reset        everything as at the start',
  'GET    /sandbox/environment  this cloud, for microsoft-sovereign-cloud.customEnvironment',
] as const;

/** The cloud's endpoints in the shape of `@azure/ms-rest-azure-env`, which VS Code's custom cloud setting takes. */
function environment(origin: string, tenants: readonly TenantDocument[]): unknown {
  return {
    name: 'SpringIdentitySandbox',
    portalUrl: origin,
    managementEndpointUrl: origin,
    resourceManagerEndpointUrl: origin,
    activeDirectoryEndpointUrl: `${origin}/`,
    activeDirectoryResourceId: origin,
    keyVaultDnsSuffix: '.vault.azure.invalid',
    storageEndpointSuffix: 'core.azure.invalid',
    validateAuthority: false,
    tenants: tenants.map((tenant) => tenant.tenantId),
  };
}

function readNumber(body: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0) return value;
  throw new Failure({
    code: 'invalid',
    what: `'${name}' is not usable.`,
    why: `It is ${JSON.stringify(value)}; a number from 0 is needed.`,
  });
}

function readMode(value: unknown): IdentityMode | undefined {
  const mode = identityModes.find((known) => known === value);
  if (value === undefined || mode !== undefined) return mode;
  throw new Failure({
    code: 'invalid',
    what: "'identityMode' is not usable.",
    why: `It is ${JSON.stringify(value)}; ${identityModes.join(' or ')} is needed.`,
  });
}

function changeBucket(behaviour: Behaviour, asked: unknown): void {
  if (asked === null) behaviour.readBucket = undefined;
  if (asked === null || asked === undefined) return;
  const bucket = asked as Readonly<Record<string, unknown>>;
  behaviour.readBucket = new ReadBucket({
    size: readNumber(bucket, 'size') ?? 250,
    refillPerSecond: readNumber(bucket, 'refillPerSecond') ?? 25,
  });
}

/** Changes behaviour from parsed JSON; `null` for `readBucket` or `pageSize` switches it off. Throws `Failure` `invalid`. */
function changeBehaviour(behaviour: Behaviour, value: unknown): void {
  const body = (typeof value === 'object' ? (value ?? {}) : {}) as Readonly<Record<string, unknown>>;
  behaviour.latencyMs = readNumber(body, 'latencyMs') ?? behaviour.latencyMs;
  behaviour.operationSeconds = readNumber(body, 'operationSeconds') ?? behaviour.operationSeconds;
  if (body['pageSize'] === null) behaviour.pageSize = undefined;
  else behaviour.pageSize = readNumber(body, 'pageSize') ?? behaviour.pageSize;
  behaviour.identityMode = readMode(body['identityMode']) ?? behaviour.identityMode;
  behaviour.identitySeed = readNumber(body, 'identitySeed') ?? behaviour.identitySeed;
  changeBucket(behaviour, body['readBucket']);
}

function describeBehaviour(behaviour: Behaviour): unknown {
  const { latencyMs, operationSeconds, pageSize, readBucket, identityMode, identitySeed } = behaviour;
  return {
    latencyMs,
    operationSeconds,
    pageSize: pageSize ?? null,
    readBucket: readBucket?.describe() ?? null,
    identityMode,
    identitySeed,
  };
}

type Handler = (setup: ControlSetup, request: ControlRequest) => Reply;

const handlers: Readonly<Record<string, Handler>> = {
  'POST /sandbox/trouble': ({ trouble }, { body }) => ({
    status: 201,
    body: { id: trouble.add(parseTroubleRule(body)).id },
  }),
  'GET /sandbox/trouble': ({ trouble }) => ok({ rules: trouble.list() }),
  'DELETE /sandbox/trouble': ({ trouble }, { query }) => {
    trouble.clear(query.get('id') ?? undefined);
    return { status: 204 };
  },
  'GET /sandbox/requests': ({ counters }) => ok(counters.read()),
  'DELETE /sandbox/requests': ({ counters }) => {
    counters.reset();
    return { status: 204 };
  },
  'GET /sandbox/behaviour': ({ behaviour }) => ok(describeBehaviour(behaviour)),
  'PATCH /sandbox/behaviour': ({ behaviour }, { body }) => {
    changeBehaviour(behaviour, body);
    return ok(describeBehaviour(behaviour));
  },
  'POST /sandbox/restart': ({ plane }, { body }) => {
    const app = (body as { readonly app?: unknown } | null | undefined)?.app;
    plane.restart(typeof app === 'string' ? app : '');
    return { status: 204 };
  },
  'GET /sandbox/channels': ({ plane: { openChannels, tokensServed } }) => ok({ openChannels, tokensServed }),
  'DELETE /sandbox/channels': ({ plane }) => ok({ cut: plane.cutChannels() }),
  'POST /sandbox/reset': ({ reset }) => {
    reset();
    return { status: 204 };
  },
  'GET /sandbox/environment': ({ tenants }, { origin }) => ok(environment(origin, tenants())),
};

/** Answers the sandbox's own switches, which Azure does not have. They need no token: only this machine reaches them. */
export function answerControl(setup: ControlSetup, request: ControlRequest): Reply {
  const handler = handlers[`${request.method} ${request.path.toLowerCase()}`];
  if (handler === undefined)
    return armError(404, 'NotFound', `The sandbox knows: ${controlHelp.join(' | ')}`);
  try {
    return handler(setup, request);
  } catch (error) {
    return armError(400, 'InvalidRequest', toFailure(error, 'The sandbox could not do this.').message);
  }
}
