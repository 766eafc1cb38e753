import { nameOf } from '../../estate/ids/arm-id';
import { sameId } from '../../estate/held-identity';
import type { PrincipalId } from '../../estate/ids/ids';
import type { Subscription } from '../../estate/resources';
import { grantWords } from '../../grants/words';
import { say, type Text } from '../../lifecycle/text';
import type { Report, Words } from '../../report/report';
import type { HeldAssignment } from './ports';
import type { SeenPrincipal } from './seen-principals';

/** An assignment to a service principal that is no identity that was read. */
export interface Unmatched extends HeldAssignment {
  readonly subscription: Subscription;
}

/** One whose principal is proven to be gone, and how. */
export interface Orphan extends Unmatched {
  readonly seen: SeenPrincipal;
  readonly proof: Text;
}

/** What became of the holder of a principal that was seen, as Azure says right now. */
export type HolderNow =
  | { readonly state: 'there'; readonly principalId: PrincipalId | undefined }
  | { readonly state: 'gone' }
  | { readonly state: 'unreadable' };

/**
 * Assignments that belong to nobody who was read. Principals of people, groups and everything that is not a service principal are none of
 * our business; a service principal may still be anything else than an identity.
 */
export function unmatched(
  assignments: readonly Unmatched[],
  living: ReadonlySet<string>,
): readonly Unmatched[] {
  return assignments.filter(
    ({ principalId, principalType }) =>
      principalType.toLowerCase() === 'serviceprincipal' && !living.has(principalId.toLowerCase()),
  );
}

/**
 * Why the principal of a seen identity is gone for certain; `undefined` when it is not proven. Azure deletes the principal of an identity
 * with it, and never brings it back. A holder that is gone may have been moved and kept its principal: that is a proof only when everything
 * was read (`isComplete`) and nothing has the principal.
 */
export function proofOf(seen: SeenPrincipal, now: HolderNow, isComplete: boolean): Text | undefined {
  const name = nameOf(seen.holder);
  if (now.state === 'there') {
    if (sameId(now.principalId, seen.principalId)) return undefined;
    if (seen.kind === 'user-assigned')
      return say("The identity '{0}' was made anew and has another principal now.", name);
    return now.principalId === undefined
      ? say("The system-assigned identity of '{0}', whose principal this was, is off.", name)
      : say("The system-assigned identity of '{0}' has another principal now.", name);
  }
  if (now.state === 'unreadable' || !isComplete) return undefined;
  return seen.kind === 'user-assigned'
    ? say("The identity '{0}', whose principal this was, was deleted.", name)
    : say("The app '{0}', whose principal this was, was deleted.", name);
}

/** What was found, what is proven first. Nothing of the rest can be removed from here. */
export function orphansReport(
  orphans: readonly Orphan[],
  unknown: readonly Unmatched[],
  unread: readonly Text[],
): Report {
  return {
    title: say('Orphaned role assignments'),
    blocks: [
      ...(unread.length === 0
        ? []
        : [
            {
              kind: 'verdicts' as const,
              verdicts: unread.map((text) => ({ mark: 'unknown' as const, text })),
            },
          ]),
      {
        kind: 'table',
        title: say('Proven to be left over'),
        head: [say('Grant'), say('Scope'), say('Principal'), say('Why')],
        rows: orphans.map((one) => [...rowOf(one), one.proof]),
      },
      {
        kind: 'table',
        title: say('Not known: a service principal that is no identity that was read'),
        head: [say('Grant'), say('Scope'), say('Principal')],
        rows: unknown.map(rowOf),
      },
      {
        kind: 'paragraph',
        text: say(
          'What is not known may be an identity of another service, an application, or one that is left over: Azure shows them alike. It is not removed from here.',
        ),
      },
      // Only the directory knows of principals that were never seen, and a sign-in to Azure does not give the right to read it.
      ...(unknown.length === 0
        ? []
        : [
            {
              kind: 'paragraph' as const,
              text: say(
                "Whoever may read the directory can ask it: '{0}' finds none where the principal is gone. One that was just made may not be found either.",
                'az ad sp show --id <principal>',
              ),
            },
          ]),
    ],
  };
}

function rowOf({ grant, principalId }: Unmatched): readonly Words[] {
  return [grantWords(grant), grant.scope, principalId];
}
