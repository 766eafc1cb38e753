import { nameOf, parseArmId, type ArmId } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import type { Subscription, UserAssignedIdentity } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import type { Choice } from '../../window/questions';
import type { Target } from '../../target';
import type { CommandDependencies } from '../dependencies';
import { worded } from '../../words';

export interface PickedIdentity {
  readonly subscription: Subscription;
  readonly identity: UserAssignedIdentity;
}

/** The user-assigned identity a command is about: that of its node, else the one the user picks. */
export async function pickIdentity(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<PickedIdentity | undefined> {
  const { dialogs, inventory, t } = deps;
  if (target?.kind === 'identity' || target?.kind === 'user-identity')
    return await identityNamed(deps, target.identity);
  return await dialogs.pickOne(
    { title, placeholder: t('Which user-assigned identity?') },
    inventory.open({ kind: 'reach' }).then(() => identityChoices(deps)),
  );
}

/** What is known of the identity with this id, read if need be. Throws `Failure` when it is not there. */
export async function identityNamed(deps: CommandDependencies, id: ArmId): Promise<PickedIdentity> {
  const { estate, userAssigned, t } = deps;
  const subscriptionId = parseArmId(id)?.subscriptionId.toLowerCase();
  const subscription = (shown(estate.snapshot.reach)?.subscriptions ?? []).find(
    (known) => known.subscriptionId.toLowerCase() === subscriptionId,
  );
  const identity = subscription && (await userAssigned.get(subscription, id, AbortSignal.timeout(60_000)));
  if (subscription !== undefined && identity !== undefined) return { subscription, identity };
  throw new Failure({
    code: 'not-found',
    what: t("The identity '{0}' could not be found.", nameOf(id)),
    why:
      subscription === undefined
        ? t('Its subscription is not within reach of this sign-in, or hidden by the subscription filter.')
        : t('It was deleted.'),
    action: 'refresh',
  });
}

async function identityChoices({
  estate,
  inventory,
  t,
}: CommandDependencies): Promise<readonly Choice<PickedIdentity>[]> {
  const { reach } = estate.snapshot;
  if (reach.state === 'failed') throw reach.failure;
  const subscriptions = shown(reach)?.subscriptions ?? [];
  await Promise.all(subscriptions.map(({ key }) => inventory.open({ kind: 'user-assigned', key })));
  const choices = subscriptions.flatMap((subscription): readonly Choice<PickedIdentity>[] => {
    const listed = estate.snapshot.userAssigned.get(subscription.key);
    if (listed?.state === 'failed')
      return [
        { label: t("'{0}' could not be read: {1}", subscription.name, worded(listed.failure.words.why, t)) },
      ];
    const here = (listed && shown(listed)) ?? [];
    if (here.length === 0) return [];
    return [{ label: subscription.name }, ...here.map((identity) => choiceOf({ subscription, identity }))];
  });
  if (choices.some(({ value }) => value !== undefined)) return choices;
  throw new Failure({
    code: 'not-found',
    what: t('There is no user-assigned identity to choose from.'),
    why: choices[0]?.label ?? t('None was found in the subscriptions of this sign-in.'),
  });
}

function choiceOf(value: PickedIdentity): Choice<PickedIdentity> {
  const { identity } = value;
  return {
    label: `$(key) ${identity.name}`,
    description: `${parseArmId(identity.id)?.resourceGroup ?? ''} · ${identity.location}`,
    value,
  };
}
