import type { FailureDetails } from '../lifecycle/failure';

type Explained = Omit<FailureDetails, 'what' | 'cause'>;

const offline = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN'],
  ...['EADDRNOTAVAIL', 'ENODATA', 'ECONNRESET', 'EPIPE', 'ECONNABORTED'],
]);

/** What an error of a socket, of TLS or of a proxy agent means. By code; proxies have none, so theirs are told by their words. */
export function explainTrouble(
  error: { readonly code?: unknown; readonly message: string },
  host: string,
): Explained {
  const code = typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : '';
  const named = code === '' ? '' : ` (${code})`;
  if (/proxy/i.test(error.message) && !/CERT|^ERR_TLS/.test(code))
    return {
      code: 'proxy',
      why: `The proxy on the way to ${host} refused or could not be reached${named}.`,
      remedy:
        "Check VS Code's proxy settings (or HTTPS_PROXY) and the proxy's sign-in; it must let WebSockets through.",
      action: 'open-proxy-settings',
    };
  if (/CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO_VERIFY|^EPROTO$|^INVALID_CA$/.test(code))
    return {
      code: 'certificate',
      why: `The certificate of ${host} is not trusted${named}; something may be reading the connection, such as a company proxy.`,
      remedy:
        "Add the company's root certificate to the operating system's certificate store, or check VS Code's http.* settings.",
      action: 'open-proxy-settings',
    };
  const late = code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT';
  return {
    code: late ? 'timeout' : 'offline',
    why: late
      ? `${host} did not answer in time${named}.`
      : `${host} could not be reached, or the connection broke off${offline.has(code) || code === '' ? named : ` (${code})`}.`,
    remedy: 'Check the network connection, VPN and proxy, then try again.',
    action: 'retry',
  };
}

/** What the status of a refused WebSocket upgrade means, before anybody says what the WebSocket was for. */
export function explainRefusal(status: number, host: string, challenge: string | undefined): Explained {
  const why = `${host} answered ${status} instead of opening a WebSocket.`;
  switch (status) {
    case 401:
      return { code: 'unauthorized', why, action: 'sign-in', ...(challenge !== undefined && { challenge }) };
    case 403:
      return { code: 'forbidden', why };
    case 404:
      return { code: 'not-found', why, action: 'refresh' };
    case 407:
      return { code: 'proxy', why: 'The proxy asks for a sign-in (407).', action: 'open-proxy-settings' };
    case 409:
      return {
        code: 'conflict',
        why,
        remedy: 'Wait until the running change of the app has ended, then try again.',
        action: 'refresh',
      };
    case 429:
      return { code: 'throttled', why, remedy: 'Try again in some minutes.', action: 'retry' };
    default:
      if (status >= 500)
        return { code: 'unavailable', why, remedy: 'Try again in a few minutes.', action: 'retry' };
      return {
        code: 'rejected',
        why,
        remedy: 'Something between here and the service, such as a proxy, may not let WebSockets through.',
        action: 'open-proxy-settings',
      };
  }
}
