import { base64Bytes } from '../../lifecycle/bytes';
import { say, type Text } from '../../lifecycle/text';
import { withoutAround, withoutTrailing } from '../../lifecycle/trailing';
import { oneLine } from '../protocol/answer';

/** A JSON Web Token taken apart, without checking its signature: for showing, never for trusting. */
export interface DecodedToken {
  readonly kind: 'token';
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly version?: '1.0' | '2.0';
  readonly audience?: string;
  readonly issuer?: string;
  readonly tenantId?: string;
  /** `appid` of v1.0 tokens, `azp` of v2.0 ones. */
  readonly clientId?: string;
  /** `oid`. */
  readonly principalId?: string;
  /** `xms_mirid`: undocumented, but there in the tokens of managed identities. */
  readonly resourceId?: string;
  /** `idtyp`: `app` where no user is involved. */
  readonly identityType?: string;
  readonly roles: readonly string[];
  /** Unix milliseconds. */
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expiresAt?: number;
}

export interface NoToken {
  readonly kind: 'no-token';
  /** One sentence; never repeats the text. */
  readonly why: Text;
}

/** Entra's tokens stay below a few KiB; this leaves room for those with many groups. */
const longest = 64 * 1024;

/**
 * Takes a token apart, offline. Accepts what people paste: blanks around and inside, quotes, `Bearer ` in front, the whole JSON answer of a
 * token endpoint or of the Azure CLI.
 * Nothing of the text is in `why`.
 */
export function decodeToken(pasted: string): DecodedToken | NoToken {
  if (pasted.length > longest * 2) return none(say('The text is too long for a token.'));
  const text = withoutTrailing(withoutAround(inAnswer(pasted.trim()), '"\'`'), '"\'`,;')
    .replace(/^(authorization:\s*)?bearer\s+/i, '')
    .replace(/\s+/g, '');
  if (text === '') return none(say('There is no text.'));
  if (text.length > longest) return none(say('The text is too long for a token.'));
  const parts = text.split('.');
  if (parts.length === 5) return none(say('The token is encrypted; only the service it is for can read it.'));
  const [head = '', body = '', signature] = parts;
  if (parts.length !== 3 || signature === undefined)
    return none(say('A token has three parts with dots between them, this text has not.'));
  const header = jsonPart(head);
  if (header === undefined) return none(say('The first part of the text is no token header.'));
  const claims = jsonPart(body);
  if (claims === undefined) return none(say('The second part of the text holds no claims.'));
  return read(header, claims);
}

/** The token of an endpoint's whole answer; any other text as it is. */
function inAnswer(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    const answer: unknown = JSON.parse(text);
    const fields = typeof answer === 'object' && answer !== null ? (answer as Json) : {};
    const token = fields['access_token'] ?? fields['accessToken'] ?? fields['token'];
    return typeof token === 'string' ? token : text;
  } catch {
    return text;
  }
}

function read(header: Json, claims: Json): DecodedToken {
  const version = claims['ver'];
  return {
    kind: 'token',
    header,
    claims,
    ...((version === '1.0' || version === '2.0') && { version }),
    ...present('audience', audienceOf(claims['aud'])),
    ...present('issuer', textOf(claims['iss'])),
    ...present('tenantId', textOf(claims['tid'])),
    ...present('clientId', textOf(claims['appid']) ?? textOf(claims['azp'])),
    ...present('principalId', textOf(claims['oid'])),
    ...present('resourceId', textOf(claims['xms_mirid'])),
    ...present('identityType', textOf(claims['idtyp'])),
    roles: Array.isArray(claims['roles'])
      ? claims['roles'].filter((role): role is string => typeof role === 'string').slice(0, 500)
      : [],
    ...present('issuedAt', momentOf(claims['iat'])),
    ...present('notBefore', momentOf(claims['nbf'])),
    ...present('expiresAt', momentOf(claims['exp'])),
  };
}

type Json = Readonly<Record<string, unknown>>;

function jsonPart(part: string): Json | undefined {
  if (!/^[\w-]+={0,2}$/.test(part)) return undefined;
  try {
    const bytes = base64Bytes(part);
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function audienceOf(value: unknown): string | undefined {
  // By the standard it may be a list; Entra sends one text.
  return textOf(Array.isArray(value) ? value[0] : value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? oneLine(value) : undefined;
}

/** Unix seconds as milliseconds; years beyond what a `Date` can hold are no moments. */
export function momentOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return undefined;
  const ms = seconds * 1000;
  return Math.abs(ms) <= 8.64e15 ? ms : undefined;
}

function present<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, V>>);
}

function none(why: Text): NoToken {
  return { kind: 'no-token', why };
}
