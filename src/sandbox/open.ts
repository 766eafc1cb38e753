import { Operations } from './arm/operations';
import { UrlSigner } from './arm/url-signature';
import { allRoutes } from './routes';
import type { Sandbox, SandboxOptions } from './contract';
import { Counters } from './counters';
import { directoryOf } from './entra/directory';
import { chooseEstate } from './estates/choose';
import { grantInstanceRoles } from './plane/data-roles';
import { leadHere } from './plane/lead-here';
import { DataPlane } from './plane/plane';
import { buildEstate, type EstateSeed } from './estates/estate';
import { guidSource, stableGuid } from './estates/stable-guid';
import { GraphLimits } from './graph/limits';
import { listen, type Listening } from './http/listen';
import { ReadBucket, RemainingRequests } from './http/limits';
import { PageCache } from './http/page-cache';
import { RouteTable } from './http/route';
import { createSandboxKeys } from './keys';
import { serve } from './serve';
import { TroubleBook } from './trouble';
import type { Behaviour, World } from './world';
import { randomBytes } from 'node:crypto';

export type { EstateChoice, Sandbox, SandboxOptions } from './contract';
export type { ConsoleChoice, SandboxPlane, TokenEndpoint } from './plane/plane-contract';
export { openImds, type ImdsAlone, type ImdsOptions } from './plane/imds-alone';
export { identityModes, type IdentityMode } from './plane/token/identity-rules';
export type { RequestCounters, RequestCounts } from './counters';
export type { RecordedExchange } from './record';
export { troubleKinds, type Trouble, type TroubleKind, type TroubleRule } from './trouble';
export { controlHelp } from './control';
export { createSandboxKeys, type SandboxKeys } from './keys';
export { sampleIds } from './sample/sample-ids';

interface Standing {
  readonly options: SandboxOptions;
  readonly now: () => number;
  readonly behaviour: Behaviour;
  readonly trouble: TroubleBook;
  readonly seed: EstateSeed;
}

/** A world at its start. Behaviour and trouble are shared, so that switching them works at once. */
function createWorld({ options, now, behaviour, trouble, seed }: Standing): World {
  const newGuid = guidSource(options.seed);
  const estate = buildEstate(seed, now);
  return {
    estate,
    directory: directoryOf(estate, (principalId) => stableGuid(`application of ${principalId}`)),
    operations: new Operations({
      trouble,
      now,
      newGuid,
      operationSeconds: () => behaviour.operationSeconds,
      signer: new UrlSigner(),
    }),
    trouble,
    pages: new PageCache(),
    remoteDebugging: new Map(),
    associatedAt: new Map(),
    remaining: new RemainingRequests(),
    graph: new GraphLimits(options.graphQuota ?? false, (options.graphDelaySeconds ?? 0) * 1000),
    get pageSize() {
      return behaviour.pageSize;
    },
    emptyIdentityMap: options.emptyIdentityMap ?? 'omitted',
    replicationMs: (options.replicationSeconds ?? 20) * 1000,
    now,
    newGuid,
    get identityRules() {
      return { mode: behaviour.identityMode, seed: behaviour.identitySeed };
    },
  };
}

function createBehaviour(options: SandboxOptions): Behaviour {
  return {
    operationSeconds: options.operationSeconds ?? 10,
    latencyMs: options.latencyMs ?? 0,
    pageSize: options.pageSize,
    readBucket: options.readBucket && new ReadBucket(options.readBucket),
    identityMode: options.identityMode ?? 'asa',
    identitySeed: options.identitySeed ?? 0,
  };
}

/** Whoever gets no sandbox cannot stop it: what fails to start leaves nothing listening. */
async function orClosed<T>(start: () => T, listening: Listening): Promise<T> {
  try {
    return start();
  } catch (error) {
    await listening.close();
    throw error;
  }
}

/**
 * Starts an embedded Azure on loopback and answers once it listens. Throws `Failure`: `refused` for an address
 * beyond loopback or a port that is taken, `invalid` for an estate that makes no sense.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const { certificate, tokenKey: key } = options.keys ?? (await createSandboxKeys());
  const behaviour = createBehaviour(options);
  const trouble = new TroubleBook();
  const counters = new Counters();
  const chosen = grantInstanceRoles(chooseEstate(options.estate ?? 'sample'));
  // Made once the port is known, before the first request can come.
  let host = '';
  let world: World;
  const start = () => createWorld({ options, now, behaviour, trouble, seed: leadHere(chosen, host) });
  const reset = () => {
    world = start();
    Object.assign(behaviour, createBehaviour(options));
    trouble.clear();
    counters.reset();
    plane.reset();
  };
  const principal = {
    clientId: stableGuid('application of the sandbox'),
    clientSecret: `sandbox-${randomBytes(18).toString('base64url')}`,
  };
  const plane = new DataPlane({
    world: () => world,
    key,
    console: options.console ?? 'builtin',
    tokenSeconds: options.identityTokenSeconds ?? 86_399,
    identityHeader: randomBytes(16).toString('hex'),
    now,
  });
  const routes = new RouteTable(allRoutes);
  const setup = {
    arm: () => ({ routes, key, readBucket: behaviour.readBucket }),
    control: { trouble, counters, behaviour, plane, tenants: () => world.estate.tenants, reset },
    signIn: () => ({
      key,
      principal,
      tenants: world.estate.tenants,
      tokenSeconds: options.tokenSeconds ?? 3599,
      now,
    }),
    world: () => world,
    record: options.record,
  };
  const listening = await listen({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    certificate,
    onSocket: (socket) => {
      counters.socketOpened();
      socket.once('close', () => {
        counters.socketClosed();
      });
    },
    onRequest: (request, response) => void serve(setup, request, response),
    onUpgrade: (request, socket, head) => {
      plane.upgrade(request, socket, head);
    },
  });
  host = new URL(listening.url).host;
  world = await orClosed(start, listening);
  return {
    url: listening.url,
    caPem: certificate.certPem,
    tenantId: world.estate.tenants[0]?.tenantId ?? '',
    ...principal,
    leftAside: chosen.leftAside ?? [],
    estate: {
      subscriptions: world.estate.subscriptions.size,
      services: world.estate.services.size,
      apps: world.estate.apps.size,
    },
    trouble,
    requests: counters,
    plane,
    reset,
    stop: async () => {
      await plane.stop();
      await listening.close();
    },
  };
}
