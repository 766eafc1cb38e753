/** The error a cancelled wait ends with; `isAbort` knows it and nobody shows it. */
export function abortError(): DOMException {
  return new DOMException('The operation was cancelled.', 'AbortError');
}

/** Who waits for the end of a signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when `signal` ends; answers how to stop listening. One signal often covers hundreds of requests
 * ("load all"): each with a listener of its own at the signal, Node would take that for a leak and warn about it.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  const all = waiting.get(signal) ?? listenersOf(signal);
  all.add(listener);
  return () => {
    all.delete(listener);
  };
}

function listenersOf(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(signal, all);
  const end = (): void => {
    for (const listener of all) listener();
    all.clear();
  };
  signal.addEventListener('abort', end, { once: true });
  return all;
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
