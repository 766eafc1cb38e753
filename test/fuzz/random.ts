/** A whole number from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

/** A small generator with a seed: the same numbers in every run. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function pick<T>(items: readonly T[], next: Random): T {
  const item = items[next(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
