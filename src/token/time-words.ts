import { counted, say, sentences, type Text } from '../lifecycle/text';

const units: readonly (readonly [number, (count: number) => Text])[] = [
  [86_400_000, (count) => counted(count, '{0} day', '{0} days')],
  [3_600_000, (count) => say('{0} h', count)],
  [60_000, (count) => say('{0} min', count)],
  [1_000, (count) => say('{0} s', count)],
];

/** A length of time in its two largest units: `23 h 59 min`. Milliseconds. */
export function timeLeft(ms: number): Text {
  const words: Text[] = [];
  let rest = Math.max(0, ms);
  for (const [length, inUnit] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count === 0 && words.length === 0) continue;
    if (count > 0) words.push(inUnit(count));
    if (words.length === 2 || count === 0) break;
  }
  return words.length === 0 ? say('less than a second') : sentences(...words);
}

export function timeAgo(ms: number): Text {
  return say('{0} ago', timeLeft(ms));
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
