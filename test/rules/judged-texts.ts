/** Distinct texts that tests had judged, by the rule whose tests they are. */
export interface Weight {
  readonly silent: number;
  readonly reported: number;
}

const silent = new Map<string, Set<string>>();
const reported = new Map<string, Set<string>>();
let current: string | undefined;

/** Says whose texts the next ones are: the first id in the titles of a test and of those around it. */
export function belongsTo(titles: readonly string[]): void {
  current = titles.map((title) => /^MI\d{3}\b/.exec(title)?.[0]).find((id) => id !== undefined);
}

/** `what` is all that a judgement depends on: path, text and what is known beside it. */
export function countText(what: string, found: readonly string[]): void {
  if (current === undefined) return;
  const counted = found.includes(current) ? reported : silent;
  counted.set(current, (counted.get(current) ?? new Set()).add(what));
}

export function weightOf(id: string): Weight {
  return { silent: silent.get(id)?.size ?? 0, reported: reported.get(id)?.size ?? 0 };
}
