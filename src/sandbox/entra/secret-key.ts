import { hexOf, hmacSha256, randomBytes } from '../sha256';
import { tokenKeyOf, type TokenKey } from './token-key';

/**
 * A key that only its owner can check, for a sandbox that nobody else reaches: it needs no Node, and signs at once where a browser's
 * own RSA answers later.
 */
export function createSecretKey(): TokenKey {
  const key = randomBytes(32);
  const sign = (text: string) => hmacSha256(key, text);
  return tokenKeyOf({
    alg: 'HS256',
    keyId: hexOf(randomBytes(20)),
    sign,
    isSigned: (text, signature) => hexOf(sign(text)) === hexOf(signature),
    publicKeys: [],
  });
}
