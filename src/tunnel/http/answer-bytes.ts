import { joined, latin1 } from '../../lifecycle/bytes';
import { say, type Text } from '../../lifecycle/text';
import type { RawAnswer } from '../ports';

/** `decoded`: the program that fetched the answer (wget) has already undone a chunked body, though the header stays. */
export interface AnswerReading {
  readonly decoded?: boolean;
}

export type ReadAnswer =
  | { readonly kind: 'answer'; readonly answer: RawAnswer }
  /** What is there is right so far; with fewer bytes than `atLeast` it cannot be complete. */
  | { readonly kind: 'incomplete'; readonly atLeast: number }
  | { readonly kind: 'malformed'; readonly why: Text };

/** Longer heads and bodies are refused: a token endpoint answers with a few kilobytes. */
export const answerLimits = { headBytes: 64 * 1024, bodyBytes: 8 * 1024 * 1024 };

const incomplete = (atLeast: number): ReadAnswer => ({ kind: 'incomplete', atLeast });
const malformed = (why: Text): ReadAnswer => ({ kind: 'malformed', why });

interface Head {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyAt: number;
}

/**
 * Reads one HTTP/1.x answer from all bytes received so far; `ended` tells that no more will come. Never throws, whatever
 * the bytes. Interim (1xx) answers are skipped; a chunked body is put together and its framing header left out.
 */
export function readAnswer(bytes: Uint8Array, ended: boolean, reading: AnswerReading = {}): ReadAnswer {
  const text = latin1(bytes);
  let from = 0;
  for (;;) {
    const head = readHead(text, from);
    if (head === undefined) return unfinishedHead(text, from, ended);
    if ('template' in head) return malformed(head);
    if (head.status >= 200) return readBody({ text, bytes, head, ended, decoded: reading.decoded === true });
    if (head.status === 101) return malformed(say('the endpoint wants to speak another protocol'));
    from = head.bodyAt;
  }
}

function unfinishedHead(text: string, from: number, ended: boolean): ReadAnswer {
  const start = text.slice(from, from + 5);
  if (!'HTTP/'.startsWith(start)) return malformed(say('it does not begin like an HTTP answer'));
  if (text.length - from > answerLimits.headBytes) return malformed(say('its headers are too long'));
  return ended ? malformed(say('it broke off before its headers ended')) : incomplete(text.length + 1);
}

/** `undefined`: not all there yet. A text says what is wrong with it. */
function readHead(text: string, from: number): Head | Text | undefined {
  if (!text.startsWith('HTTP/', from))
    return text.length - from < 5 ? undefined : say('it does not begin like an HTTP answer');
  const end = /\r?\n\r?\n/g;
  end.lastIndex = from;
  const found = end.exec(
    text.length - from > answerLimits.headBytes ? text.slice(0, from + answerLimits.headBytes) : text,
  );
  if (found === null) return undefined;
  const [first = '', ...lines] = text.slice(from, found.index).split(/\r?\n/);
  const status = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first);
  if (status === null) return say('its first line is no HTTP status line');
  const headers = readHeaders(lines);
  if (headers === undefined) return say('one of its header lines cannot be read');
  return {
    status: Number(status[1]),
    reason: (status[2] ?? '').trim(),
    headers,
    bodyAt: found.index + found[0].length,
  };
}

function readHeaders(lines: readonly string[]): Record<string, string> | undefined {
  const headers = new Map<string, string>();
  let last: string | undefined;
  for (const line of lines) {
    const folded = /^[ \t]/.test(line) && last !== undefined;
    const colon = line.indexOf(':');
    if (!folded && colon < 1) return undefined;
    const name = folded && last !== undefined ? last : line.slice(0, colon).trim().toLowerCase();
    const value = (folded ? line : line.slice(colon + 1)).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}${folded ? ' ' : ', '}${value}`);
    last = name;
  }
  // From entries, so that a header called `__proto__` is a name like any other.
  return Object.fromEntries(headers);
}

interface BodyReading {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly head: Head;
  readonly ended: boolean;
  readonly decoded: boolean;
}

function readBody(reading: BodyReading): ReadAnswer {
  const { bytes, head, ended, decoded } = reading;
  if (head.status === 204 || head.status === 304) return answerOf(head, new Uint8Array());
  if (bytes.length - head.bodyAt > answerLimits.bodyBytes * 1.1)
    return malformed(say('its body is too long'));
  if (/\bchunked\b/i.test(head.headers['transfer-encoding'] ?? '') && !decoded) return readChunks(reading);
  const declared = decoded ? undefined : head.headers['content-length'];
  if (declared === undefined) return ended ? answerOf(head, bytes.slice(head.bodyAt)) : incomplete(Infinity);
  return readSized(reading, declared);
}

function readSized({ bytes, head, ended }: BodyReading, declared: string): ReadAnswer {
  // The same length given twice is allowed by the protocol and means one.
  const lengths = new Set(declared.split(',').map((one) => one.trim()));
  const [length = ''] = lengths;
  if (lengths.size !== 1 || !/^\d{1,9}$/.test(length)) return malformed(say('its length cannot be read'));
  if (Number(length) > answerLimits.bodyBytes) return malformed(say('its body is too long'));
  const end = head.bodyAt + Number(length);
  if (bytes.length >= end) return answerOf(head, bytes.slice(head.bodyAt, end));
  return ended ? malformed(say('it broke off before its end')) : incomplete(end);
}

function readChunks({ text, bytes, head, ended }: BodyReading): ReadAnswer {
  const parts: Uint8Array[] = [];
  let at = head.bodyAt;
  const wait = (atLeast = text.length + 1): ReadAnswer =>
    ended ? malformed(say('it broke off before its end')) : incomplete(atLeast);
  for (;;) {
    const line = text.indexOf('\n', at);
    if (line < 0)
      return text.length - at > 1000 ? malformed(say('a part of its body has no length')) : wait();
    const size = /^([0-9a-f]{1,7})[ \t]*(?:;[^\r]*)?\r?$/i.exec(
      text.slice(at, Math.min(line, at + 1000)),
    )?.[1];
    if (size === undefined) return malformed(say('a part of its body has no length'));
    const length = Number.parseInt(size, 16);
    // Trailers after the last part carry nothing we want.
    if (length === 0) return answerOf(head, joined(parts), ['transfer-encoding']);
    const end = line + 1 + length;
    if (bytes.length < end) return wait(end);
    parts.push(bytes.subarray(line + 1, end));
    const gap = /^\r?\n/.exec(text.slice(end, end + 2));
    if (gap === null)
      return text.length - end < 2 ? wait() : malformed(say('a part of its body has the wrong length'));
    at = end + gap[0].length;
  }
}

function answerOf(head: Head, body: Uint8Array, without: readonly string[] = []): ReadAnswer {
  const { status, reason } = head;
  const headers = Object.fromEntries(
    Object.entries(head.headers).filter(([name]) => !without.includes(name)),
  );
  return { kind: 'answer', answer: { status, reason, headers, body } };
}
