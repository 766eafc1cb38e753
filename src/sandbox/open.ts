import { Operations } from './arm/operations';
import { allRoutes } from './routes';
import { createCertificate } from './certificate';
import type { Sandbox, SandboxOptions } from './contract';
import { Counters } from './counters';
import { directoryOf } from './entra/directory';
import { createTokenKey } from './entra/signing';
import { chooseEstate } from './estates/choose';
import { buildEstate } from './estates/estate';
import { guidSource, stableGuid } from './estates/stable-guid';
import { GraphLimits } from './graph/limits';
import { listen } from './http/listen';
import { ReadBucket, RemainingRequests } from './http/limits';
import { PageCache } from './http/page-cache';
import { RouteTable } from './http/route';
import { serve } from './serve';
import { TroubleBook } from './trouble';
import type { Behaviour, World } from './world';
import { randomBytes } from 'node:crypto';

export type { EstateChoice, Sandbox, SandboxOptions } from './contract';
export type { RequestCounters, RequestCounts } from './counters';
export type { RecordedExchange } from './record';
export { troubleKinds, type Trouble, type TroubleKind, type TroubleRule } from './trouble';
export { controlHelp } from './control';
export { sampleIds } from './sample/sample-ids';

interface Standing {
  readonly options: SandboxOptions;
  readonly now: () => number;
  readonly behaviour: Behaviour;
  readonly trouble: TroubleBook;
}

/** A world at its start. Behaviour and trouble are shared, so that switching them works at once. */
function createWorld({ options, now, behaviour, trouble }: Standing): World {
  const newGuid = guidSource(options.seed);
  const estate = buildEstate(chooseEstate(options.estate ?? 'sample'), now);
  return {
    estate,
    directory: directoryOf(estate, (principalId) => stableGuid(`application of ${principalId}`)),
    operations: new Operations({
      trouble,
      now,
      newGuid,
      operationSeconds: () => behaviour.operationSeconds,
    }),
    trouble,
    pages: new PageCache(),
    remoteDebugging: new Map(),
    remaining: new RemainingRequests(),
    graph: new GraphLimits(options.graphQuota ?? false, (options.graphDelaySeconds ?? 0) * 1000),
    get pageSize() {
      return behaviour.pageSize;
    },
    emptyIdentityMap: options.emptyIdentityMap ?? 'omitted',
    replicationMs: (options.replicationSeconds ?? 20) * 1000,
    now,
    newGuid,
  };
}

function createBehaviour(options: SandboxOptions): Behaviour {
  return {
    operationSeconds: options.operationSeconds ?? 10,
    latencyMs: options.latencyMs ?? 0,
    pageSize: options.pageSize,
    readBucket: options.readBucket && new ReadBucket(options.readBucket),
  };
}

/**
 * Starts an embedded Azure on loopback and answers once it listens. Throws `Failure`: `refused` for an address
 * beyond loopback or a port that is taken, `invalid` for an estate that makes no sense.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const [certificate, key] = await Promise.all([createCertificate(), createTokenKey()]);
  const behaviour = createBehaviour(options);
  const trouble = new TroubleBook();
  const counters = new Counters();
  const standing = { options, now, behaviour, trouble };
  let world = createWorld(standing);
  const reset = () => {
    world = createWorld(standing);
    Object.assign(behaviour, createBehaviour(options));
    trouble.clear();
    counters.reset();
  };
  const principal = {
    clientId: stableGuid('application of the sandbox'),
    clientSecret: `sandbox-${randomBytes(18).toString('base64url')}`,
  };
  const routes = new RouteTable(allRoutes);
  const setup = {
    arm: () => ({ routes, key, readBucket: behaviour.readBucket }),
    control: { trouble, counters, behaviour, tenants: () => world.estate.tenants, reset },
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
  });
  return {
    url: listening.url,
    caPem: certificate.certPem,
    tenantId: world.estate.tenants[0]?.tenantId ?? '',
    ...principal,
    estate: {
      subscriptions: world.estate.subscriptions.size,
      services: world.estate.services.size,
      apps: world.estate.apps.size,
    },
    trouble,
    requests: counters,
    reset,
    stop: () => listening.close(),
  };
}
