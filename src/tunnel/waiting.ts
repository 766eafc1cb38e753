import { abortError } from '../lifecycle/flow/abort';
import { Failure, type FailureDetails } from '../lifecycle/failure';

/** Waits `ms`; rejects with an `AbortError` when `signal` ends first. A parameter, so that tests need no clock. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export interface Deadline {
  readonly ms: number;
  readonly wait: Wait;
  readonly signal: AbortSignal;
  /** What is thrown when the time is up. */
  readonly late: Omit<FailureDetails, 'code'>;
}

/**
 * Runs `work` with a signal that ends when the caller's does or when time is up, and does not wait for work that ignores
 * it. Throws `Failure` `timeout`, or an `AbortError` when the caller's signal ended.
 */
export async function withDeadline<T>(
  deadline: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { ms, wait, signal, late } = deadline;
  if (signal.aborted) throw abortError();
  const done = new AbortController();
  const timer = new AbortController();
  const stop = (): void => {
    timer.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  const over = wait(ms, timer.signal).then(
    () => {
      throw new Failure({ code: 'timeout', ...late });
    },
    () => {
      if (signal.aborted) throw abortError();
      // The work is done: nobody listens to this promise any more.
      return new Promise<never>(() => undefined);
    },
  );
  try {
    return await Promise.race([work(done.signal), over]);
  } finally {
    signal.removeEventListener('abort', stop);
    done.abort();
    timer.abort();
  }
}
