import type { HttpHeaders } from '@azure/core-rest-pipeline';

/**
 * How long Azure asks to wait before the next try, in milliseconds; `undefined` when it does not say.
 *
 * In this order: `Retry-After` in seconds or as an HTTP date; Resource Graph's `x-ms-user-quota-resets-after`
 * (`hh:mm:ss`); the number in the message. The last is no matter of taste: recorded 429 answers of Spring Apps carry
 * no header at all, only "Please try again after '6' seconds." (and ARM's identity layer "Retry after 2 seconds.").
 */
export function askedDelay(headers: HttpHeaders, body: string | undefined, now: number): number | undefined {
  return (
    fromRetryAfter(headers.get('retry-after'), now) ??
    fromClock(headers.get('x-ms-user-quota-resets-after')) ??
    fromMessage(body)
  );
}

/** A `Retry-After` in milliseconds, whether it counts seconds or names a date. */
export function fromRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  // `Date.parse` makes a moment of almost anything; HTTP's dates begin with the day of the week.
  if (!/^\s*[A-Za-z]{3,9},/.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** `00:00:05` in milliseconds. */
export function fromClock(value: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d)(?:\.\d+)?$/.exec(value?.trim() ?? '');
  if (match === null) return undefined;
  const [, hours, minutes, seconds] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

function fromMessage(body: string | undefined): number | undefined {
  const match = /(?:try again|retry) after '?(\d+)'? seconds?/i.exec(body?.slice(0, 4000) ?? '');
  return match === null ? undefined : Number(match[1]) * 1000;
}

/** Doubling from `base` up to `cap`, of which a random part between half and all is taken so that callers spread out. */
export function backoff(tries: number, base: number, cap: number): number {
  return Math.min(cap, base * 2 ** tries) * (0.5 + Math.random() / 2);
}
