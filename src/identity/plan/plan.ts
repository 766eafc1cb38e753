import { hasSystem, namesOf } from '../../estate/app-identity';
import type { ArmId } from '../../estate/ids/arm-id';
import type { SpringApp, SpringService } from '../../estate/resources';
import type { Failure } from '../../lifecycle/failure';
import { consequencesOf, type Consequence } from '../consequences';
import { say, sentences, type Text } from '../../lifecycle/text';
import { patchFor } from './patch';
import type { IdentityPatch } from '../ports';
import { busyRefusal, changeRefusal, wishRefusal } from './refusal';
import { deltaOf, type IdentityDelta, type IdentitySet, type IdentityWish } from './wish';

/** What a wish means for an app: nothing to do, not possible now, or exactly this to send and this to know. */
export type IdentityPlan =
  | { readonly kind: 'nothing'; readonly why: Text }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | IdentityChangePlan;

export interface IdentityChangePlan {
  readonly kind: 'change';
  readonly patch: IdentityPatch;
  readonly after: IdentitySet;
  readonly added: readonly ArmId[];
  readonly removed: readonly ArmId[];
  readonly consequences: readonly Consequence[];
}

/**
 * Plans a change of an app's identities from what is known of it. Pure: the same state and wish give the same plan.
 *
 * An app that Azure is changing is refused even when it looks as wished: what it shows may be the state before.
 */
export function planIdentity(app: SpringApp, service: SpringService, wish: IdentityWish): IdentityPlan {
  const refusal = wishRefusal(app, wish) ?? busyRefusal(app);
  if (refusal !== undefined) return { kind: 'refused', failure: refusal };
  const delta = deltaOf(app.identity, wish);
  if (isNothing(app, delta)) return { kind: 'nothing', why: whyNothing(app, wish) };
  const failure = changeRefusal(app, service, delta);
  if (failure !== undefined) return { kind: 'refused', failure };
  return {
    kind: 'change',
    patch: patchFor(app.id, delta),
    after: delta.after,
    added: delta.added,
    removed: delta.removed,
    consequences: consequencesOf(app, delta, service),
  };
}

function isNothing(app: SpringApp, { after, added, removed }: IdentityDelta): boolean {
  return after.system === hasSystem(app.identity) && added.length === 0 && removed.length === 0;
}

function whyNothing({ name }: SpringApp, { system, assign = [], remove = [] }: IdentityWish): Text {
  const reasons = [
    ...(system === 'on' ? [say("The system-assigned identity of '{0}' is already on.", name)] : []),
    ...(system === 'off' ? [say("The system-assigned identity of '{0}' is already off.", name)] : []),
    ...(assign.length === 0 ? [] : [say("'{0}' already has {1}.", name, namesOf(assign))]),
    ...(remove.length === 0 ? [] : [say("'{0}' does not have {1}.", name, namesOf(remove))]),
  ];
  return reasons.length === 0
    ? say("Nothing was chosen for '{0}'.", name)
    : sentences(...reasons, say('There is nothing to do.'));
}
