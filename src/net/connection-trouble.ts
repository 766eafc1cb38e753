import type { FailureDetails } from '../lifecycle/failure';
import { say } from '../lifecycle/text';

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
      why: say('The proxy on the way to {0} refused or could not be reached{1}.', host, named),
      remedy: say(
        "Check VS Code's proxy settings (or HTTPS_PROXY) and the proxy's sign-in; it must let WebSockets through.",
      ),
      action: 'open-proxy-settings',
    };
  if (/CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO_VERIFY|^EPROTO$|^INVALID_CA$/.test(code))
    return {
      code: 'certificate',
      why: say(
        'The certificate of {0} is not trusted{1}; something may be reading the connection, such as a company proxy.',
        host,
        named,
      ),
      remedy: say(
        "Add the company's root certificate to the operating system's certificate store, or check VS Code's http.* settings.",
      ),
      action: 'open-proxy-settings',
    };
  const late = code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT';
  return {
    code: late ? 'timeout' : 'offline',
    why: late
      ? say('{0} did not answer in time{1}.', host, named)
      : say(
          '{0} could not be reached, or the connection broke off{1}.',
          host,
          offline.has(code) || code === '' ? named : ` (${code})`,
        ),
    remedy: say('Check the network connection, VPN and proxy, then try again.'),
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
      return {
        code: 'proxy',
        why: say('The proxy asks for a sign-in (407).'),
        action: 'open-proxy-settings',
      };
    case 409:
      return {
        code: 'conflict',
        why,
        remedy: say('Wait until the running change of the app has ended, then try again.'),
        action: 'refresh',
      };
    case 429:
      return { code: 'throttled', why, remedy: say('Try again in some minutes.'), action: 'retry' };
    default:
      if (status >= 500)
        return { code: 'unavailable', why, remedy: say('Try again in a few minutes.'), action: 'retry' };
      return {
        code: 'rejected',
        why,
        remedy: say(
          'Something between here and the service, such as a proxy, may not let WebSockets through.',
        ),
        action: 'open-proxy-settings',
      };
  }
}
