import { hasSystem, hasUserAssigned, isMixed } from '../../../estate/app-identity';
import type { HeldIdentity } from '../../../estate/held-identity';
import { findApp, identitiesOf, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { linkedApp } from '../../../lint/links/linked-state';
import { recipes } from '../../../actions/connect/recipes';
import { rankedByAccess, type RankedIdentity } from '../../../rules/offered-identity';
import type { Choice } from '../../window/questions';
import { worded } from '../../words';
import { changeIdentity } from '../identity/change-identity';
import { createIdentityFor } from '../identity/create-identity';
import type { Answers, Asked, Asking } from './answers';
import { hostSoFar } from './steps';
import { mayHaveUserAssigned } from '../../../hosts/spring/plans';

type Picked = { readonly ranked: RankedIdentity } | 'create' | 'enable';

/** Those the app has come first, by what they may do at the target; a kind that it has not is not mixed in. */
export const askIdentity: Asking = (asked) => async (answers, wizard) => {
  const { deps, title } = asked;
  const { dialogs, t } = deps;
  const { to, target } = answers;
  if (to === undefined || target === undefined) return undefined;
  const picked = await dialogs.pickOne<Picked>(
    { title, placeholder: t('With which identity? One kind on an app is best.'), wizard },
    identityChoices(asked, { to, target }),
  );
  if (picked === undefined) return undefined;
  if (typeof picked === 'object') return { identity: connecting(asked, picked.ranked), grant: undefined };
  const fresh = await newIdentity(asked, picked);
  return fresh && { identity: fresh, grant: undefined };
};

async function identityChoices(asked: Asked, wanted: Wanted): Promise<readonly Choice<Picked>[]> {
  const { deps } = asked;
  const { t } = deps;
  const { app, subscription } = latest(asked);
  const held = identitiesOf(deps.estate.snapshot, app);
  await Promise.all([
    ...held.flatMap(({ principalId }) =>
      principalId === undefined
        ? []
        : [deps.inventory.open({ kind: 'roles', app: resourceKey(app), principalId })],
    ),
    deps.inventory.open({ kind: 'vaults', key: subscription.key }),
  ]);
  const ranked = rankedAt(asked, held, wanted);
  const mixed = isMixed(app.identity)
    ? [{ label: t('This app has both kinds: a token without a client ID may be of either.') }]
    : [];
  return [
    ...mixed,
    ...ranked.map(({ identity, ...rest }) => ({
      label: `$(${identity.kind === 'system' ? 'shield' : 'key'}) ${identity.name}`,
      description: rest.access === undefined ? '' : `(${worded(rest.access, t)})`,
      value: { ranked: { identity, ...rest } },
    })),
    ...newChoices(asked),
  ];
}

interface Wanted {
  readonly to: Answers['to'];
  readonly target: Answers['target'];
}

function newChoices(asked: Asked): readonly Choice<Picked>[] {
  const { deps, found } = asked;
  const { t } = deps;
  const { identity } = latest(asked).app;
  const create = {
    label: `$(add) ${t('Create a user-assigned identity...')}`,
    value: 'create' as const,
  };
  const enable = {
    label: `$(shield) ${t('Enable the system-assigned identity...')}`,
    value: 'enable' as const,
  };
  const mayHaveUser = mayHaveUserAssigned(found.service.plan);
  if (hasSystem(identity) && !hasUserAssigned(identity)) return [];
  if (hasUserAssigned(identity)) return mayHaveUser ? [create] : [];
  return mayHaveUser ? [create, enable] : [enable];
}

function rankedAt(
  asked: Asked,
  held: readonly HeldIdentity[],
  { to, target }: Wanted,
): readonly RankedIdentity[] {
  const { service } = recipes[to];
  const { snapshot } = asked.deps.estate;
  const app = linkedApp(snapshot, latest(asked));
  const targets = service === undefined ? [] : [{ service, host: hostSoFar(asked, { to, target }) }];
  return rankedByAccess(app, held, targets);
}

function connecting(asked: Asked, { identity, getsIn }: RankedIdentity): Answers['identity'] {
  const { kind, name, clientId, principalId } = identity;
  const { app, service } = latest(asked);
  return {
    // Entra ID calls the system-assigned identity of an app by the app's place.
    kind,
    name: kind === 'system' ? `${service.name}/apps/${app.name}` : name,
    getsIn,
    ...(clientId !== undefined && { clientId }),
    ...(principalId !== undefined && { principalId }),
  };
}

/** Makes the identity first: what is written into files has its client ID. */
async function newIdentity(
  asked: Asked,
  which: 'create' | 'enable',
): Promise<Answers['identity'] | undefined> {
  const { deps, found } = asked;
  const before = new Set(namesOf(asked));
  if (which === 'create') {
    const created = await createIdentityFor(deps, found);
    if (created === undefined || !(await changeIdentity(deps, found, { assign: [created.identity.id] })))
      return undefined;
  } else if (!(await changeIdentity(deps, found, { system: 'on' }))) return undefined;
  const { snapshot } = deps.estate;
  const added = identitiesOf(snapshot, latest(asked).app).find(({ name }) => !before.has(name));
  return added && connecting(asked, { identity: added, getsIn: false });
}

function namesOf(asked: Asked): readonly string[] {
  return identitiesOf(asked.deps.estate.snapshot, latest(asked).app).map(({ name }) => name);
}

/** The app as it is known now: the command may have changed it. */
export function latest({ deps, found }: Asked): FoundApp {
  return findApp(deps.estate.snapshot, resourceKey(found.app)) ?? found;
}
