import { definitionName } from '../../../../access/built-in-role';
import { nameOf, parseArmId, sameArmId } from '../../../../estate/ids/arm-id';
import type { Grant } from '../../../../grants/grant';
import { subscriptionIdOf } from '../../../../grants/plan/plan-grant';
import type { GrantAsk, TargetResource } from '../../../../grants/ports';
import { grantWords } from '../../../../grants/words';
import { Failure } from '../../../../lifecycle/failure';
import type { Target } from '../../../target';
import { worded } from '../../../words';
import type { CommandDependencies } from '../../dependencies';
import { subscriptionsOfTenant } from '../../window/tenant';
import type { PickedGrantee } from './pick-grantee';

/** One of the grants an identity holds, as Azure lists them now: the one that an offer is about, else the one the user picks. */
export async function pickHeldGrant(
  deps: CommandDependencies,
  { subscription, grantee }: PickedGrantee,
  { target, title }: { readonly target: Target | undefined; readonly title: string },
): Promise<{ readonly ask: GrantAsk; readonly target: TargetResource } | undefined> {
  const { dialogs, grants, t } = deps;
  const near = subscriptionsOfTenant(deps, subscription);
  const { grants: held, unreadable } = await dialogs.progress(
    t("Reading what '{0}' may do", grantee.name),
    (signal) => grants.list(near, grantee.principalId, signal),
  );
  if (held.length === 0)
    throw new Failure({
      code: 'not-found',
      what: t("'{0}' holds no grant that can be followed.", grantee.name),
      why: unreadable[0]?.why ?? t('Azure lists none.'),
      remedy: t('Grant it something first.'),
    });
  const grant =
    held.find((one) => isMeant(one, target)) ??
    (await dialogs.pickOne<Grant>(
      { title, placeholder: t('Which grant?') },
      held.map((value) => ({ label: worded(grantWords(value), t), detail: value.scope, value })),
    ));
  if (grant === undefined) return undefined;
  const owner = near.find(({ subscriptionId }) => subscriptionId.toLowerCase() === subscriptionIdOf(grant));
  return { ask: { subscription: owner ?? subscription, grant, grantee }, target: targetOf(grant) };
}

function isMeant(grant: Grant, target: Target | undefined): boolean {
  if (target?.kind !== 'offer' || target.offer.kind !== 'follow' || grant.kind !== 'role') return false;
  const { scope, roleDefinitionId } = target.offer.given;
  return (
    sameArmId(grant.scope, scope) &&
    definitionName(grant.roleDefinitionId) === definitionName(roleDefinitionId)
  );
}

/** The resource a grant is about: of one given at a part of it, the whole. */
function targetOf(grant: Grant): TargetResource {
  const id = grant.kind === 'cosmos' ? grant.account : grant.scope;
  const parts = parseArmId(id);
  const [namespace, kind] = parts?.type.toLowerCase().split('/') ?? [];
  return { id, name: parts?.names[0] ?? nameOf(id), type: [namespace, kind].join('/') };
}
