import type { FixOffer } from '../../../../access/mend/fix-offers';
import type { HeldIdentity } from '../../../../estate/held-identity';
import { sameId } from '../../../../estate/held-identity';
import { sameArmId } from '../../../../estate/ids/arm-id';
import type { PrincipalId } from '../../../../estate/ids/ids';
import { appsUsing, identitiesOf, type FoundApp } from '../../../../estate/lookup';
import { resourceKey, type Subscription } from '../../../../estate/resources';
import type { Grantee } from '../../../../grants/grant';
import { Failure } from '../../../../lifecycle/failure';
import type { Target } from '../../../target';
import { idWords } from '../../../words';
import type { CommandDependencies } from '../../dependencies';
import { pickApp } from '../../pick/pick-app';
import { pickIdentity } from '../../pick/pick-identity';

/** Whom something is granted to, and as what of which app. */
export interface PickedGrantee {
  readonly subscription: Subscription;
  readonly grantee: Grantee;
  readonly identity: HeldIdentity;
  /** An app that has the identity; absent when none of those read so far does. */
  readonly found?: FoundApp;
}

/** The identity of the node, the only one of an app, else the one the user picks. */
export async function pickGrantee(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<PickedGrantee | undefined> {
  if (target?.kind === 'identity') return await standalone(deps, target, title);
  const found = await pickApp(deps, target, title, {
    suits: ({ app }) => app.identity.type !== 'None',
  });
  if (found === undefined) return undefined;
  await deps.recentApps.add(resourceKey(found.app));
  const identity = await pickHeld(deps, found, { target, title });
  return identity && granteeOf(deps, found, identity);
}

async function standalone(
  deps: CommandDependencies,
  target: Target,
  title: string,
): Promise<PickedGrantee | undefined> {
  const picked = await pickIdentity(deps, target, title);
  if (picked === undefined) return undefined;
  const { subscription, identity } = picked;
  const { principalId } = identity;
  if (principalId === undefined) throw untold(deps, identity.name);
  const [found] = appsUsing(deps.estate.snapshot, identity.id);
  return {
    subscription,
    identity: { kind: 'user-assigned', ...identity },
    grantee: { principalId, tenantId: subscription.tenantId, name: identity.name },
    ...(found !== undefined && { found }),
  };
}

async function pickHeld(
  deps: CommandDependencies,
  found: FoundApp,
  { target, title }: { readonly target: Target | undefined; readonly title: string },
): Promise<HeldIdentity | undefined> {
  const { dialogs, t } = deps;
  const held = identitiesOf(deps.estate.snapshot, found.app);
  const given = held.find((one) => isMeant(one, target));
  if (given !== undefined || held.length === 1) return given ?? held[0];
  if (held.length === 0)
    throw new Failure({
      code: 'refused',
      what: t("'{0}' has no identity.", found.app.name),
      why: t('Something can only be granted to an identity.'),
      remedy: t('Enable the system-assigned identity, or assign a user-assigned one.'),
    });
  return dialogs.pickOne(
    { title, placeholder: t("To which identity of '{0}'?", found.app.name) },
    held.map((one) => ({
      label: one.kind === 'system' ? `$(shield) ${t('System-assigned')}` : `$(key) ${one.name}`,
      description: idWords(one, t) ?? '',
      value: one,
    })),
  );
}

function isMeant({ kind, id, principalId }: HeldIdentity, target: Target | undefined): boolean {
  switch (target?.kind) {
    case 'system-identity':
      return kind === 'system';
    case 'user-identity':
      return id !== undefined && sameArmId(id, target.identity);
    case 'offer':
      return sameId(principalId, grantedTo(target.offer));
    default:
      return false;
  }
}

/** Whom an offer gives something to, or follows. */
function grantedTo(offer: FixOffer): PrincipalId | undefined {
  if (offer.kind === 'grant') return offer.shortfall.principalId;
  return offer.kind === 'follow' ? offer.given.principalId : undefined;
}

/** An identity of an app as one to grant something to; `{service}/apps/{app}` is what Azure calls a system-assigned one. */
export function granteeOf(deps: CommandDependencies, found: FoundApp, identity: HeldIdentity): PickedGrantee {
  const { principalId } = identity;
  const { subscription, service, app } = found;
  const name = identity.kind === 'system' ? `${service.name}/apps/${app.name}` : identity.name;
  if (principalId === undefined) throw untold(deps, name);
  return { subscription, identity, found, grantee: { principalId, tenantId: subscription.tenantId, name } };
}

function untold({ t }: CommandDependencies, name: string): Failure {
  return new Failure({
    code: 'refused',
    what: t("Nothing can be granted to '{0}' yet.", name),
    why: t('Azure has not told its principal ID.'),
    remedy: t('Refresh the app, then try again.'),
    action: 'refresh',
  });
}
