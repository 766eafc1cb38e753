import { hasSystem, isMixed } from '../estate/app-identity';
import { nameOf } from '../estate/ids/arm-id';
import type { SpringApp, SpringService } from '../estate/resources';
import type { IdentityDelta } from './plan/wish';
import { say, sentences, type Text } from '../lifecycle/text';
import { traitsOf, maxUserAssigned } from '../hosts/spring/plans';

/** One thing that happens because of a change and that somebody should know before. */
export interface Consequence {
  readonly kind:
    | 'new-principal'
    | 'principal-lost'
    | 'becomes-mixed'
    | 'stays-mixed'
    | 'no-longer-mixed'
    | 'count'
    | 'last-identity'
    | 'only-system-left'
    | 'roles-stay'
    | 'consumption-plan'
    | 'app-failed';
  readonly level: 'info' | 'warning';
  /** One plain sentence, or two. */
  readonly text: Text;
}

type Rule = (app: SpringApp, delta: IdentityDelta, service: SpringService) => Consequence | undefined;

/** What follows from a change, in the order people should read it: losses first. */
export function consequencesOf(
  app: SpringApp,
  delta: IdentityDelta,
  service: SpringService,
): readonly Consequence[] {
  const rules: readonly Rule[] = [
    principalLost,
    lastIdentity,
    newPrincipal,
    mixing,
    onlySystemLeft,
    rolesStay,
    count,
    consumptionPlan,
    appFailed,
  ];
  return rules.map((rule) => rule(app, delta, service)).filter((found) => found !== undefined);
}

function principalLost({ identity }: SpringApp, { after }: IdentityDelta): Consequence | undefined {
  if (!hasSystem(identity) || after.system) return undefined;
  return {
    kind: 'principal-lost',
    level: 'warning',
    text:
      identity.principalId === undefined
        ? say(
            'Its principal is deleted: its role assignments are orphaned, database users and access policies made for it stop working, and turning the identity on again gives a new principal.',
          )
        : say(
            'Principal {0} is deleted: its role assignments are orphaned, database users and access policies made for it stop working, and turning the identity on again gives a new principal.',
            identity.principalId,
          ),
  };
}

function lastIdentity(_app: SpringApp, { after }: IdentityDelta): Consequence | undefined {
  if (after.system || after.userAssigned.length > 0) return undefined;
  return {
    kind: 'last-identity',
    level: 'warning',
    text: say(
      'The app is left without any identity: code that asks for a token (DefaultAzureCredential, for example) fails.',
    ),
  };
}

function newPrincipal({ identity }: SpringApp, { after }: IdentityDelta): Consequence | undefined {
  if (hasSystem(identity) || !after.system) return undefined;
  return {
    kind: 'new-principal',
    level: 'info',
    text: say(
      'A new principal is created, which has access to nothing until you grant it roles. If the app had a system-assigned identity before, this is another one, and what was granted to the old one does not come back.',
    ),
  };
}

function mixing({ identity }: SpringApp, { after, added }: IdentityDelta): Consequence | undefined {
  const mixed = after.system && after.userAssigned.length > 0;
  if (mixed && !isMixed(identity)) {
    return {
      kind: 'becomes-mixed',
      level: 'warning',
      text: say(
        'The app will have both kinds of identity, which Microsoft advises against: a token requested without a client ID may be of either.',
      ),
    };
  }
  if (mixed && added.length > 0) {
    return {
      kind: 'stays-mixed',
      level: 'warning',
      text: say(
        'The app keeps both kinds of identity, which Microsoft advises against: a token requested without a client ID may be of either.',
      ),
    };
  }
  if (mixed || !isMixed(identity)) return undefined;
  return {
    kind: 'no-longer-mixed',
    level: 'info',
    text: say(
      'The app will have one kind of identity only: a token requested without a client ID that was of the other kind so far changes its identity.',
    ),
  };
}

function onlySystemLeft({ identity }: SpringApp, { after, removed }: IdentityDelta): Consequence | undefined {
  if (removed.length === 0 || after.userAssigned.length > 0 || !after.system) return undefined;
  return {
    kind: 'only-system-left',
    level: 'warning',
    text:
      identity.principalId === undefined || !hasSystem(identity)
        ? say(
            'Only the system-assigned identity is left: code that names the client ID of a removed identity fails.',
          )
        : say(
            'Only the system-assigned identity is left (principal {0}): code that names the client ID of a removed identity fails.',
            identity.principalId,
          ),
  };
}

function rolesStay(_app: SpringApp, { removed, after }: IdentityDelta): Consequence | undefined {
  const [first, ...others] = removed;
  if (first === undefined) return undefined;
  const stays =
    others.length === 0
      ? say(
          "Identity '{0}' itself stays in Azure with all role assignments; other apps that use it go on as before.",
          nameOf(first),
        )
      : say(
          'The identities themselves stay in Azure with all role assignments; other apps that use them go on as before.',
        );
  const code = say('Code in this app that names a removed client ID fails.');
  return {
    kind: 'roles-stay',
    level: 'info',
    text: after.userAssigned.length > 0 ? sentences(stays, code) : stays,
  };
}

function count(_app: SpringApp, { after, added, removed }: IdentityDelta): Consequence | undefined {
  if (added.length + removed.length === 0) return undefined;
  const n = after.userAssigned.length;
  if (n === 0) return undefined;
  const full = n >= maxUserAssigned;
  return {
    kind: 'count',
    level: full && added.length > 0 ? 'warning' : 'info',
    text: full
      ? say(
          'The app will have {0} of {1} possible user-assigned identities: no room for another.',
          n,
          maxUserAssigned,
        )
      : say('The app will have {0} of {1} possible user-assigned identities.', n, maxUserAssigned),
  };
}

function consumptionPlan(
  _app: SpringApp,
  _delta: IdentityDelta,
  service: SpringService,
): Consequence | undefined {
  if (traitsOf(service.plan).documentsIdentities) return undefined;
  return {
    kind: 'consumption-plan',
    level: 'warning',
    text: say(
      'Managed identities are not documented for the Standard consumption and dedicated plan, which was retired on 2025-03-31: Azure may refuse the change.',
    ),
  };
}

function appFailed({ state }: SpringApp): Consequence | undefined {
  if (state.is !== 'failed') return undefined;
  return {
    kind: 'app-failed',
    level: 'warning',
    text: say("The app's last change failed in Azure; this one may fail too."),
  };
}
