import { isRestError, type HttpHeaders, type RestError } from '@azure/core-rest-pipeline';

import { claimsChallenge } from './authorize';
import { networkTrouble, type NetworkTrouble } from './network-trouble';
import { askedDelay } from './pace/retry-delay';

/** What may be kept of an answer that was no success. Nothing of the request's headers: they hold the token. */
export interface AnswerFacts {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Azure's code, such as `AuthorizationFailed`. */
  readonly code?: string;
  readonly message?: string;
  /** How long Azure asks to wait, milliseconds. */
  readonly delayMs?: number;
  readonly challenge?: string;
  /** By this Microsoft finds the request in its logs. */
  readonly requestId?: string;
}

/** ARM answered, but not with success. */
export class AnswerError extends Error {
  readonly facts: AnswerFacts;

  constructor(facts: AnswerFacts) {
    const id = facts.requestId === undefined ? '' : `, request ${facts.requestId}`;
    super(
      `${facts.method} ${facts.path} was answered ${facts.status} ${facts.code ?? ''}${id}: ${facts.message ?? ''}`,
    );
    this.name = 'AnswerError';
    this.facts = facts;
  }
}

/** There was no answer. */
export class NetworkError extends Error {
  readonly trouble: NetworkTrouble;
  readonly code: string | undefined;
  readonly host: string;

  constructor(trouble: NetworkTrouble, code: string | undefined, host: string, message: string) {
    super(message);
    this.name = 'NetworkError';
    this.trouble = trouble;
    this.code = code;
    this.host = host;
  }
}

interface AnswerParts {
  readonly request: { readonly method: string; readonly url: string };
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly bodyAsText?: string | null | undefined;
}

export function answerError(response: AnswerParts): AnswerError {
  const body = response.bodyAsText ?? undefined;
  const { code, message } = errorOf(body);
  const delayMs = askedDelay(response.headers, body, Date.now());
  const challenge = claimsChallenge(response.headers.get('www-authenticate'));
  const requestId =
    response.headers.get('x-ms-correlation-request-id') ?? response.headers.get('x-ms-request-id');
  return new AnswerError({
    method: response.request.method,
    path: new URL(response.request.url).pathname,
    status: response.status,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(delayMs !== undefined && { delayMs }),
    ...(challenge !== undefined && { challenge }),
    ...(requestId !== undefined && { requestId }),
  });
}

/**
 * What the SDK throws, as one of the two errors above, so that no error of ours leads to the request it came from.
 * Anything else comes back as it was.
 */
export function withoutRequest(error: unknown): unknown {
  if (!isRestError(error)) return error;
  if (error.response !== undefined) return answerError(error.response);
  const trouble = networkTrouble(error);
  if (trouble === undefined) return new Error(firstLine(error.message));
  return new NetworkError(trouble, error.code, hostOf(error), firstLine(error.message));
}

function hostOf(error: RestError): string {
  return error.request === undefined ? 'Azure' : new URL(error.request.url).host;
}

/** ARM's envelope `{error:{code,message}}`; some providers leave the outer object away. */
function errorOf(body: string | undefined): { code?: string; message?: string } {
  if (body === undefined || body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    const inner = objectOf(objectOf(parsed)['error'] ?? parsed);
    return {
      ...(typeof inner['code'] === 'string' && { code: inner['code'] }),
      ...(typeof inner['message'] === 'string' && { message: inner['message'] }),
    };
  } catch {
    // A gateway's HTML page: the status says enough.
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Longer messages of Node and OpenSSL carry stacks and file positions. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
