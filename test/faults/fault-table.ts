import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { sameIdentities } from '../../src/estate/app-identity';
import { resourceKey } from '../../src/estate/resources';
import type { TroubleRule } from '../../src/sandbox/trouble';
import { SandboxedAzure } from '../azure/sandboxed';
import { workToKeep } from '../../src/ui/commands/to-keep';
import { CommandStage } from '../double/commands';
import { Agreeing } from './agreeing';
import { inAzure, type Sequence } from './sequence';
import { hasTheirs, inOtherWindow } from './other-window';

/** What may happen to a request, as the table calls it. */
const faults = {
  '403': { kind: 'forbidden' },
  '409': { kind: 'conflict' },
  '429': { kind: 'throttled', retryAfterSeconds: 1 },
  '503 before': { kind: 'server-error', status: 503 },
  '503 after': { kind: 'server-error', status: 503, applied: true },
  'cut before': { kind: 'dropped-connection' },
  'cut after': { kind: 'dropped-connection', applied: true },
} as const satisfies Readonly<Record<string, TroubleRule>>;
type Fault = keyof typeof faults;
const writeFaults = Object.keys(faults) as readonly Fault[];
/** What only reads has no effect that an answer could be lost after, and meets no conflict. */
const readFaults: readonly Fault[] = ['403', 'cut before'];
/** The first of them meets what every reading waits out alike, too. */
const firstReadFaults: readonly Fault[] = ['403', '429', '503 before', 'cut before'];
/** For a sequence made of others, which meet all: one of before, of during and of after the effect. */
const fewFaults: readonly Fault[] = ['403', '503 before', 'cut after'];
/** Of long lists of reads every so many are tried: they are alike. */
const mostReads = 3;

/** What may happen at a point besides: the window closes and opens again, another one changes the app, or begins to do the same. */
const happenings = ['reload', 'other window', 'same twice'] as const;
type Happening = Fault | (typeof happenings)[number];
const columns: readonly Happening[] = [...writeFaults, ...happenings];

/** How many points of a sequence were tried, by what happened there, and how often all was well afterwards. */
class Tried {
  requests = 0;
  survived = 0;
  readonly points = new Map<Happening, number>();

  async at(what: Happening, work: () => Promise<void>): Promise<void> {
    this.points.set(what, (this.points.get(what) ?? 0) + 1);
    await work();
    this.survived += 1;
  }

  row(name: string): string {
    const counts = columns.map((what) => this.points.get(what) ?? 0);
    const all = counts.reduce((sum, count) => sum + count, 0);
    return `| ${[name, this.requests, ...counts, `${this.survived} of ${all}`].join(' | ')} |`;
  }

  add(other: Tried): void {
    this.requests += other.requests;
    this.survived += other.survived;
    for (const [what, count] of other.points) this.points.set(what, (this.points.get(what) ?? 0) + count);
  }
}

/** The table as Markdown. */
function tableOf(tried: ReadonlyMap<string, Tried>): string {
  const all = new Tried();
  for (const one of tried.values()) all.add(one);
  const head = ['sequence', 'requests', ...columns, 'survived'];
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...[...tried].filter(([, { points }]) => points.size > 0).map(([name, one]) => one.row(name)),
    all.row('all'),
    '',
  ].join('\n');
}

interface Point {
  readonly index: number;
  /** `READ` for what only reads, though it may be a POST: questions to Resource Graph. */
  readonly method: string;
}

/**
 * Tests that try every fault at every request of some sequences, and end with a table of it. Their files are several, since most of the time
 * they wait: processes share them out.
 */
export function faultTests(sequences: readonly Sequence[]): void {
  describe('faults at every request', function () {
    // Each point waits as the product waits; a busy machine needs longer, a broken one fails all the same.
    this.timeout(600_000);

    let azure: SandboxedAzure;
    /** What was logged before the window of this point opened is about another one. */
    let linesBefore = 0;
    let onRequest: (method: string, url: string) => void = () => undefined;
    const tried = new Map<string, Tried>();
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
      linesBefore = azure.lines.length;
      const stage = new CommandStage(azure);
      await stage.load();
      await sequence?.prepare?.(stage);
      return stage;
    }

    /** Ends a window without its Azure. */
    function closeWindow(stage: CommandStage): void {
      stage.closing.abort();
      stage.changes.dispose();
      stage.inventory.dispose();
    }

    async function pointsOf(sequence: Sequence): Promise<readonly Point[]> {
      const stage = await openWindow(sequence);
      const methods: string[] = [];
      onRequest = (method, url) => {
        if (url.includes('/oauth2/')) return;
        methods.push(method === 'GET' || url.includes('/Microsoft.ResourceGraph/') ? 'READ' : method);
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
      const reads = all.filter(({ method }) => method === 'READ');
      const every = Math.max(1, Math.ceil(reads.length / mostReads));
      return all.filter((point) => point.method !== 'READ' || reads.indexOf(point) % every === 0);
    }

    /** What is shown of the app is what Azure has, once nothing is under way any more. */
    async function shownIsTrue(stage: CommandStage, sequence: Sequence, why: string): Promise<void> {
      const deadline = Date.now() + 20_000;
      while (stage.operations.all.length > 0 && Date.now() < deadline) await delay(20);
      const [there, shown] = [await inAzure(stage, sequence.app), stage.app(sequence.app).app];
      assert.equal(stage.operations.all.length, 0, why);
      if (sameIdentities(there.identity, shown.identity)) return;
      // An answer that was lost leaves what is shown behind only where what was said since says to refresh.
      assert.match(azure.lines.slice(linesBefore).join('\n'), /[Rr]efresh/, why);
    }

    /** Azure is done with the apps, and the window shows them as they are now. */
    async function settle(stage: CommandStage, { app, more = [] }: Sequence): Promise<void> {
      for (const name of [app, ...more]) {
        const deadline = Date.now() + 20_000;
        while ((await inAzure(stage, name)).state.word === 'Updating' && Date.now() < deadline)
          await delay(20);
        await stage.inventory.readApp(resourceKey(stage.app(name).app), stage.azure.signal);
      }
    }

    /** Runs a sequence, and something else as soon as its request `index` has left. */
    async function runWith(
      sequence: Sequence,
      stage: CommandStage,
      index: number,
      work: () => void,
    ): Promise<void> {
      let count = 0;
      onRequest = (_, url) => {
        if (url.includes('/oauth2/')) return;
        if (count === index) work();
        count += 1;
      };
      await sequence.run(stage);
      onRequest = () => undefined;
    }

    async function completes(stage: CommandStage, sequence: Sequence, why: string): Promise<void> {
      if (!(await sequence.isDone(stage))) await sequence.run(stage);
      await shownIsTrue(stage, sequence, why);
      assert.equal(await sequence.isDone(stage), true, `${why}\n${azure.lines.slice(-20).join('\n')}`);
    }

    for (const sequence of sequences) {
      const numbers = new Tried();
      tried.set(sequence.name, numbers);

      it(`of ${sequence.name} lose nothing, and running it again completes it`, async () => {
        const points = await pointsOf(sequence);
        numbers.requests = points.length;
        for (const { index, method } of points) {
          const isFirst = index === points.find((point) => point.method === 'READ')?.index;
          const reading = isFirst && sequence.ofOthers !== true ? firstReadFaults : readFaults;
          const changing = sequence.ofOthers === true ? fewFaults : writeFaults;
          for (const fault of method === 'READ' ? reading : changing)
            await numbers.at(fault, async () => {
              const why = `${sequence.name}, request ${index} (${method}): ${fault}`;
              const stage = await openWindow(sequence);
              const rule = azure.sandbox.trouble.add({ ...faults[fault], after: index, times: 1 });
              await sequence.run(stage);
              rule.dispose();
              await shownIsTrue(stage, sequence, why);
              await completes(stage, sequence, why);
              closeWindow(stage);
            });
        }
      });

      it(`of ${sequence.name}: a window that is reloaded there completes it when it is run again`, async () => {
        for (const { index, method } of await pointsOf(sequence))
          await numbers.at('reload', async () => {
            const why = `${sequence.name}, reloaded at request ${index} (${method})`;
            const before = await openWindow(sequence);
            // As after-reload.ts keeps it: what was noted when the window closed, as text.
            let stored = '[]';
            await runWith(sequence, before, index, () => {
              stored = JSON.stringify(workToKeep(before.deps(new Agreeing())));
              closeWindow(before);
            });
            const stage = new CommandStage(azure, before.memory);
            stage.unfinished.fromStored(JSON.parse(stored));
            await stage.load();
            await settle(stage, sequence);
            await completes(stage, sequence, why);
            closeWindow(stage);
          });
      });

      it(`of ${sequence.name}: what another window does to the app there is not lost`, async () => {
        for (const { index, method } of await pointsOf(sequence))
          await numbers.at('other window', async () => {
            const why = `${sequence.name}, changed by another window at request ${index} (${method})`;
            const stage = await openWindow(sequence);
            const other = new CommandStage(azure);
            await other.load();
            let told: Promise<readonly string[]> | undefined;
            await runWith(sequence, stage, index, () => {
              told ??= inOtherWindow(other, sequence.app);
            });
            const said = (await told) ?? [];
            for (const one of [stage, other]) await settle(one, sequence);
            if (!said.some((line) => /^(?:error|warning)/.test(line)))
              assert.equal(await hasTheirs(stage, sequence.app), true, `${why}: lost\n${said.join('\n')}`);
            await completes(stage, sequence, why);
            await settle(other, sequence);
            if (!(await hasTheirs(other, sequence.app))) await inOtherWindow(other, sequence.app);
            await settle(stage, sequence);
            assert.deepEqual(
              [await hasTheirs(stage, sequence.app), await sequence.isDone(stage)],
              [true, true],
              why,
            );
            closeWindow(stage);
            closeWindow(other);
          });
      });

      if (sequence.twice !== true) continue;

      it(`of ${sequence.name}: two windows that do the same at once do it once`, async () => {
        for (const { index, method } of await pointsOf(sequence))
          await numbers.at('same twice', async () => {
            const why = `${sequence.name}, begun by another window at request ${index} (${method})`;
            const stage = await openWindow(sequence);
            const other = new CommandStage(azure, stage.memory);
            await other.load();
            let rival: Promise<unknown> | undefined;
            await runWith(sequence, stage, index, () => {
              rival ??= sequence.run(other);
            });
            await rival;
            for (const one of [stage, other]) await completes(one, sequence, why);
            closeWindow(stage);
            closeWindow(other);
          });
      });
    }

    after(() => {
      process.stdout.write(`\n${tableOf(tried)}\n`);
    });
  });
}
