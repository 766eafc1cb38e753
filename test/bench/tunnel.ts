import http from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Redactor, type Log } from '../../src/lifecycle/log';
import { openLocalEndpoint, type LocalEndpoint } from '../../src/net/local-endpoint';
import { systemClock } from '../../src/net/system-clock';
import { TokenBroker } from '../../src/token/broker/broker';
import { TokenOwner } from '../../src/token/held-token';
import { guidOf, PretendEndpoint, pretendIdentities } from '../token/pretend-endpoint';
import { atMost, median, type Figure } from './figure';

const quiet = (): void => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const imds = '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=';

interface Rig {
  readonly far: PretendEndpoint;
  readonly endpoint: LocalEndpoint;
  readonly agent: http.Agent;
  close(): Promise<void>;
}

async function openRig(far = new PretendEndpoint(pretendIdentities(5))): Promise<Rig> {
  const redactor = new Redactor();
  const owner = new TokenOwner(redactor);
  const broker = new TokenBroker({ route: far, protocol: { kind: 'imds' }, owner, clock: systemClock });
  const endpoint = await openLocalEndpoint({ broker, log, redactor, now: Date.now });
  const agent = new http.Agent({ keepAlive: true });
  const close = async (): Promise<void> => {
    agent.destroy();
    await endpoint.close();
    broker.dispose();
  };
  return { far, endpoint, agent, close };
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

/** What the endpoint adds to an exchange, each with another resource so that nothing comes from memory. */
async function measureAdded(): Promise<Figure> {
  const rig = await openRig();
  let upstream = 0;
  const exchange = rig.far.exchange.bind(rig.far);
  rig.far.exchange = async (request, signal) => {
    const startedAt = performance.now();
    const answer = await exchange(request, signal);
    upstream = performance.now() - startedAt;
    return answer;
  };
  const added: number[] = [];
  for (let i = 0; i < 600; i += 1) {
    const startedAt = performance.now();
    await get(rig, `${imds}https%3A%2F%2Fr${i}.invalid`);
    if (i >= 100) added.push(performance.now() - startedAt - upstream);
  }
  await rig.close();
  return atMost({
    name: 'tunnel.added',
    unit: 'ms',
    value: median(added),
    goal: 3,
    baseline: 'of 500 exchanges',
  });
}

async function measureSharing(): Promise<readonly Figure[]> {
  const rig = await openRig();
  const wide: Pick<Rig, 'endpoint' | 'agent'> = { endpoint: rig.endpoint, agent: new http.Agent() };
  const statuses = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      get(wide, `${imds}https%3A%2F%2Fr${i % 4}.invalid&client_id=${guidOf(100 + (i % 5))}`),
    ),
  );
  const exchanges = rig.far.requests.length;
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
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const rig = await openRig();
  let wrong = 0;
  const run = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1)
      if ((await get(rig, `${imds}https%3A%2F%2Fr.invalid`)) !== 200) wrong += 1;
  };
  const heap = async (): Promise<number> => {
    for (let i = 0; i < 3; i += 1) {
      await new Promise(setImmediate);
      collect();
    }
    return process.memoryUsage().heapUsed;
  };
  await run(1_000);
  const before = await heap();
  await run(10_000);
  const grown = ((await heap()) - before) / 1024 / 1024;
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
  await new Promise(setImmediate);
  const before = process.getActiveResourcesInfo().length;
  for (let i = 0; i < 1_000; i += 1) await round();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const left = Math.max(0, process.getActiveResourcesInfo().length - before);
  return atMost({
    name: 'tunnel.leaked',
    unit: 'handles',
    value: left,
    goal: 0,
    baseline: '1,000 openings and closings',
  });
}

export async function measure(): Promise<readonly Figure[]> {
  return [await measureAdded(), ...(await measureSharing()), ...(await measureHeap()), await measureLeaks()];
}
