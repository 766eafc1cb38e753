import { utf8 } from '../../lifecycle/bytes';
import type { Reply } from './reply';

/** A request as plain data, whatever carried it here. */
export interface WireRequest {
  readonly method: string;
  /** What stands in the first line of a request: path and query, or a whole address. */
  readonly target: string;
  /** `https://127.0.0.1:1234` as the client wrote it. */
  readonly origin: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** An answer as plain data. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The answer never comes: the connection is cut. */
  readonly dropped?: true;
}

export function parseJson(text: string): { readonly value: unknown } | undefined {
  if (text === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Headers every recorded answer carries. */
const standing: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  expires: '-1',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-cache': 'CONFIG_NOCACHE',
};

/** All headers of an answer. */
export function headersOf(reply: Reply): Record<string, string> {
  const id = crypto.randomUUID();
  return {
    ...standing,
    ...(reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    ...reply.headers,
  };
}

/** The body as it goes over the wire. */
export function bodyBytes(reply: Reply): Uint8Array {
  if (reply.body === undefined) return new Uint8Array();
  return reply.body instanceof Uint8Array ? reply.body : utf8(JSON.stringify(reply.body));
}

/** The answer as it crosses a wire. */
export function wireAnswer(reply: Reply): WireAnswer {
  const { status, dropped } = reply;
  return {
    status,
    headers: headersOf(reply),
    body: bodyBytes(reply),
    ...(dropped === true && { dropped }),
  };
}
