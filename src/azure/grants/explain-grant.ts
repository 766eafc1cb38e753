import { Failure, type FailureDetails } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';

/** The same triple of scope, principal and role exists under another name: what was wanted is there. */
export function isThereAlready(error: unknown): boolean {
  return codeOf(error) === 'RoleAssignmentExists';
}

/** The principal was made a moment ago, and the directory that was asked has not heard of it. */
export function isMissingPrincipal(error: unknown): boolean {
  return codeOf(error) === 'PrincipalNotFound';
}

/** Azure's refusals of grants in words that say what to do; whatever else went wrong stays as it was told. */
export function explainGrant(error: unknown, what: Text): unknown {
  const code = codeOf(error);
  if (!Failure.is(error) || code === undefined) return error;
  const known = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  if (known === undefined) return error;
  const details = known(error);
  return new Failure({
    code: error.code,
    why: error.words.why,
    ...details,
    what,
    azureCode: code,
    cause: error,
  });
}

type Told = Partial<Omit<FailureDetails, 'what' | 'cause' | 'azureCode'>>;

const refusals: Readonly<Record<string, (error: Failure) => Told>> = {
  AuthorizationFailed: (error) => ({
    ...(error.missingAction !== undefined && { missingAction: error.missingAction }),
    // Azure uses one sentence for both; only it tells them apart.
    why: isLimited(error)
      ? say('{0} Your right to grant is limited by a condition, or missing.', error.words.why)
      : error.words.why,
    remedy: say(
      "Send the line that 'Grant...' shows ('Copy') to somebody who may grant there, activate an eligible role, or sign in with another account.",
    ),
    action: 'sign-in',
  }),
  DenyAssignmentAuthorizationFailed: () => ({
    why: say(
      'A deny assignment forbids it there, whatever roles you have; managed resource groups carry such ones.',
    ),
    remedy: say('Only who set the deny assignment can lift it, such as the service that manages the group.'),
  }),
  RoleAssignmentLimitExceeded: () => ({
    why: say('The subscription has as many role assignments as Azure allows.'),
    remedy: say('Remove some that are not needed any more, or grant at a wider scope to a group.'),
  }),
  RoleAssignmentUpdateNotPermitted: () => ({
    why: say('Another grant has the name that this one would get.'),
    remedy: say('Look for it in the Azure portal; names of role assignments are unique in the whole tenant.'),
    action: 'open-portal',
  }),
  PrincipalNotFound: () => ({
    why: say("Azure's directory does not know the principal, although it was asked for two minutes."),
    remedy: say('It may have been deleted, or be very new: look at the identity again, then try once more.'),
    action: 'retry',
  }),
  UnmatchedPrincipalType: () => ({
    why: say('The ID belongs to a person or a group, not to an identity.'),
    remedy: say('Use the principal ID (object ID) of the identity, not its client ID.'),
  }),
  ScopeLocked: () => ({
    why: say('A lock forbids changes there.'),
    remedy: say('Remove the lock first, or ask who set it.'),
  }),
};

function isLimited(error: Failure): boolean {
  const message = error.cause instanceof Error ? error.cause.message : error.why;
  return message.includes('ABAC condition');
}

function codeOf(error: unknown): string | undefined {
  return Failure.is(error) ? error.azureCode : undefined;
}
