import type { RawAnswer } from '../../tunnel/ports';

/** What a token endpoint says beside the token itself. */
export interface TokenFields {
  readonly resource: string;
  readonly tokenType: string;
  /** Unix seconds. */
  readonly expiresOn: number;
  readonly notBefore?: number;
  readonly clientId?: string;
}

export interface GrantedToken {
  readonly raw: string;
  readonly fields: TokenFields;
}

/** What an endpoint says when it refuses; both protocols' forms, and plain text. */
export interface RefusalWords {
  /** `invalid_request`; branch on this and on the status, never on the description. */
  readonly error?: string;
  readonly description?: string;
}

/** Answers larger than this are no token answers. */
const largestAnswer = 256 * 1024;

export function jsonAnswer(
  status: number,
  reason: string,
  body: Readonly<Record<string, unknown>>,
): RawAnswer {
  return {
    status,
    reason,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

/** The body as a JSON object; `undefined` for anything else. */
function bodyObject(answer: RawAnswer): Readonly<Record<string, unknown>> | undefined {
  if (answer.body.byteLength > largestAnswer) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(answer.body));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The token of a 200; `undefined` when the answer holds none. `now` in Unix milliseconds. */
export function grantedToken(answer: RawAnswer, asked: string, now: number): GrantedToken | undefined {
  const body = answer.status === 200 ? bodyObject(answer) : undefined;
  const raw = body === undefined ? undefined : textOf(body['access_token']);
  if (body === undefined || raw === undefined) return undefined;
  const seconds = numberOf(body['expires_in']);
  const expiresOn = timeOf(body['expires_on']) ?? Math.floor(now / 1000) + (seconds ?? 0);
  const notBefore = timeOf(body['not_before']);
  const clientId = textOf(body['client_id']);
  return {
    raw,
    fields: {
      resource: textOf(body['resource']) ?? asked,
      tokenType: textOf(body['token_type']) ?? 'Bearer',
      expiresOn,
      ...(notBefore !== undefined && { notBefore }),
      ...(clientId !== undefined && { clientId }),
    },
  };
}

/** The words of a refusal: IMDS says `error` and `error_description`, App Service `statusCode` and `message`. */
export function refusalWords(answer: RawAnswer): RefusalWords {
  const body = bodyObject(answer);
  if (body === undefined) {
    const text = quotable(new TextDecoder().decode(answer.body.subarray(0, 4096)));
    return text === '' ? {} : { description: text };
  }
  const error = textOf(body['error']);
  const description = textOf(body['error_description']) ?? textOf(body['message']);
  return {
    ...(error !== undefined && { error: quotable(error) }),
    ...(description !== undefined && { description: quotable(description) }),
  };
}

/** For people: one line, no control characters, of a bearable length, and nothing that looks like a token. */
export function oneLine(text: string): string {
  const clean = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/eyJ[\w-]{6,}(\.[\w-]*)*/g, '[redacted token]')
    .trim();
  return clean.length > 500 ? `${clean.slice(0, 500)}...` : clean;
}

/** Words from afar that are to be shown: without what may be left of a broken token. No word is that long. */
function quotable(text: string): string {
  return oneLine(text).replace(/[\w.-]{60,}/g, '[redacted]');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,12}(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0
    ? Math.floor(number)
    : undefined;
}

/** Unix seconds from a number, a text of digits, or an ISO date (App Service of long ago). */
function timeOf(value: unknown): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return number;
  if (typeof value !== 'string' || value === '') return undefined;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : Math.floor(parsed / 1000);
}
