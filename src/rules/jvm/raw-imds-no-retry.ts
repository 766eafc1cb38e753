import { say } from '../../lifecycle/text';
import type { JvmNode } from '../../source/jvm/jvm-file';
import type { FileContext, SubjectRule } from '../rule';
import { tokenUrlLiterals } from '../token-url';
import { functionAround, indexOf } from './jvm-index';
import { tokenRequests, type TokenRequest } from './token-request';

/** A hint where the client is made elsewhere, which may retry. */
export const rawImdsNoRetry: SubjectRule<'jvm'> = {
  id: 'MI106',
  name: 'raw-imds-no-retry',
  title: 'A request to the token endpoint is not repeated when it fails.',
  severity: 'warning',
  subject: 'jvm',
  literals: tokenUrlLiterals,
  hides: ['MI104'],
  *check(file, context) {
    for (const request of tokenRequests(indexOf(file))) {
      if (mayRetry(request, context)) continue;
      yield {
        span: request.url.span,
        ...(request.place === undefined && { severity: 'hint' }),
        message: say(
          'The token endpoint may answer 404, 429 or 5xx for a while and expects the request again after a growing pause. ManagedIdentityCredential of azure-identity does that.',
        ),
      };
    }
  },
};

const handledStatus = ['404', '429', '500', '503', '5xx'];

/** Any sign of it counts: a warning on code that does retry would be worse than none. */
function mayRetry({ senders }: TokenRequest, { text }: FileContext): boolean {
  const lower = text.toLowerCase();
  if (['retry', 'retries', 'backoff', 'resilience'].some((word) => lower.includes(word))) return true;
  return senders.some((sender) => {
    const home = functionAround(sender);
    const body = home === undefined ? '' : text.slice(home.span.start, home.span.end).toLowerCase();
    return isInLoop(sender) || handledStatus.some((status) => body.includes(status));
  });
}

function isInLoop(node: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at.kind !== 'function' && at.kind !== 'loop') at = at.parent;
  return at?.kind === 'loop';
}
