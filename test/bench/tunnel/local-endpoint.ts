import http from 'node:http';

import { Redactor, type Log } from '../../../src/lifecycle/log';
import { openLocalEndpoint, type LocalEndpoint } from '../../../src/net/endpoint/local-endpoint';
import { openTunnel } from '../../../src/net/open-tunnel';
import { systemClock } from '../../../src/net/system-clock';
import { openSandbox } from '../../../src/sandbox/server/open';
import { TokenBroker } from '../../../src/token/broker/broker';
import { TokenOwner } from '../../../src/token/held-token';
import type { FollowingRoute } from '../../../src/tunnel/following-route';
import type { Route } from '../../../src/tunnel/ports';
import { Asker } from '../../sandbox/ask';
import { ordersInstance } from '../../sandbox/orders-instance';
import { guidOf, PretendEndpoint, pretendIdentities } from '../../token/pretend-endpoint';
import { atMost, median, type Figure } from '../figure';
import { heapInUse, leftBy } from './process-state';
import { readSocketOwners } from '../../../src/disk/socket-owner';

const quiet = (): void => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const imds = '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=';

interface Rig {
  readonly endpoint: LocalEndpoint;
  readonly agent: http.Agent;
  close(): Promise<void>;
}

async function openRig(route: Pick<Route, 'exchange'>): Promise<Rig> {
  const redactor = new Redactor();
  const owner = new TokenOwner(redactor);
  const broker = new TokenBroker({ route, protocol: { kind: 'imds' }, owner, clock: systemClock });
  const endpoint = await openLocalEndpoint({
    broker,
    log,
    redactor,
    now: Date.now,
    form: 'imds',
    peer: readSocketOwners,
  });
  const agent = new http.Agent({ keepAlive: true });
  const close = async (): Promise<void> => {
    agent.destroy();
    await endpoint.close();
    broker.dispose();
  };
  return { endpoint, agent, close };
}

function get({ endpoint, agent }: Pick<Rig, 'endpoint' | 'agent'>, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: endpoint.port, path, agent, headers: { Metadata: 'true' } };
    http
      .get(options, (response) => {
        response.resume();
        response.once('end', () => {
          resolve(response.statusCode ?? 0);
        });
      })
      .once('error', reject);
  });
}

/** What the endpoint adds to an exchange over a console that is open, into the sandbox. */
async function measureAdded(): Promise<Figure> {
  const sandbox = await openSandbox({});
  const asker = new Asker(sandbox);
  try {
    const address = await ordersInstance(sandbox, asker);
    const tunnel = openTunnel({
      ca: sandbox.caPem,
      bearer: () => asker.token(),
      instances: () => Promise.resolve([address]),
    });
    return await measureAddedTo(tunnel.route({ kind: 'console', address }));
  } finally {
    asker.close();
    await sandbox.stop();
  }
}

async function measureAddedTo(route: Route | FollowingRoute): Promise<Figure> {
  const [added, upstream]: [number[], number[]] = [[], []];
  let lasted = 0;
  const rig = await openRig({
    exchange: async (request, signal) => {
      const startedAt = performance.now();
      const answer = await route.exchange(request, signal);
      lasted = performance.now() - startedAt;
      return answer;
    },
  });
  try {
    for (let i = 0; i < 300; i += 1) {
      const startedAt = performance.now();
      lasted = 0;
      // Nothing may come from memory.
      const status = await get(rig, `${imds}https%3A%2F%2Fvault.azure.net&bypass_cache=true`);
      if (status !== 200 || lasted === 0) throw new Error(`The endpoint answered ${status}, not from afar.`);
      // The first ones open the console and warm everything up.
      if (i < 50) continue;
      added.push(performance.now() - startedAt - lasted);
      upstream.push(lasted);
    }
  } finally {
    await rig.close();
    route.dispose();
  }
  return atMost({
    name: 'tunnel.added',
    unit: 'ms',
    value: median(added),
    goal: 3,
    baseline: `${median(upstream).toFixed(1)} ms exchange over a warm console, median of ${upstream.length}`,
  });
}

async function measureSharing(): Promise<readonly Figure[]> {
  const far = new PretendEndpoint(pretendIdentities(5));
  const rig = await openRig(far);
  const wide: Pick<Rig, 'endpoint' | 'agent'> = { endpoint: rig.endpoint, agent: new http.Agent() };
  const statuses = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      get(wide, `${imds}https%3A%2F%2Fr${i % 4}.invalid&client_id=${guidOf(100 + (i % 5))}`),
    ),
  );
  const exchanges = far.requests.length;
  await rig.close();
  const baseline = '200 requests at once, 5 identities, 4 resources';
  return [
    atMost({ name: 'tunnel.exchanges', unit: 'exchanges', value: exchanges, goal: 20, baseline }),
    atMost({
      name: 'tunnel.errors',
      unit: 'errors',
      value: statuses.filter((status) => status !== 200).length,
      goal: 0,
      baseline,
    }),
  ];
}

async function measureHeap(): Promise<readonly Figure[]> {
  const rig = await openRig(new PretendEndpoint());
  let wrong = 0;
  const run = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1)
      if ((await get(rig, `${imds}https%3A%2F%2Fr.invalid`)) !== 200) wrong += 1;
  };
  await run(1_000);
  const before = await heapInUse();
  await run(10_000);
  const grown = ((await heapInUse()) - before) / 1024 / 1024;
  await rig.close();
  return [
    atMost({
      name: 'tunnel.heap',
      unit: 'MB',
      value: grown,
      goal: 5,
      baseline: 'after 10,000 requests in a row',
    }),
    atMost({ name: 'tunnel.failed', unit: 'requests', value: wrong, goal: 0, baseline: 'of 11,000' }),
  ];
}

async function measureLeaks(): Promise<Figure> {
  const far = new PretendEndpoint(pretendIdentities(1));
  const round = async (): Promise<void> => {
    const rig = await openRig(far);
    await get(rig, `${imds}https%3A%2F%2Fr.invalid`);
    await rig.close();
  };
  await round();
  const left = await leftBy(async () => {
    for (let i = 0; i < 1_000; i += 1) await round();
  });
  return atMost({
    name: 'tunnel.leaked',
    unit: 'sockets and timers',
    value: left,
    goal: 0,
    baseline: '1,000 openings and closings of the local endpoint',
  });
}

export async function measureLocalEndpoint(): Promise<readonly Figure[]> {
  return [await measureAdded(), ...(await measureSharing()), ...(await measureHeap()), await measureLeaks()];
}
