import { armKey, nameOf, parseArmId } from '../../estate/ids/arm-id';
import type { SpringApp, SpringService } from '../../estate/resources';
import { mayHaveUserAssigned, traitsOf } from '../../hosts/spring/plans';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { IdentityDelta, IdentityWish } from './wish';

/** True when a service is known to take changes; otherwise it is worth a fresh look before saying no. */
export function isReady(service: SpringService): boolean {
  return service.state.is === 'ready' && service.power === 'running';
}

/** Why the wish makes no sense whatever state the app is in. */
export function wishRefusal(app: SpringApp, wish: IdentityWish): Failure | undefined {
  const removed = new Set((wish.remove ?? []).map(armKey));
  for (const id of wish.assign ?? []) {
    const type = parseArmId(id)?.type.toLowerCase();
    if (type !== 'microsoft.managedidentity/userassignedidentities') {
      return new Failure({
        code: 'invalid',
        what: say("'{0}' cannot be assigned to '{1}'.", id, app.name),
        why: say('It is not the resource ID of a user-assigned identity.'),
        remedy: say(
          'Choose an identity whose ID ends in /providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>.',
        ),
      });
    }
    if (removed.has(armKey(id))) {
      return new Failure({
        code: 'invalid',
        what: say("'{0}' cannot be assigned to and removed from '{1}' at once.", nameOf(id), app.name),
        why: say('The wish names it on both sides.'),
        remedy: say('Choose one of the two.'),
      });
    }
  }
  return undefined;
}

/** Why nothing may be written to the app while Azure is changing it, and what was read may be the state before. */
export function busyRefusal(app: SpringApp): Failure | undefined {
  if (app.state.is !== 'busy') return undefined;
  return new Failure({
    code: 'refused',
    what: say("The identities of '{0}' cannot be changed now.", app.name),
    why: say('Azure says the app is {0}: another change of it is under way.', app.state.word ?? ''),
    remedy: say('Wait until it has ended, refresh the app and try again.'),
    action: 'refresh',
  });
}

/** Why this change is not sent: the service cannot take it, or Azure would not allow the result. */
export function changeRefusal(
  app: SpringApp,
  service: SpringService,
  delta: IdentityDelta,
): Failure | undefined {
  return (
    serviceRefusal(app, service) ?? planRefusal(app, service, delta) ?? limitRefusal(app, service, delta)
  );
}

function serviceRefusal(app: SpringApp, service: SpringService): Failure | undefined {
  const stopped = service.power === 'stopped';
  if (!stopped && service.state.is !== 'busy') return undefined;
  return new Failure({
    code: 'refused',
    what: say("The identities of '{0}' cannot be changed now.", app.name),
    why: say("Its service '{0}' is {1}.", service.name, stopped ? 'stopped' : (service.state.word ?? '')),
    remedy: stopped
      ? say('Start the service, then try again.')
      : say('Wait until the service is ready, then try again.'),
    action: 'refresh',
  });
}

function planRefusal(app: SpringApp, service: SpringService, { added }: IdentityDelta): Failure | undefined {
  if (mayHaveUserAssigned(service.plan) || added.length === 0) return undefined;
  return new Failure({
    code: 'refused',
    what: say("'{0}' cannot be given user-assigned identities.", app.name),
    why: say(
      "Its service '{0}' has the Standard consumption and dedicated plan, for which Azure lists user-assigned identities as not available.",
      service.name,
    ),
    remedy: say(
      'Use an app of a Basic, Standard or Enterprise service, see https://learn.microsoft.com/azure/spring-apps/basic-standard/quotas.',
    ),
  });
}

function limitRefusal(
  app: SpringApp,
  { plan }: SpringService,
  { after, added }: IdentityDelta,
): Failure | undefined {
  const { maxUserAssigned } = traitsOf(plan);
  const count = after.userAssigned.length;
  if (added.length === 0 || count <= maxUserAssigned) return undefined;
  return new Failure({
    code: 'refused',
    what: say("'{0}' cannot have {1} user-assigned identities.", app.name, count),
    why: say(
      'An app may have at most {0}, see https://learn.microsoft.com/azure/spring-apps/basic-standard/quotas.',
      maxUserAssigned,
    ),
    remedy: say(
      'Remove {0} first, or choose fewer.',
      count - maxUserAssigned === 1 ? 'one' : count - maxUserAssigned,
    ),
  });
}

/** Why a change is not sent after all: the app is not the one any more that was confirmed. */
export function changedMeanwhile({ name }: SpringApp): Failure {
  return new Failure({
    code: 'conflict',
    what: say("The identities of '{0}' were not changed.", name),
    why: say('Somebody else changed them meanwhile; nothing was sent.'),
    remedy: say('Look at the app as it is now, then decide anew.'),
    action: 'refresh',
  });
}
