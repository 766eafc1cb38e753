import { Failure } from '../../lifecycle/failure';
import { say, type Words } from '../../lifecycle/text';
import type { RawRequest } from '../ports';

/** Where the endpoint listens, as seen from inside the instance. */
export interface TargetAddress {
  readonly host: string;
  readonly port: number;
}

/** A request with everything checked: safe to be written on a connection, and (quoted) into a shell. */
export interface CheckedRequest {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  /** The `Host` header. */
  readonly authority: string;
  /** The others, without those that say how the message is framed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty when there is none. */
  readonly body: string;
}

const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const printable = /^[\x20-\x7e]*$/;
const framing = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'upgrade']);

/**
 * Checks a request before it goes anywhere. Only printable ASCII passes: neither HTTP nor the terminal of a console has
 * a use for more, and both would act on control characters. Throws `Failure` `invalid`, without the offending text.
 */
export function checkRequest(request: RawRequest, to: TargetAddress): CheckedRequest {
  const { target, headers, body = '' } = request;
  if (!/^\/[\x21-\x7e]{0,16000}$/.test(target))
    throw invalid(say('its address has characters that may not be there'));
  if (!printable.test(body) || body.length > 16_000)
    throw invalid(say('its body is not plain text, or too long'));
  const entries = Object.entries(headers);
  for (const [name, value] of entries)
    if (!token.test(name) || !printable.test(value) || value.length > 4000)
      throw invalid(say('one of its headers has characters that may not be there'));
  const host = entries.find(([name]) => name.toLowerCase() === 'host')?.[1];
  return {
    method: request.method,
    target,
    authority: host ?? authorityOf(to),
    headers: entries.filter(([name]) => !framing.has(name.toLowerCase())),
    body,
  };
}

/** `host:port` as a `Host` header has it: the default port is left out. Throws `Failure` for what is no address. */
export function authorityOf({ host, port }: TargetAddress): string {
  if (!/^[A-Za-z0-9.-]{1,253}$/.test(host) || host.startsWith('-'))
    throw invalid(say('the host to ask is no name or IPv4 address'));
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw invalid(say('the port to ask is not between 1 and 65535'));
  return port === 80 ? host : `${host}:${port}`;
}

/** The bytes of the request on a plain connection that is closed after the answer. */
export function requestText(request: CheckedRequest): string {
  const { method, target, authority, headers, body } = request;
  return [
    `${method} ${target} HTTP/1.1`,
    `Host: ${authority}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : [`Content-Length: ${body.length}`]),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function invalid(why: Words): Failure {
  return new Failure({
    code: 'invalid',
    what: say('The request for a token was not sent.'),
    why: say('It cannot be sent as it is: {0}.', why),
    remedy: say('Check the resource and the identity that were typed.'),
  });
}
