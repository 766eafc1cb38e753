import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { builderUses } from './builder-use';
import { indexOf } from './jvm-index';
import { isForEachTurn, runsRepeatedly } from './repeated-code';

export const credentialCreatedPerCall: SubjectRule<'jvm'> = {
  id: 'MI110',
  name: 'credential-created-per-call',
  title: say('A credential is made anew for each request.'),
  severity: 'info',
  subject: 'jvm',
  literals: ['managedidentitycredentialbuilder', 'defaultazurecredentialbuilder', 'msicredentials'],
  *check(file) {
    const index = indexOf(file);
    for (const { made, namings, span } of builderUses(index)) {
      if (!runsRepeatedly(index, made) || namings.some((naming) => isForEachTurn(index, naming))) continue;
      yield {
        span,
        message: say(
          'Each new credential asks for tokens of its own, and the token endpoint refuses callers that ask too often. Keep one credential in a field or a bean.',
        ),
      };
    }
  },
};
