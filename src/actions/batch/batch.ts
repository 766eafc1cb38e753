import { eachBounded } from '../../lifecycle/flow/bounded';
import { isAbort, toFailure, type Failure } from '../../lifecycle/failure';

/** How one of many changes ended. */
export type BatchEnd<Item, Outcome> =
  | { readonly item: Item; readonly kind: 'ended'; readonly outcome: Outcome }
  | { readonly item: Item; readonly kind: 'failed'; readonly failure: Failure }
  /** The user stopped before it was sent. */
  | { readonly item: Item; readonly kind: 'not-begun' };

export interface BatchProgress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

export interface BatchRun<Item, Outcome> {
  readonly items: readonly Item[];
  /** Makes one change. May throw; an `AbortError` means that nothing was sent. */
  readonly work: (item: Item, signal: AbortSignal) => Promise<Outcome>;
  /** What could not be done when `work` throws something that is no `Failure`. */
  readonly what: (item: Item) => string;
  /** Changes under way at once. */
  readonly width?: number;
}

/** As many as there are requests on the wire at once. */
export const batchWidth = 16;

/**
 * Makes many changes, a bounded number at once and in order. Never rejects: how each ended is told, in the order of the items, so that a
 * failure of one hides no other. When `signal` ends no more are begun.
 */
export async function runBatch<Item, Outcome>(
  { items, work, what, width = batchWidth }: BatchRun<Item, Outcome>,
  signal: AbortSignal,
  report: (progress: BatchProgress) => void,
): Promise<readonly BatchEnd<Item, Outcome>[]> {
  const ends = new Map<Item, BatchEnd<Item, Outcome>>();
  let failed = 0;
  report({ done: 0, failed, total: items.length });
  const one = async (item: Item, leave: AbortSignal): Promise<void> => {
    const end = await endOf({ item, work, what }, leave);
    ends.set(item, end);
    if (end.kind === 'failed') failed += 1;
    report({ done: ends.size, failed, total: items.length });
  };
  await eachBounded(items, width, one, signal);
  return items.map((item) => ends.get(item) ?? { item, kind: 'not-begun' });
}

async function endOf<Item, Outcome>(
  { item, work, what }: Pick<BatchRun<Item, Outcome>, 'work' | 'what'> & { readonly item: Item },
  signal: AbortSignal,
): Promise<BatchEnd<Item, Outcome>> {
  try {
    return { item, kind: 'ended', outcome: await work(item, signal) };
  } catch (error) {
    if (isAbort(error)) return { item, kind: 'not-begun' };
    return { item, kind: 'failed', failure: toFailure(error, what(item)) };
  }
}
