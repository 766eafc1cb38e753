/** Does some pieces of work and resolves with a result for each, in their order. */
export type Work<T, R> = (some: readonly T[]) => Promise<readonly R[]>;

/** A thread that does some of many pieces of work. */
export interface Aside<T, R> {
  /** Whether a piece can be done there. */
  takes(item: T): boolean;
  /** When it rejects, nothing more is handed over. */
  readonly do: Work<T, R>;
  /** Resolves when what it has answered meanwhile is heard. */
  hear(): Promise<void>;
}

/** A message that is worked on, and one that waits so that the other thread need not. */
const handedOver = 2;

export interface Sharing<T, R> {
  readonly here: Work<T, R>;
  readonly aside?: Aside<T, R> | undefined;
  /** Pieces that are worth a message. */
  readonly most: number;
}

/**
 * Does all pieces of work and resolves with their results, in order. Here they are done from the first on; another thread takes
 * those from the last on that it can do. Both do fewer each time, so that they end together.
 */
export async function shareOut<T, R>(
  items: readonly T[],
  { here, aside, most }: Sharing<T, R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const running = new Set<Promise<void>>();
  /** From where to where pieces are that were to be done there, and are left. */
  const lost: (readonly [number, number])[] = [];
  let [first, end, helper] = [0, items.length, aside];
  const someOf = () => Math.min(most, Math.ceil((end - first) / 8));
  const doWith = async (work: Work<T, R>, from: number, to: number) => {
    for (const [n, result] of (await work(items.slice(from, to))).entries()) results[from + n] = result;
  };
  const handOver = (thread: Aside<T, R>): boolean => {
    const [from, to] = [end - someOf(), end];
    while (end > from && thread.takes(items[end - 1] as T)) end -= 1;
    if (end === to) return false;
    const start = end;
    const done = doWith(thread.do, start, to)
      .catch(() => {
        helper = undefined;
        lost.push([start, to]);
      })
      .finally(() => running.delete(done));
    running.add(done);
    return true;
  };
  for (;;) {
    while (helper !== undefined && running.size < handedOver && handOver(helper));
    const next = lost.pop() ?? ([first, (first += someOf())] as const);
    if (next[0] < next[1]) {
      await doWith(here, ...next);
      await helper?.hear();
    } else if (running.size > 0) await Promise.race(running);
    else return results;
  }
}

/** Does something with one after the other. */
export async function inTurn<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
