import type { Place } from '../../../../access/access-at';
import { serviceOf } from '../../../../access/azure-services';
import type { Shortfall } from '../../../../access/mend/shortfall';
import { nameOf, parseArmId, type ArmId } from '../../../../estate/ids/arm-id';
import type { Subscription } from '../../../../estate/resources';
import type { TargetResource } from '../../../../grants/ports';
import { grantableTypes, serviceOfType } from '../../../../grants/plan/proposals';
import { Failure } from '../../../../lifecycle/failure';
import type { Choice } from '../../../window/questions';
import type { CommandDependencies } from '../../dependencies';
import { subscriptionsOfTenant } from '../../window/tenant';
import { worded } from '../../../words';

/** Where something is granted, and through whose subscription it is asked for. */
export interface PickedTarget {
  readonly subscription: Subscription;
  readonly target: TargetResource;
}

interface Asked {
  /** Of whom something is granted to. */
  readonly subscription: Subscription;
  readonly title: string;
  /** What is lacking where, when a finding or a verdict says so. */
  readonly shortfall?: Shortfall | undefined;
}

/** The resource a finding means, else the one the user picks from those Azure lists, or types. */
export async function pickGrantTarget(
  deps: CommandDependencies,
  { subscription, title, shortfall }: Asked,
): Promise<PickedTarget | undefined> {
  const { dialogs, t } = deps;
  if (shortfall?.target !== undefined) return await targetById(deps, subscription, shortfall.target);
  const listing = listed(deps, subscription);
  const place = shortfall?.place;
  const meant =
    place?.name === undefined ? undefined : (await orNone(listing)).find((one) => isAt(one, place));
  if (meant !== undefined) return meant;
  const picked = await dialogs.pickOne<PickedTarget | 'typed'>(
    { title, placeholder: t('What is to be opened?') },
    targetChoices(deps, listing),
  );
  return picked === 'typed' ? await typeTarget(deps, subscription, title) : picked;
}

async function listed(deps: CommandDependencies, of: Subscription): Promise<readonly PickedTarget[]> {
  const subscriptions = subscriptionsOfTenant(deps, of);
  const found = await deps.dialogs.background(deps.t('Listing what something can be granted at'), (signal) =>
    deps.grants.listTargets(subscriptions, grantableTypes(), signal),
  );
  return found.map(({ subscription, ...target }) => ({ subscription, target }));
}

/** A list that could not be read keeps nobody from typing an id. */
async function orNone(listing: Promise<readonly PickedTarget[]>): Promise<readonly PickedTarget[]> {
  try {
    return await listing;
  } catch {
    return [];
  }
}

function isAt({ target }: PickedTarget, { services, name }: Place): boolean {
  const service = serviceOfType(target.type);
  return (
    service !== undefined && services.includes(service) && target.name.toLowerCase() === name?.toLowerCase()
  );
}

async function targetChoices(
  { t }: CommandDependencies,
  listing: Promise<readonly PickedTarget[]>,
): Promise<readonly Choice<PickedTarget | 'typed'>[]> {
  const typed: Choice<'typed'> = {
    label: `$(edit) ${t('Another resource...')}`,
    description: t('by its resource ID'),
    value: 'typed',
  };
  let found: readonly PickedTarget[];
  try {
    found = await listing;
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return [typed, { label: t('The list could not be read: {0}', worded(error.words.why, t)) }];
  }
  const byService = new Map<string, PickedTarget[]>();
  for (const one of found) {
    const service = serviceOfType(one.target.type);
    const heading = service === undefined ? one.target.type : serviceOf(service).label;
    byService.set(heading, [...(byService.get(heading) ?? []), one]);
  }
  const sorted = [...byService].sort(([a], [b]) => a.localeCompare(b));
  return [typed, ...sorted.flatMap(([heading, here]) => [{ label: heading }, ...here.map(choiceOf)])];
}

function choiceOf(value: PickedTarget): Choice<PickedTarget> {
  const { target, subscription } = value;
  const group = parseArmId(target.id)?.resourceGroup ?? '';
  return { label: `$(target) ${target.name}`, description: `${group} · ${subscription.name}`, value };
}

async function typeTarget(
  deps: CommandDependencies,
  subscription: Subscription,
  title: string,
): Promise<PickedTarget | undefined> {
  const { dialogs, t } = deps;
  const typed = await dialogs.text({
    title,
    placeholder: '/subscriptions/.../resourceGroups/.../providers/.../...',
    validate: (text) => (parseArmId(text) === undefined ? t('This is no resource ID.') : undefined),
  });
  return typed === undefined ? undefined : await targetById(deps, subscription, typed.trim());
}

async function targetById(
  deps: CommandDependencies,
  of: Subscription,
  id: ArmId,
): Promise<PickedTarget | undefined> {
  const { t } = deps;
  const owner = parseArmId(id)?.subscriptionId.toLowerCase();
  const subscription = subscriptionsOfTenant(deps, of).find(
    ({ subscriptionId }) => subscriptionId.toLowerCase() === owner,
  );
  if (subscription === undefined)
    throw new Failure({
      code: 'not-found',
      what: t("Nothing can be granted at '{0}' from here.", nameOf(id)),
      why: t('Its subscription is not within reach of this sign-in, or hidden by the subscription filter.'),
      action: 'choose-sign-in',
    });
  const found = await deps.dialogs.background(t("Looking at '{0}'", nameOf(id)), (signal) =>
    deps.grants.findTarget(subscription, id, signal),
  );
  return { subscription, target: found ?? unseen(deps, id) };
}

/** A resource that is not listed: roles can be granted there all the same, but not what depends on how it is set up. */
function unseen({ t }: CommandDependencies, id: ArmId): TargetResource {
  const type = parseArmId(id)?.type.toLowerCase() ?? '';
  if (type === 'microsoft.keyvault/vaults')
    throw new Failure({
      code: 'not-found',
      what: t("There is no vault '{0}' that your account may see.", nameOf(id)),
      why: t('Whether the vault goes by roles or by access policies decides what has to be granted.'),
      remedy: t('Check the name; a deleted vault may still be listed elsewhere.'),
      action: 'refresh',
    });
  return { id, name: nameOf(id), type };
}
