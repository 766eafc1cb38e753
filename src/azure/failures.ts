import { Failure, isAbort, toFailure, type FailureDetails } from '../lifecycle/failure';
import { say, type Text, type Words } from '../lifecycle/text';
import { abortError } from '../lifecycle/flow/abort';
import { AnswerError, NetworkError, withoutRequest, type AnswerFacts } from './wire/answer';

type Explained = Omit<FailureDetails, 'what' | 'cause' | 'azureCode' | 'why'> & { readonly why?: Words };

/**
 * Anything thrown by a request as the `Failure` people see; `what` names what did not work. Decided by status and code.
 * A cancelled wait stays an `AbortError`; a `Failure` (of signing in) stays itself.
 */
export function explain(error: unknown, what: Text, signal?: AbortSignal): Error {
  if (signal?.aborted === true || isAbort(error)) return abortError();
  if (Failure.is(error)) return error;
  const cause = withoutRequest(error);
  if (cause instanceof AnswerError) return answered(cause, what);
  if (cause instanceof NetworkError) return unanswered(cause, what);
  return toFailure(cause, what);
}

/** True when `error` came of an answer of Azure with one of these statuses. */
export function isAnswered(error: unknown, ...statuses: readonly number[]): boolean {
  const cause = Failure.is(error) ? error.cause : withoutRequest(error);
  return cause instanceof AnswerError && statuses.includes(cause.facts.status);
}

function answered(error: AnswerError, what: Text): Failure {
  const { facts } = error;
  const explained = explainStatus(facts);
  return new Failure({
    ...explained,
    what,
    why: explained.why ?? answeredWith(facts),
    ...(facts.code !== undefined && { azureCode: facts.code }),
    cause: error,
  });
}

function answeredWith({ status, message, code }: AnswerFacts): Text {
  if (message !== undefined && message !== '')
    return say('Azure answered {0}: {1}', status, sentence(message));
  return code === undefined
    ? say('Azure answered {0}.', status)
    : say('Azure answered {0} ({1}).', status, code);
}

/** Azure's own words, cut where they become a page. */
function sentence(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const cut = flat.length > 400 ? `${flat.slice(0, 400)}…` : flat;
  return /[.!?\u2026]$/.test(cut) ? cut : `${cut}.`;
}

function explainStatus(facts: AnswerFacts): Explained {
  switch (facts.status) {
    case 401:
      return unauthorized(facts);
    case 403:
      return forbidden(facts);
    case 404:
      return {
        code: 'not-found',
        remedy: say(
          'It may have been deleted or moved, or your account may not see it; refresh to see what is there now.',
        ),
        action: 'refresh',
      };
    case 409:
      return {
        code: 'conflict',
        remedy: say('Another change may be running; wait until it has ended, refresh, and try again.'),
        action: 'refresh',
      };
    case 429:
      return throttled(facts);
    case 407:
      return proxyRefused();
    default:
      return facts.status >= 500 || facts.status === 408 ? unavailable(facts) : rejected(facts);
  }
}

function unauthorized(facts: AnswerFacts): Explained {
  const stepUp = facts.challenge !== undefined;
  return {
    code: 'unauthorized',
    ...(stepUp && {
      challenge: facts.challenge,
      why: say('Azure asks for a stronger sign-in than the current one (for example with a second factor).'),
    }),
    remedy: stepUp ? say('Sign in again and complete the additional check.') : say('Sign in again.'),
    action: 'sign-in',
  };
}

const operatorRole = say("'{0}' on the identity", 'Managed Identity Operator');

function forbidden(facts: AnswerFacts): Explained {
  const linked = facts.code === 'LinkedAuthorizationFailed';
  const action = missingAction(facts, linked);
  const role = linked ? operatorRole : roleFor(action);
  return {
    code: 'forbidden',
    ...(action !== undefined && {
      missingAction: action,
      why: linked
        ? say("Your account may change the app, but not assign this identity: '{0}' is missing.", action)
        : say("Your account is not allowed to do '{0}' there.", action),
    }),
    remedy: say(
      'Ask an administrator for {0}, or sign in with another account; a new role may take some minutes to take effect.',
      role,
    ),
    action: 'sign-in',
  };
}

/**
 * ARM names the missing action in the message only; the envelope has no field for it. The linked form may name two
 * actions, the one granted and, last, the one missing.
 */
function missingAction(facts: AnswerFacts, linked: boolean): string | undefined {
  const named = [...(facts.message ?? '').matchAll(/perform action(?:\(s\))? '([^']+)'/gi)].at(-1)?.[1];
  return named ?? (linked ? 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' : undefined);
}

/** The least built-in role that carries an action, in words that complete "Ask an administrator for ...". */
function roleFor(action: string | undefined): Text {
  const name = action?.toLowerCase() ?? '';
  if (name.startsWith('microsoft.managedidentity/') && name.endsWith('/assign/action')) return operatorRole;
  if (name.startsWith('microsoft.managedidentity/') && !name.endsWith('/read'))
    return say("'{0}' on the resource group", 'Managed Identity Contributor');
  if (name.startsWith('microsoft.authorization/roleassignments/') && !name.endsWith('/read'))
    return say(
      "'{0}', '{1}' or '{2}' on the target",
      'Role Based Access Control Administrator',
      'User Access Administrator',
      'Owner',
    );
  if (name.endsWith('/read') || name === '')
    return say("'{0}' there (or a role with this permission)", 'Reader');
  return say("'{0}' there (or a custom role with '{1}')", 'Contributor', action ?? '');
}

function throttled(facts: AnswerFacts): Explained {
  const wait = facts.delayMs === undefined ? undefined : Math.ceil(facts.delayMs / 1000);
  return {
    code: 'throttled',
    why:
      wait === undefined
        ? say('Azure limits how often it may be asked, and went on refusing while we waited.')
        : say('Azure limits how often it may be asked, and asks to wait another {0} s.', wait),
    remedy: wait === undefined ? say('Try again in some minutes.') : say('Try again in {0} s.', wait),
    action: 'retry',
  };
}

function unavailable(facts: AnswerFacts): Explained {
  return {
    code: 'unavailable',
    why: troubled(facts),
    remedy: say('Try again in a few minutes; Azure status pages may tell more.'),
    action: 'retry',
  };
}

function troubled({ status, message, code }: AnswerFacts): Text {
  if (message !== undefined && message !== '')
    return say('Azure has trouble at the moment: it answered {0}: {1}', status, sentence(message));
  return code === undefined
    ? say('Azure has trouble at the moment: it answered {0}.', status)
    : say('Azure has trouble at the moment: it answered {0} ({1}).', status, code);
}

function rejected(facts: AnswerFacts): Explained {
  return {
    code: 'rejected',
    ...(facts.status < 400 && {
      why: say('Azure answered {0}, which is no answer to this request.', facts.status),
    }),
    remedy: say('The log has the details.'),
    action: 'show-log',
  };
}

function proxyRefused(): Explained {
  return {
    code: 'proxy',
    why: say('The proxy between this computer and Azure refused the connection.'),
    remedy: say("Check VS Code's proxy settings (or HTTPS_PROXY) and the proxy's sign-in."),
    action: 'open-proxy-settings',
  };
}

function unanswered(error: NetworkError, what: Text): Failure {
  return new Failure({ ...explainNetwork(error), what, cause: error });
}

function explainNetwork(error: NetworkError): Omit<FailureDetails, 'what'> {
  const code = error.code === undefined ? '' : ` (${error.code})`;
  switch (error.trouble) {
    case 'offline':
      return {
        code: 'offline',
        why: say('{0} could not be reached{1}.', error.host, code),
        remedy: say('Check the network connection, VPN and proxy, then try again.'),
        action: 'retry',
      };
    case 'dropped':
      return {
        code: 'offline',
        why: say('The connection to {0} broke off{1}.', error.host, code),
        remedy: say('Check the network connection, then try again.'),
        action: 'retry',
      };
    case 'timeout':
      return {
        code: 'timeout',
        why: say('{0} did not answer in time{1}.', error.host, code),
        remedy: say('Check the network connection, then try again.'),
        action: 'retry',
      };
    case 'certificate':
      return {
        code: 'certificate',
        why: say(
          'The certificate of {0} is not trusted{1}; something may be reading the connection, such as a company proxy.',
          error.host,
          code,
        ),
        remedy: say(
          "Add the company's root certificate to the operating system's certificate store, or check VS Code's http.* settings.",
        ),
        action: 'open-proxy-settings',
      };
    case 'proxy':
      return {
        ...proxyRefused(),
        why: say('The proxy on the way to {0} refused or could not be reached{1}.', error.host, code),
      };
  }
}
