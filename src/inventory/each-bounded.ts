/** Works on all items, at most `width` at a time and in order; starts no more once `signal` ends. */
export async function eachBounded<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    // All lanes draw from one iterator, so each item is worked on once.
    for (const item of waiting) {
      if (signal?.aborted === true) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
