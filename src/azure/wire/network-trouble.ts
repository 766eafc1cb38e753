import { attemptTimedOut } from './transport';

/** Why there was no answer at all. `dropped`: the connection stood and broke off. */
export type NetworkTrouble = 'offline' | 'proxy' | 'certificate' | 'timeout' | 'dropped';

const offlineCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ENODATA',
]);
const timeoutCodes = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', attemptTimedOut]);
/** `PARSE_ERROR` is the SDK's word for a body that ended early, `REQUEST_SEND_ERROR` for a failure without a code. */
const droppedCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'PARSE_ERROR',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** From the code of a system, TLS or SDK error; `undefined` for what is no network trouble. */
export function networkTrouble(error: {
  readonly code?: unknown;
  readonly message: string;
}): NetworkTrouble | undefined {
  const code = typeof error.code === 'string' ? error.code : '';
  // HTTP proxies have no code of their own: these words are those of https-proxy-agent and of VS Code's proxy agent.
  if (/proxy/i.test(error.message) && !/^ERR_TLS|CERT/.test(code)) return 'proxy';
  if (isCertificateCode(code)) return 'certificate';
  if (offlineCodes.has(code)) return 'offline';
  if (timeoutCodes.has(code)) return 'timeout';
  return droppedCodes.has(code) ? 'dropped' : undefined;
}

/** OpenSSL's verification words, and Node's own for host names and TLS. */
function isCertificateCode(code: string): boolean {
  return (
    code.includes('CERT') ||
    code.startsWith('ERR_TLS') ||
    code.startsWith('ERR_SSL') ||
    code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' ||
    code === 'EPROTO' ||
    code === 'INVALID_CA' ||
    code === 'PATH_LENGTH_EXCEEDED'
  );
}
