import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { tokenUrlLiterals } from '../token-url';
import { indexOf } from './jvm-index';
import { tokenRequests } from './token-request';

export const rawImdsCall: SubjectRule<'jvm'> = {
  id: 'MI104',
  name: 'raw-imds-call',
  title: 'A program asks the token endpoint itself.',
  severity: 'info',
  subject: 'jvm',
  literals: tokenUrlLiterals,
  *check(file) {
    for (const { url } of tokenRequests(indexOf(file)))
      yield {
        span: url.span,
        message: say(
          'ManagedIdentityCredential of azure-identity asks this endpoint, retries and keeps tokens until they expire. A request of your own has to do all of it.',
        ),
      };
  },
};
