import { say, type Text } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { isNamedByEnvironment, unnamedIdentityLevel } from '../unnamed-identity';
import { builderUses, chosenUses } from './builder-use';
import { indexOf } from './jvm-index';
import { namingFixes } from './name-identity';

/**
 * Builders are followed through variables, fields and functions of the same file. What leaves the file (a builder given
 * to other code) and what the program chooses on purpose (one branch names an identity) is not reported.
 */
export const credentialWithoutClientId: SubjectRule<'jvm'> = {
  id: 'MI101',
  name: 'credential-without-client-id',
  title: say('A credential does not say which managed identity it is for.'),
  severity: 'warning',
  subject: 'jvm',
  literals: ['managedidentitycredentialbuilder', 'defaultazurecredentialbuilder', 'msicredentials'],
  *check(file, context) {
    const uses = builderUses(indexOf(file));
    const chosen = chosenUses(uses);
    for (const use of uses) {
      if (use.namings.length > 0 || use.escapes || chosen.has(use)) continue;
      if (isNamedByEnvironment(use.family.via, context.settings)) continue;
      const severity = unnamedIdentityLevel(context.app, use.family.via);
      if (severity === undefined) continue;
      yield {
        span: use.span,
        severity,
        ...(context.app !== undefined && { live: true }),
        message: messageFor(severity === 'warning'),
        fixes: namingFixes(use, context),
      };
    }
  },
};

function messageFor(isAmbiguous: boolean): Text {
  return isAmbiguous
    ? say(
        'This credential does not say which of the identities of the app it is for: tokens may be of the wrong one, or be refused.',
      )
    : say(
        'This credential does not say which managed identity it is for. It may fail when another identity is assigned to the app.',
      );
}
