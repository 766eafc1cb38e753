import type { Reading } from '../refusal';
import { asOnly, kind, scopeTarget, type Kind, type Near } from './kind';
import { first, guidAfter } from '../log-text';
import { identity, prefixed, target } from '../reading';

/** What the addresses of token requests carry: the resource, and the identity that was asked for. */
function inTokenAddress(near: Near): Reading {
  const url = first(
    near.record,
    /(https?:\/\/[^\s"']{3,120}(?:\/oauth2\/token|\/msi\/token|\/metadata\/identity)[^\s"']{0,900})/i,
  );
  if (url === undefined) return scopeTarget(near);
  const resource = first(url, /[?&]resource=([^&\s"']{1,300})/i);
  return {
    ...(resource === undefined || near.scope !== undefined
      ? scopeTarget(near)
      : target(`scope:${decoded(resource)}`)),
    ...identity({
      clientId: guidAfter(url, '[?&]client_?id='),
      principalId: guidAfter(url, '[?&](?:object|principal)_id='),
    }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const asked = (near: Near): Reading => inTokenAddress(near);
export const unreachable = /cannot be established, (?!\.)|timed? ?out|refused|unreachable|no route/i;
const localEndpoint = /(?:localhost|127\.0\.0\.1):4[0-9]{4}\/msi\/token|identity_endpoint/i;

/** Statuses of an endpoint that is asked too often, or is not itself for a while. */
const passing = /^[^\n]{0,300}?(?:status ?code|HTTP\/1\.1)\W{1,3}(?:410|429|5\d\d)\b/i;

/** What stands before a word on its line. */
function lineAbove({ text, record }: Near): string {
  const above = record.slice(0, record.length - text.length);
  return above.slice(above.lastIndexOf('\n') + 1).slice(-300);
}

/** What the token endpoints of hosts answer, and what the libraries for Java say of it. */
export const tokenEndpointKinds: readonly Kind[] = [
  kind('mi.identity-not-found', 'identity-not-assigned', ['identity not found'], (near) =>
    /invalid_request|error_description|managed ?identity|metadata\/identity|IMDS/i.test(near.record) &&
    !/^.{0,20}Identity not found\W{0,3}(?:Unable to find|Removed)/i.test(near.text)
      ? asked(near)
      : undefined,
  ),
  kind('mi.multiple-identities', 'identity-ambiguous', ['multiple user assigned identities exist'], asked),
  kind('mi.no-system-identity', 'no-system-identity', ['unable to load the proper managed identity'], asked),
  kind(
    'mi.no-user-identity',
    'identity-not-assigned',
    ['no user assigned or delegated managed identity found', 'unable to load requested managed identity'],
    asked,
  ),
  kind('mi.bad-secret', 'endpoint-secret', ['invalid secret token header', '/msi/token'], (near) => {
    if (/invalid secret token header/i.test(near.text)) return asked(near);
    const refused =
      /(?:\b403\b|\bForbidden\b)/.test(near.record) && /x-identity-header|IDENTITY_HEADER/i.test(near.record);
    return refused ? asked(near) : undefined;
  }),
  kind('mi.wrong-method', 'sdk-config', ['/msi/token'], (near) =>
    /\b405\b/.test(near.record) ? asked(near) : undefined,
  ),
  kind('mi.endpoint-refused', 'endpoint-not-ready', ['connection refused', 'econnrefused'], (near) =>
    localEndpoint.test(near.record) ? asked(near) : undefined,
  ),
  kind(
    'mi.endpoint-transient',
    'endpoint-transient',
    [
      'an unexpected error occured while fetching the aad',
      'failed to acquire tokens after retrying',
      'the request failed due to a gateway error',
      'imds is updating',
    ],
    // App Service says so of a resource that does not exist as well, and tells further on.
    (near) => (/"?errorCode"?\W{1,4}invalid_resource/i.test(near.text) ? undefined : asked(near)),
  ),
  kind(
    'mi.endpoint-transient',
    'endpoint-transient',
    [
      '[managed identity] request failed, httpstatuscode:',
      'unknown service exception. service returned status code',
      'toomanyrequests',
      'too many requests',
      'metadata/identity',
      '/msi/token',
    ],
    (near) => {
      if (/^\W*(?:\[managed|unknown service|metadata|msi)/i.test(near.text))
        return passing.test(near.text) || passing.test(lineAbove(near)) ? asked(near) : undefined;
      return /metadata\/identity|\/msi\/token/i.test(near.record) ? asked(near) : undefined;
    },
  ),
  kind('mi.invalid-resource', 'wrong-resource', ['invalid_resource'], (near) => {
    const uri = first(near.record, /resource principal named ([^\s"']{1,300}) was not found/i);
    return { ...asked(near), ...(uri !== undefined && target(`scope:${uri}`)) };
  }),
  kind('mi.audience-unsupported', 'wrong-resource', ['is not a supported msi token audience'], (near) =>
    target(prefixed('scope:', first(near.record, /([^\s"']{3,300}) is not a supported MSI token audience/i))),
  ),
  kind(
    'mi.pod-identity',
    'identity-not-assigned',
    ['failed to acquire a token using the msi vm extension', 'getting assigned identities for pod'],
    (near) => identity({ clientId: guidAfter(near.record, 'clientID in request: ') }),
  ),
  asOnly(
    'wrapper',
    kind(
      'mi.java-wrapper',
      'ambiguous',
      [
        'managed identity authentication is not available',
        'managed identity authentication failed, see inner exception',
        'managedidentitycredential authentication failed',
        'managedidentitycredential: authentication failed',
      ],
      asked,
    ),
  ),
  kind(
    'mi.imds-unreachable',
    'endpoint-unreachable',
    ['connection to imds endpoint cannot be established'],
    (near) => (unreachable.test(near.text.slice(0, 400)) ? asked(near) : undefined),
  ),
  asOnly(
    'vague',
    kind(
      'mi.imds-400',
      'identity-not-assigned',
      ['connection to imds endpoint cannot be established'],
      (near) =>
        /cannot be established\.?(?:["'\s]|$)/i.test(near.text.slice(0, 400)) ? asked(near) : undefined,
    ),
  ),
  asOnly('vague', kind('mi.imds-other', 'ambiguous', ["couldn't acquire access token from imds"], asked)),
  kind(
    'mi.proxy-403',
    'endpoint-unreachable',
    ['a socket operation was attempted to an unreachable network', 'connecting to 169.254.169.254'],
    asked,
  ),
  kind('mi.unknown-source', 'sdk-config', ['unknown managed identity type'], asked),
  kind(
    'mi.user-unsupported',
    'not-supported-here',
    [
      'user-assigned managed identity is not supported in',
      'specifying a clientid or resourceid is not supported',
      'user assigned identity is not supported by the',
      'service fabric user assigned managed identity clientid or resourceid is not configurable',
    ],
    asked,
  ),
  kind('mi.url-400', 'identity-not-assigned', ['server returned http response code: 400 for url'], (near) => {
    if (!/msi\/token|metadata\/identity/i.test(near.text)) return undefined;
    const address: Near = { ...near, record: near.text, scope: undefined };
    const reading = asked(address);
    return {
      ...reading,
      cause: reading.identity === undefined ? 'no-system-identity' : 'identity-not-assigned',
    };
  }),
  asOnly(
    'vague',
    kind(
      'mi.msal-400',
      'identity-not-assigned',
      [
        'the requested identity has not been assigned to this resource',
        // As the library for Go says it.
        "the requested identity isn't assigned to this resource",
      ],
      asked,
    ),
  ),
  kind(
    'mi.no-response',
    'endpoint-unreachable',
    [
      'no response received from the managed identity endpoint',
      'no response from the imds endpoint',
      'no managed identity endpoint found',
      'managedidentitycredential: managed identity timed out',
      'the request to the managed identity endpoint timed out',
      'managed_identity_unreachable_network',
    ],
    asked,
  ),
  asOnly(
    'vague',
    kind(
      'mi.bad-response',
      'ambiguous',
      [
        'unexpected exception occurred when parsing the response',
        'response is either null or insufficient for authentication',
        'msi returned 200 ok, but the response could not be parsed',
        'managed identity response was not in the expected format',
      ],
      asked,
    ),
  ),
  kind(
    'mi.bad-uri',
    'sdk-config',
    ['contains an invalid uri', 'invalid_managed_identity_endpoint'],
    (near) => (/environment variable|invalid_managed/i.test(near.record) ? asked(near) : undefined),
  ),
  asOnly(
    'vague',
    kind('mi.msal-unknown', 'ambiguous', ['unknown service exception. service returned status code'], asked),
  ),
  asOnly(
    'wrapper',
    kind(
      'mi.msal-message',
      'ambiguous',
      ['[managed identity] error message:', '[managed identity] request failed'],
      asked,
    ),
  ),
];
