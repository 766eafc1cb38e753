import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

import type { Json } from '../estates/documents';

/** Signs and checks RS256 tokens with a key that lives as long as the process. */
export interface TokenKey {
  sign(claims: Json): string;
  /** The claims of a token this key signed; `undefined` for anything else. */
  verify(token: string): Json | undefined;
  /** The key set document, public parts only. */
  readonly keySet: Json;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function check(token: string, key: KeyObject): Json | undefined {
  const [header, claims, signature, ...rest] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0)
    return undefined;
  if (parsed(header)?.['alg'] !== 'RS256') return undefined;
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    key,
    Buffer.from(signature, 'base64url'),
  );
  return signed ? parsed(claims) : undefined;
}

export async function createTokenKey(): Promise<TokenKey> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const privateKey = createPrivateKey(pair.privateKey);
  const publicKey = createPublicKey(pair.publicKey);
  const { n, e } = publicKey.export({ format: 'jwk' });
  const thumbprint = createHash('sha1').update(pair.publicKey).digest('base64url');
  const header = part({ typ: 'JWT', alg: 'RS256', x5t: thumbprint, kid: thumbprint });
  return {
    sign(claims) {
      const text = `${header}.${part(claims)}`;
      return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
    },
    verify: (token) => check(token, publicKey),
    keySet: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: thumbprint, x5t: thumbprint, n, e }] },
  };
}
