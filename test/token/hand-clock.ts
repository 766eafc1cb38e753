import type { Clock } from '../../src/token/broker/broker';

/** Time that passes only when it is waited for or told to. */
export class HandClock implements Clock {
  time = Date.UTC(2026, 0, 15, 12);
  readonly waits: number[] = [];
  readonly deadlines = new Set<{ readonly ms: number; readonly call: () => void }>();

  now = (): number => this.time;

  wait = (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    this.waits.push(ms);
    this.time += ms;
    return Promise.resolve();
  };

  after = (ms: number, call: () => void) => {
    const entry = { ms, call };
    this.deadlines.add(entry);
    return { dispose: () => void this.deadlines.delete(entry) };
  };
}
