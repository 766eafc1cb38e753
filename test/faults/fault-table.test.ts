import assert from 'node:assert/strict';

import { sameIdentities } from '../../src/estate/app-identity';
import type { TroubleRule } from '../../src/sandbox/trouble';
import { SandboxedAzure } from '../azure/sandboxed';
import { CommandStage } from '../double/commands';
import { inAzure, sequences, type Sequence } from './sequences';

/** What may happen to a request that only reads: refused, or nobody answers once. */
const readFaults: readonly TroubleRule[] = [{ kind: 'forbidden' }, { kind: 'dropped-connection' }];
/** And to one that changes something. */
const writeFaults: readonly TroubleRule[] = [
  { kind: 'forbidden' },
  { kind: 'conflict' },
  { kind: 'throttled', retryAfterSeconds: 1 },
  { kind: 'server-error', status: 503 },
  { kind: 'server-error', status: 503, applied: true },
  { kind: 'dropped-connection' },
  { kind: 'dropped-connection', applied: true },
];
/** Of long lists of reads every so many are tried: they are alike. */
const mostReads = 3;

interface Point {
  readonly index: number;
  readonly method: string;
}

describe('faults at every request', function () {
  // Each point waits as the product waits; a busy machine needs longer, a broken one fails all the same.
  this.timeout(600_000);

  let azure: SandboxedAzure;
  let onRequest: (method: string, url: string) => void = () => undefined;
  const tried = new Map<string, number>();
  before(async () => {
    azure = await SandboxedAzure.start({
      operationSeconds: 0.02,
      record: ({ method, url }) => {
        onRequest(method, url);
      },
    });
  });
  after(async () => {
    await azure.stop();
  });

  /** A window on an Azure as it was at the start. */
  async function openWindow(sequence?: Sequence): Promise<CommandStage> {
    azure.sandbox.reset();
    const stage = new CommandStage(azure);
    await stage.load();
    await sequence?.prepare?.(stage);
    return stage;
  }

  /** Ends a window without its Azure. */
  function closeWindow(stage: CommandStage): void {
    stage.changes.dispose();
    stage.inventory.dispose();
  }

  async function pointsOf(sequence: Sequence): Promise<readonly Point[]> {
    const stage = await openWindow(sequence);
    const methods: string[] = [];
    onRequest = (method, url) => {
      if (!url.includes('/oauth2/')) methods.push(method);
    };
    await sequence.run(stage);
    onRequest = () => undefined;
    assert.equal(
      await sequence.isDone(stage),
      true,
      `${sequence.name} does not work without any fault\n${azure.lines.slice(-12).join('\n')}`,
    );
    closeWindow(stage);
    const all = methods.map((method, index) => ({ index, method }));
    const reads = all.filter(({ method }) => method === 'GET');
    const every = Math.max(1, Math.ceil(reads.length / mostReads));
    return all.filter((point) => point.method !== 'GET' || reads.indexOf(point) % every === 0);
  }

  /** What is shown of the app is what Azure has, once nothing is under way any more. */
  async function shownIsTrue(stage: CommandStage, sequence: Sequence, why: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (stage.operations.all.length > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const [there, shown] = [await inAzure(stage, sequence.app), stage.app(sequence.app).app];
    assert.equal(stage.operations.all.length, 0, why);
    if (sameIdentities(there.identity, shown.identity)) return;
    // An answer that was lost leaves what is shown behind only where the message says to refresh.
    assert.match(azure.lines.join('\n'), /refresh|Refresh/, why);
  }

  for (const sequence of sequences)
    it(`of ${sequence.name} lose nothing, and running it again completes it`, async () => {
      let count = 0;
      for (const { index, method } of await pointsOf(sequence)) {
        for (const fault of method === 'GET' ? readFaults : writeFaults) {
          const why = `${sequence.name}, request ${index} (${method}): ${JSON.stringify(fault)}`;
          const stage = await openWindow(sequence);
          const rule = azure.sandbox.trouble.add({ ...fault, after: index, times: 1 });
          await sequence.run(stage);
          rule.dispose();
          await shownIsTrue(stage, sequence, why);
          if (!(await sequence.isDone(stage))) await sequence.run(stage);
          await shownIsTrue(stage, sequence, why);
          assert.equal(await sequence.isDone(stage), true, `${why}\n${azure.lines.slice(-20).join('\n')}`);
          closeWindow(stage);
          count += 1;
        }
      }
      tried.set(sequence.name, count);
    });

  after(() => {
    for (const [name, count] of tried) process.stdout.write(`      ${name}: ${count} points\n`);
  });
});
