import type { Access, Place } from '../../access/access-at';
import { serviceOf } from '../../access/azure-services';
import type { HeldIdentity } from '../../estate/held-identity';
import { say, type Text } from '../../lifecycle/text';
import { ageText } from '../diagnose/times';
import { grantText, identityText } from '../diagnose/words';

/** Something opens it by now: what else may have been the matter. */
export function grantedText(access: Access, now: number): Text {
  const [grant] = access.by;
  const created = grant?.kind === 'role' ? Date.parse(grant.assignment.createdOn ?? '') : Number.NaN;
  if (grant === undefined) return say('It gets in by now.');
  if (grant.doubts.includes('condition'))
    return say('It has {0}, under a condition that this request may not meet.', grantText(grant));
  if (grant.doubts.includes('part'))
    return say(
      'It has {0}, which is a part of the target only: the client may ask for more.',
      grantText(grant),
    );
  if (Number.isNaN(created)) return say('It has {0} by now: the error may be older.', grantText(grant));
  return now - created < 10 * 60_000
    ? say('It has {0}, given {1}: it may not be in force yet.', grantText(grant), ageText(created, now))
    : say(
        'It has {0}, given {1}: the error is older, or what it asks for is more.',
        grantText(grant),
        ageText(created, now),
      );
}

/** What an identity may do at a place, and whether that is known. */
export function accessText(held: HeldIdentity, access: Access, { services, name }: Place): Text {
  const words = [identityText(held), name ?? serviceOf(services[0]).label] as const;
  const [grant] = access.by;
  if (grant !== undefined) return say("{0} has {2} at '{1}' now.", ...words, grantText(grant));
  if (access.answer === 'none') return say("{0} has nothing that opens '{1}'.", ...words);
  return access.why === 'decided-elsewhere'
    ? say("'{1}' keeps its own grants, which were not read: whether {0} gets in is not known.", ...words)
    : say("What {0} may do at '{1}' was not read everywhere.", ...words);
}
