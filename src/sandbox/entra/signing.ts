import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

import { tokenKeyOf, type TokenKey } from './token-key';

/** A key whose tokens anybody can check who reads its key set, as Entra's. */
export async function createTokenKey(): Promise<TokenKey> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const privateKey = createPrivateKey(pair.privateKey);
  const publicKey = createPublicKey(pair.publicKey);
  const { n, e } = publicKey.export({ format: 'jwk' });
  const keyId = createHash('sha1').update(pair.publicKey).digest('base64url');
  return tokenKeyOf({
    alg: 'RS256',
    keyId,
    sign: (text) => sign('sha256', Buffer.from(text), privateKey),
    isSigned: (text, signature) => verify('sha256', Buffer.from(text), publicKey, signature),
    publicKeys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: keyId, x5t: keyId, n, e }],
  });
}
