/**
 * Works on all items, at most `width` at a time and in order. When `signal` ends no more are started, and those under
 * way are told by the signal they were handed: one each, so that no signal gathers a crowd of listeners. The first error does the same,
 * and is thrown when what was under way has ended.
 */
export async function eachBounded<T>(
  items: readonly T[],
  width: number,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const underWay = new Set<AbortController>();
  let failed: { readonly error: unknown } | undefined;
  const stop = (): void => {
    for (const controller of underWay) controller.abort();
  };
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    // All lanes draw from one iterator, so each item is worked on once.
    for (const item of waiting) {
      if (signal?.aborted === true || failed !== undefined) return;
      const controller = new AbortController();
      underWay.add(controller);
      try {
        await work(item, controller.signal);
      } catch (error) {
        failed ??= { error };
        stop();
      } finally {
        underWay.delete(controller);
      }
    }
  };
  signal?.addEventListener('abort', stop);
  try {
    await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  if (failed !== undefined) throw failed.error;
}

/** As `eachBounded`, with what came of each, in the items' order. */
export async function mapBounded<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  await eachBounded([...items.entries()], width, async ([index, item]) => {
    results[index] = await work(item);
  });
  return results;
}
