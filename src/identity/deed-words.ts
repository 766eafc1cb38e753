import { hasSystem, namesOf, type AppIdentity } from '../estate/app-identity';
import type { SpringApp, Subscription } from '../estate/resources';
import { plain, say, type Text } from '../lifecycle/text';
import type { DeedEnd, DeedState, DeedWish, Undo } from '../operations/deed';
import type { ChangeOutcome } from './outcome';
import { readWish } from './result';
import { setOf, wishBetween, type IdentityDelta, type IdentityWish } from './plan/wish';

/** What `Undo.kind` is for changes of an app's identities. */
const identityUndo = 'identity';

/** What it is for the creation of an identity, which is undone by deleting it. */
export const creationUndo = 'created-identity';

/** What is about to be done to an app, as the activity keeps it. */
export function deedOf(
  app: SpringApp,
  change: Pick<IdentityDelta, 'after' | 'added' | 'removed'>,
  { accountLabel, key }: Subscription,
): DeedWish {
  return {
    title: deedTitle(app, change),
    account: accountLabel,
    subscription: key,
    resource: app.id,
    before: deedState(app.identity),
  };
}

/** What a change does, as a line of the activity: "Disable the system-assigned identity of 'orders'". */
function deedTitle(
  { name, identity }: SpringApp,
  { after, added, removed }: Pick<IdentityDelta, 'after' | 'added' | 'removed'>,
): Text {
  const switched = after.system !== hasSystem(identity);
  const steps = [switched, added.length > 0, removed.length > 0].filter(Boolean).length;
  if (steps > 1) return say("Change the identities of '{0}'", name);
  if (added.length > 0) return say("Assign {0} to '{1}'", namesOf(added), name);
  if (removed.length > 0) return say("Remove {0} from '{1}'", namesOf(removed), name);
  return after.system
    ? say("Enable the system-assigned identity of '{0}'", name)
    : say("Disable the system-assigned identity of '{0}'", name);
}

/** The identities of an app as the activity keeps them: as Azure says them, without what is not known. */
function deedState({ type, principalId, userAssigned }: AppIdentity): DeedState {
  const ids = userAssigned.map(({ id, principalId: principal, clientId }) => ({
    id,
    ...(principal !== undefined && { principalId: principal }),
    ...(clientId !== undefined && { clientId }),
  }));
  return { type, ...(principalId !== undefined && { principalId }), userAssigned: ids };
}

/** What the activity says of how a change ended, with the way back where it came true. */
export function deedEnd(outcome: ChangeOutcome): DeedEnd {
  switch (outcome.kind) {
    case 'done': {
      const { before, app } = outcome;
      const undo = wishBetween(setOf(app.identity), setOf(before.identity));
      return {
        outcome: 'done',
        after: deedState(app.identity),
        ...(Object.keys(undo).length > 0 && { undo: { kind: identityUndo, data: { ...undo } } }),
      };
    }
    case 'left-running':
      return { outcome: 'unknown' };
    case 'nothing':
    case 'changed-meanwhile':
      return { outcome: 'failed', ...('why' in outcome && { why: plain(outcome.why) }) };
  }
}

/** The wish that takes a change back; `undefined` where the activity says something else. */
export function undoWish({ kind, data }: Undo): IdentityWish | undefined {
  return kind === identityUndo ? readWish(data) : undefined;
}
