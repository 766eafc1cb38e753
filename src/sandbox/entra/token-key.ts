import { base64Bytes, base64Url, textOf, utf8 } from '../../lifecycle/bytes';
import type { Json } from '../estates/documents';

/** Signs and checks tokens with a key that lives as long as the process. */
export interface TokenKey {
  sign(claims: Json): string;
  /** The claims of a token this key signed; `undefined` for anything else. */
  verify(token: string): Json | undefined;
  /** The key set document, public parts only. */
  readonly keySet: Json;
}

/** What signs the text of a token, and knows its own signatures. */
export interface Signer {
  /** The name of the algorithm in tokens. */
  readonly alg: string;
  readonly keyId: string;
  readonly sign: (text: string) => Uint8Array;
  readonly isSigned: (text: string, signature: Uint8Array) => boolean;
  /** The public parts of the keys; none where there are none. */
  readonly publicKeys: readonly Json[];
}

function part(value: unknown): string {
  return base64Url(utf8(JSON.stringify(value)));
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(textOf(base64Bytes(text)));
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function signatureOf(text: string): Uint8Array | undefined {
  try {
    return base64Bytes(text);
  } catch {
    return undefined;
  }
}

function check(token: string, signer: Signer): Json | undefined {
  const [header, claims, signed, ...rest] = token.split('.');
  if (header === undefined || claims === undefined || signed === undefined || rest.length > 0)
    return undefined;
  if (parsed(header)?.['alg'] !== signer.alg) return undefined;
  const signature = signatureOf(signed);
  if (signature === undefined || !signer.isSigned(`${header}.${claims}`, signature)) return undefined;
  return parsed(claims);
}

/** Tokens as Entra writes them, signed by `signer`. */
export function tokenKeyOf(signer: Signer): TokenKey {
  const { alg, keyId } = signer;
  const header = part({ typ: 'JWT', alg, x5t: keyId, kid: keyId });
  return {
    sign(claims) {
      const text = `${header}.${part(claims)}`;
      return `${text}.${base64Url(signer.sign(text))}`;
    },
    verify: (token) => check(token, signer),
    keySet: { keys: signer.publicKeys },
  };
}
