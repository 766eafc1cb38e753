import { Failure, isAbort, type FailureCode } from '../../lifecycle/failure';

export function signedOut(): Failure {
  return new Failure({
    code: 'signed-out',
    what: 'You are not signed in.',
    why: 'VS Code has no Microsoft account that this extension may use.',
    remedy: 'Sign in, choose another sign-in source, or open the sandbox.',
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
      what: 'The sign-in did not work.',
      why: error instanceof Error ? error.message : String(error),
      remedy: 'Try again, or choose another sign-in source.',
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

/**
 * Why tenants or subscriptions could not be listed. The SDK's error holds the request with its token, so only its
 * status, code and message are taken over, never the error itself.
 */
export function listingFailure(error: unknown, account: string): Failure {
  if (Failure.is(error)) return error;
  const { statusCode, code, message } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly statusCode?: unknown;
    readonly code?: unknown;
    readonly message?: unknown;
  };
  const kind = failureCode(statusCode, code);
  return new Failure({
    code: kind,
    what: `Could not list the subscriptions of ${account}.`,
    why: typeof message === 'string' && message !== '' ? message : 'The reason was not told.',
    remedy:
      kind === 'unauthorized' || kind === 'forbidden'
        ? 'Sign in to this tenant again.'
        : 'Try again in a moment.',
    action: kind === 'unauthorized' ? 'sign-in' : 'retry',
    ...(typeof code === 'string' ? { azureCode: code } : {}),
  });
}

function failureCode(status: unknown, code: unknown): FailureCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'throttled';
  if (typeof status === 'number') return status >= 500 ? 'unavailable' : 'rejected';
  if (
    code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' ||
    code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
  )
    return 'certificate';
  return typeof code === 'string' ? 'offline' : 'unexpected';
}

/** When an access token ends, in Unix milliseconds. Unreadable ones count as short-lived, so they are asked for again. */
export function expiryOf(token: string): number {
  const body = token.split('.')[1];
  try {
    const claims: unknown = JSON.parse(Buffer.from(body ?? '', 'base64url').toString('utf8'));
    if (typeof claims === 'object' && claims !== null && 'exp' in claims && typeof claims.exp === 'number')
      return claims.exp * 1000;
  } catch {
    // Not a JSON web token: Entra may hand out opaque ones.
  }
  return 0;
}
