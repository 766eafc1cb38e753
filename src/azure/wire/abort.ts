import { setMaxListeners } from 'node:events';

/** The error a cancelled wait ends with; `isAbort` knows it and nobody shows it. */
export function abortError(): DOMException {
  return new DOMException('The operation was cancelled.', 'AbortError');
}

/**
 * Calls `listener` when `signal` ends; answers how to stop listening. One signal often covers hundreds of requests
 * ("load all"), which Node would take for a leak and warn about.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  setMaxListeners(0, signal);
  signal.addEventListener('abort', listener, { once: true });
  return () => {
    signal.removeEventListener('abort', listener);
  };
}

/** `promise`, unless `signal` ends first. What was raced away goes on unheard. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      reject(abortError());
    };
    if (signal.aborted) giveUp();
    else stop = onAbort(signal, giveUp);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stop();
  }
}

/** Waits `ms`, or rejects with an `AbortError` when `signal` ends first. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) throw abortError();
  await new Promise<void>((resolve, reject) => {
    const stop = onAbort(signal, () => {
      clearTimeout(timer);
      reject(abortError());
    });
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, ms);
  });
}
