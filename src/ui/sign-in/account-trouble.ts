import { say } from '../../lifecycle/text';
import { base64Bytes, textOf } from '../../lifecycle/bytes';
import { Failure, isAbort } from '../../lifecycle/failure';

export function signedOut(): Failure {
  return new Failure({
    code: 'signed-out',
    what: say('You are not signed in.'),
    why: say('VS Code has no Microsoft account that this extension may use.'),
    remedy: say('Sign in, choose another sign-in source, or open the sandbox.'),
    action: 'sign-in',
  });
}

/** Answers `promise`; a user who turns a sign-in away has cancelled, which is no error. */
export async function declined<T>(promise: PromiseLike<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (isAbort(error) || isDecline(error))
      throw new DOMException('The sign-in was turned away.', 'AbortError');
    throw new Failure({
      code: 'unauthorized',
      what: say('The sign-in did not work.'),
      why: error instanceof Error ? error.message : String(error),
      remedy: say('Try again, or choose another sign-in source.'),
      action: 'sign-in',
    });
  }
}

/**
 * VS Code and its account provider tell by these sentences only that the user said no; there is no code or name
 * (`User did not consent to login.` comes from the window, the others from the provider).
 */
function isDecline(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /did not consent|user cancell?ed|^cancell?ed$|cancellation/i.test(message);
}

/** When an access token ends, in Unix milliseconds. Unreadable ones count as short-lived, so they are asked for again. */
export function expiryOf(token: string): number {
  const body = token.split('.')[1];
  try {
    const claims: unknown = JSON.parse(textOf(base64Bytes(body ?? '')));
    if (typeof claims === 'object' && claims !== null && 'exp' in claims && typeof claims.exp === 'number')
      return claims.exp * 1000;
  } catch {
    // Not a JSON web token: Entra may hand out opaque ones.
  }
  return 0;
}
