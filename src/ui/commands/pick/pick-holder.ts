import { hasSystem } from '../../../estate/app-identity';
import { nameOf, parseArmId, sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import { allApps, findApp, type FoundApp } from '../../../estate/lookup';
import type { Subscription } from '../../../estate/resources';
import type { Grantee } from '../../../grants/grant';
import { Failure } from '../../../lifecycle/failure';
import type { Choice } from '../../window/questions';
import type { Target } from '../../target';
import type { CommandDependencies } from '../dependencies';
import { identityNamed } from './pick-identity';
import { subscriptionsOfTenant } from '../window/tenant';
import { worded } from '../../words';

/** Whoever holds grants: the system-assigned identity of an app, or a user-assigned identity. */
export interface Holder extends Grantee {
  /** The app, or the identity. */
  readonly id: ArmId;
  readonly subscription: Subscription;
}

/** The holder a node stands for; `undefined` when it stands for none, or for an app with several. Throws `Failure` when it is gone. */
export async function holderOf(
  deps: CommandDependencies,
  target: Target | undefined,
): Promise<Holder | undefined> {
  const { snapshot } = deps.estate;
  switch (target?.kind) {
    case 'identity':
    case 'user-identity': {
      const { subscription, identity } = await identityNamed(deps, target.identity);
      return holderOfIdentity(subscription, identity);
    }
    case 'system-identity':
    case 'app': {
      const found = findApp(snapshot, target.kind === 'app' ? target.key : target.app);
      if (found === undefined) return undefined;
      const isOnly = target.kind === 'system-identity' || found.app.identity.userAssigned.length === 0;
      return isOnly ? systemHolder(found) : undefined;
    }
    default:
      return undefined;
  }
}

function systemHolder({ app, subscription, service }: FoundApp): Holder | undefined {
  const { principalId } = app.identity;
  if (!hasSystem(app.identity) || principalId === undefined) return undefined;
  const name = `${service.name}/apps/${app.name}`;
  return { id: app.id, subscription, name, principalId, tenantId: subscription.tenantId };
}

function holderOfIdentity(
  subscription: Subscription,
  { id, name, principalId }: { readonly id: ArmId; readonly name: string; readonly principalId?: string },
): Holder | undefined {
  if (principalId === undefined) return undefined;
  return { id, subscription, name, principalId, tenantId: subscription.tenantId };
}

/** Asks for one of everybody who may hold grants; with `near` only those of its tenant but itself. */
export async function pickHolder(
  deps: CommandDependencies,
  question: { readonly title: string; readonly placeholder: string },
  near?: Holder,
): Promise<Holder | undefined> {
  return await deps.dialogs.pickOne(question, holderChoices(deps, near));
}

async function holderChoices(
  deps: CommandDependencies,
  near: Holder | undefined,
): Promise<readonly Choice<Holder>[]> {
  const { estate, inventory, t } = deps;
  await inventory.open({ kind: 'reach' });
  const { reach } = estate.snapshot;
  if (reach.state === 'failed') throw reach.failure;
  const all = shown(reach)?.subscriptions ?? [];
  const subscriptions = near === undefined ? all : subscriptionsOfTenant(deps, near.subscription);
  await Promise.all(subscriptions.map(({ key }) => inventory.open({ kind: 'user-assigned', key })));
  const keys = new Set(subscriptions.map(({ key }) => key));
  const apps = [...allApps(estate.snapshot)].filter(({ subscription }) => keys.has(subscription.key));
  const systems = apps.flatMap((found) => systemHolder(found) ?? []).filter(isOther(near));
  const choices = [
    ...subscriptions.flatMap((subscription) => identityLines(deps, subscription, near)),
    ...under(t('System-assigned identities of apps that were read'), systems.map(systemChoice)),
  ];
  if (choices.some(({ value }) => value !== undefined)) return choices;
  throw new Failure({
    code: 'not-found',
    what: t('There is no identity to choose from.'),
    why: choices[0]?.label ?? t('None was found in the subscriptions of this sign-in.'),
  });
}

/** The user-assigned identities of a subscription, or why they could not be read. */
function identityLines(
  { estate, t }: CommandDependencies,
  subscription: Subscription,
  near: Holder | undefined,
): readonly Choice<Holder>[] {
  const listed = estate.snapshot.userAssigned.get(subscription.key);
  if (listed?.state === 'failed')
    return [
      { label: t("'{0}' could not be read: {1}", subscription.name, worded(listed.failure.words.why, t)) },
    ];
  const identities = (listed && shown(listed)) ?? [];
  const holders = identities.flatMap((one) => holderOfIdentity(subscription, one) ?? []);
  return under(subscription.name, holders.filter(isOther(near)).map(identityChoice));
}

function isOther(near: Holder | undefined): (holder: Holder) => boolean {
  return ({ id }) => near === undefined || !sameArmId(id, near.id);
}

function identityChoice(value: Holder): Choice<Holder> {
  const group = parseArmId(value.id)?.resourceGroup ?? '';
  return { label: `$(key) ${value.name}`, description: group, value };
}

function systemChoice(value: Holder): Choice<Holder> {
  const [service = ''] = parseArmId(value.id)?.names ?? [];
  return { label: `$(shield) ${nameOf(value.id)}`, description: service, value };
}

/** Lines below a heading, which is not there without them. */
function under<T>(heading: string, lines: readonly Choice<T>[]): readonly Choice<T>[] {
  return lines.length === 0 ? [] : [{ label: heading }, ...lines];
}
