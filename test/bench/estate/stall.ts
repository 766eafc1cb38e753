import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** The longest time the event loop was not turned, in milliseconds, above the clock's own millisecond. */
export async function longestStall(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  // It measures from tick to tick: one before, one after.
  await delay(20);
  await work();
  await delay(20);
  histogram.disable();
  return Math.max(0, histogram.max / 1e6 - 1);
}

export function heapMb(): number {
  if (globalThis.gc === undefined) throw new Error('Start with --expose-gc.');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}
