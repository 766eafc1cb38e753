import { Failure } from '../lifecycle/failure';
import { say, type Words } from '../lifecycle/text';

/** An endpoint the user has forwarded to this machine. */
export interface ForwardedEndpoint {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly origin: string;
  /** `/` or the path typed, for endpoints that are a full address (`/msi/token`). */
  readonly path: string;
}

/**
 * Reads the address of an endpoint that `ssh -L`, `kubectl port-forward` or a proxy has brought to this machine. Throws `Failure`
 * `invalid` for anything but plain HTTP on a loopback address: a token must not cross a network in the clear.
 */
export function parseForwardedUrl(text: string): ForwardedEndpoint {
  const typed = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  if (!URL.canParse(full)) throw refused(say('it is no address such as http://127.0.0.1:8080'));
  const url = new URL(full);
  if (url.protocol !== 'http:') throw refused(say('a forwarded endpoint is reached by plain http://'));
  if (url.username !== '' || url.password !== '') throw refused(say('it has a user name or password in it'));
  if (!/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))
    throw refused(
      say(
        'only this machine (127.0.0.1, ::1 or localhost) is asked, since tokens would cross the network readably otherwise',
      ),
    );
  return { origin: url.origin, path: url.pathname };
}

function refused(why: Words): Failure {
  return new Failure({
    code: 'invalid',
    what: say('This endpoint cannot be used.'),
    why: say('The address was refused because {0}.', why),
    remedy: say(
      'Forward the endpoint to a local port, for example with ssh -L, and give http://127.0.0.1:<port>.',
    ),
  });
}
