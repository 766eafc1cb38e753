import { say } from '../../lifecycle/text';
import type { FileContext, SubjectRule } from '../rule';
import { indexOf } from './jvm-index';
import { mayRepeat } from './request-repetition';
import { requestLiterals, tokenRequests } from './token-request';

/** Only where the file makes the request and its client: those that are made elsewhere may repeat. So may whoever calls this code. */
export const rawImdsNoRetry: SubjectRule<'jvm'> = {
  id: 'MI106',
  name: 'raw-imds-no-retry',
  title: say('A request to the token endpoint is not repeated when it fails.'),
  severity: 'info',
  confidence: 'medium',
  subject: 'jvm',
  literals: requestLiterals,
  *check(file, context: FileContext) {
    const index = indexOf(file);
    for (const { url, place, senders, endpoint } of tokenRequests(index)) {
      if (endpoint === 'appService' || place === undefined) continue;
      if (senders.some((sender) => mayRepeat(index, sender, context.text))) continue;
      yield {
        span: url.span,
        message: say(
          'The token endpoint may answer 404, 429 or 5xx for a while and expects the request again after a growing pause; nothing here repeats it. ManagedIdentityCredential of azure-identity does.',
        ),
      };
    }
  },
};
