import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { indexOf } from './jvm-index';
import { requestLiterals, tokenRequests, type TokenRequest } from './token-request';

/** Beside MI105 and MI106, which say what one request lacks: this one says that there is a library for it. */
export const rawImdsCall: SubjectRule<'jvm'> = {
  id: 'MI104',
  name: 'raw-imds-call',
  title: say('A program asks the token endpoint itself.'),
  severity: 'info',
  subject: 'jvm',
  literals: requestLiterals,
  *check(file) {
    for (const { url, endpoint } of tokenRequests(indexOf(file)))
      yield { span: url.span, message: messages[endpoint] };
  },
};

const messages = {
  virtualMachine: say(
    'ManagedIdentityCredential of azure-identity asks this endpoint, retries and keeps tokens until they expire. A request of your own has to do all of it.',
  ),
  appService: say(
    'This is the token endpoint of App Service and Container Apps, which Azure Spring Apps does not have. ManagedIdentityCredential of azure-identity finds the endpoint of the host, retries and keeps tokens until they expire.',
  ),
} satisfies Record<TokenRequest['endpoint'], unknown>;
