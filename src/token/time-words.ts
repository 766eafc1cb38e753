const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A length of time in its two largest units: `23 h 59 min`. Milliseconds. */
export function timeLeft(ms: number): string {
  const words: string[] = [];
  let rest = Math.max(0, ms);
  for (const [length, name] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count === 0 && words.length === 0) continue;
    if (count > 0) words.push(`${count} ${name === 'day' && count > 1 ? 'days' : name}`);
    if (words.length === 2 || count === 0) break;
  }
  return words.length === 0 ? 'less than a second' : words.join(' ');
}

export function timeAgo(ms: number): string {
  return `${timeLeft(ms)} ago`;
}

/** How a report shows moments; the user's own zone and language unless told. */
export interface TimeStyle {
  readonly locale?: string;
  /** IANA name. */
  readonly timeZone?: string;
}

/** A moment in local time, with its zone. Unix milliseconds. */
export function localTime(moment: number, { locale, timeZone }: TimeStyle = {}): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
    ...(timeZone !== undefined && { timeZone }),
  }).format(moment);
}
