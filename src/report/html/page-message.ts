/** What a live page asks for. A page is ours, but what comes out of one is checked like anything from outside. */
export type PageMessage =
  | { readonly do: 'press'; readonly id: string }
  /** Another page of a part, or only what holds a text. */
  | { readonly do: 'turn'; readonly part: number; readonly page: number; readonly find: string }
  | { readonly do: 'copy'; readonly part: number }
  | { readonly do: 'markdown' }
  | { readonly do: 'export' }
  | { readonly do: 'learn' };

/** Wishes that say nothing else. */
const bare = ['markdown', 'export', 'learn'] as const;

/** A message of a page; `undefined` for anything else. */
export function pageMessageOf(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { do: wish, id, part, page, find } = value as Readonly<Record<string, unknown>>;
  const alone = bare.find((one) => one === wish);
  if (alone !== undefined) return { do: alone };
  if (wish === 'press' && typeof id === 'string') return { do: wish, id };
  if (!isPlace(part)) return undefined;
  if (wish === 'copy') return { do: wish, part };
  if (wish !== 'turn' || !isPlace(page) || typeof find !== 'string') return undefined;
  return { do: wish, part, page, find: find.slice(0, 200) };
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
