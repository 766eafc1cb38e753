import { randomBytes } from 'node:crypto';

import type { Sandbox, SandboxOptions } from '../contract';
import { Engine } from '../engine';
import { listen, type Listening } from '../http/listen';
import { createSandboxKeys } from '../keys';
import { DataPlane } from '../plane/plane';
import { serve } from './serve';

export type { EstateChoice, Sandbox, SandboxOptions } from '../contract';
export type { ConsoleChoice, SandboxPlane, TokenEndpoint } from '../plane/plane-contract';
export { openImds, type ImdsAlone, type ImdsOptions } from '../plane/imds-alone';
export { identityModes, type IdentityMode } from '../plane/token/identity-rules';
export type { RequestCounters, RequestCounts } from '../counters';
export type { RecordedExchange } from '../record';
export { troubleKinds, type Trouble, type TroubleKind, type TroubleRule } from '../trouble';
export { controlHelp } from './control';
export { createSandboxKeys, type SandboxKeys } from '../keys';
export { sampleIds } from '../sample/sample-ids';

/** Whoever gets no sandbox cannot stop it: what fails to start leaves nothing listening. */
async function orClosed(start: () => void, listening: Listening): Promise<void> {
  try {
    start();
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
  const { certificate, tokenKey: key } = options.keys ?? (await createSandboxKeys());
  const engine = new Engine(options, key);
  const { trouble, counters, behaviour, now } = engine;
  const plane = new DataPlane({
    world: () => engine.world,
    key,
    console: options.console ?? 'builtin',
    tokenSeconds: options.identityTokenSeconds ?? 86_399,
    identityHeader: randomBytes(16).toString('hex'),
    now,
  });
  const reset = () => {
    engine.reset();
    plane.reset();
  };
  const tenants = () => engine.world.estate.tenants;
  const setup = {
    control: { trouble, counters, behaviour, plane, tenants, reset },
    answer: engine.answer.bind(engine),
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
  // Made once the port is known, before the first request can come.
  await orClosed(() => {
    engine.begin(new URL(listening.url).host);
  }, listening);
  const { estate } = engine.world;
  return {
    url: listening.url,
    caPem: certificate.certPem,
    tenantId: estate.tenants[0]?.tenantId ?? '',
    ...engine.principal,
    leftAside: engine.leftAside,
    estate: {
      subscriptions: estate.subscriptions.size,
      services: estate.services.size,
      apps: estate.apps.size,
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
