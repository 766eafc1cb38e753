import type { Reply } from '../http/reply';
import type { TroubleBook, TroubleKind } from '../trouble';

const kinds: readonly TroubleKind[] = ['throttled', 'server-error', 'dropped-connection'];

/**
 * What a sign-in gets that a rule struck. Only rules that name a path reach sign-in: one without is about
 * Azure Resource Manager, and would otherwise be used up by the token request before it.
 */
export function signInTrouble(
  trouble: TroubleBook,
  request: { readonly method: string; readonly path: string },
): Reply | undefined {
  const struck = trouble.strike(
    request,
    (kind) => kinds.includes(kind),
    (rule) => rule.path === undefined,
  );
  if (struck === undefined) return undefined;
  const { rule } = struck;
  if (rule.kind === 'dropped-connection') return { status: 0, dropped: true };
  const seconds = rule.retryAfterSeconds;
  return {
    status: rule.kind === 'throttled' ? 429 : (rule.status ?? 500),
    body: {
      error: 'temporarily_unavailable',
      error_description: 'AADSTS90033: A transient error has occurred. Please try again.',
      error_codes: [90033],
    },
    ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
  };
}
