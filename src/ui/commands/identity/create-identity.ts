import { parseArmId, sameArmId } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import {
  findApp,
  findService,
  findSubscription,
  type FoundApp,
  type FoundService,
} from '../../../estate/lookup';
import type { Subscription } from '../../../estate/resources';
import { creationUndo } from '../../../identity/deed-words';
import { idOfIdentity, nameTrouble, proposedName, regionOf } from '../../../identity/new-identity';
import type { NewIdentity } from '../../../identity/ports';
import { toFailure } from '../../../lifecycle/failure';
import { say } from '../../../lifecycle/text';
import type { Choice } from '../../window/questions';
import { appOf, type Target } from '../../target';
import { worded } from '../../words';
import { changeIdentity } from './change-identity';
import { deleteIdentity } from './delete-identity';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';
import type { PickedIdentity } from '../pick/pick-identity';
import { tellResult } from './tell-result';
import { subscriptionsOfTenant } from '../window/tenant';
import { askInSteps, type WizardStep } from '../pick/wizard';
import { mayHaveUserAssigned } from '../../../hosts/spring/plans';

/** Where a new identity may be made, and what is proposed for it. */
interface CreationStart {
  readonly subscriptions: readonly Subscription[];
  /** What it is for: its region and resource group come first. */
  readonly near?: FoundService;
  readonly name?: string;
}

interface Answers {
  readonly subscription: Subscription;
  readonly group: { readonly name: string; readonly location: string };
  readonly name: string;
  readonly region: string;
}

type Step = WizardStep<Answers>['ask'];

export const createUserAssigned: Command = async (deps, target) => {
  const { dialogs, t } = deps;
  const created = await createIdentity(deps, await startFrom(deps, target));
  if (created === undefined) return;
  const { identity } = created;
  const [assign, copy] = [t('Assign to App...'), t('Copy Client ID')];
  const message = t(
    "The identity '{0}' was created. It has no roles yet, and no app uses it. Its client ID is {1}.",
    identity.name,
    identity.clientId ?? t('not told yet'),
  );
  const buttons = identity.clientId === undefined ? [assign] : [assign, copy];
  const pressed = await tellResult(deps, 'info', message, ...buttons);
  if (pressed === copy) await dialogs.copy(identity.clientId ?? '');
  if (pressed !== assign) return;
  const found = await pickApp(deps, undefined, t('Assign User-Assigned Identity'), {
    suits: ({ service }) => mayHaveUserAssigned(service.plan),
  });
  if (found !== undefined) await changeIdentity(deps, found, { assign: [identity.id] });
};

/** What a new identity is for, as far as the node says it. */
async function startFrom(deps: CommandDependencies, target: Target | undefined): Promise<CreationStart> {
  const { inventory, estate } = deps;
  await inventory.open({ kind: 'reach' });
  const { snapshot } = estate;
  if (snapshot.reach.state === 'failed') throw snapshot.reach.failure;
  const all = shown(snapshot.reach)?.subscriptions ?? [];
  if (target?.kind === 'subscription') {
    const subscription = findSubscription(snapshot, target.key);
    return { subscriptions: subscription === undefined ? all : [subscription] };
  }
  const app = appOf(target);
  if (app !== undefined) return startForApp(deps, findApp(snapshot, app));
  const near = target?.kind === 'service' ? findService(snapshot, target.key) : undefined;
  return near === undefined
    ? { subscriptions: all }
    : { subscriptions: subscriptionsOfTenant(deps, near.subscription), near };
}

function startForApp(deps: CommandDependencies, found: FoundApp | undefined): CreationStart {
  if (found === undefined) return { subscriptions: [] };
  return {
    subscriptions: subscriptionsOfTenant(deps, found.subscription),
    near: found,
    name: proposedName(found.app.name),
  };
}

/** Asks for everything a new identity of an app needs and creates it; `undefined` when the user turns away. */
export function createIdentityFor(
  deps: CommandDependencies,
  found: FoundApp,
): Promise<PickedIdentity | undefined> {
  return createIdentity(deps, startForApp(deps, found));
}

async function createIdentity(
  deps: CommandDependencies,
  start: CreationStart,
): Promise<PickedIdentity | undefined> {
  const { activity, dialogs, userAssigned, inventory, t } = deps;
  const [only] = start.subscriptions;
  if (only === undefined) return undefined;
  const fixed = start.subscriptions.length === 1 ? only : undefined;
  const steps = [...(fixed === undefined ? [askSubscription] : []), askGroup, askName, askRegion];
  const answers = await askInSteps<Answers>(steps.map((step) => ({ ask: step(deps, start, fixed) })));
  const subscription = answers?.subscription ?? fixed;
  if (answers?.group === undefined || subscription === undefined) return undefined;
  const { group, name = '', region = '' } = answers;
  const wanted: NewIdentity = { resourceGroup: group.name, name, location: region };
  const agreed = await dialogs.confirm({
    title: t("Create the user-assigned identity '{0}'?", name),
    detail: t(
      "In resource group '{0}' of subscription '{1}', region {2}. It has no roles until you grant them.",
      group.name,
      subscription.name,
      region,
    ),
    action: t('Create'),
    warning: false,
  });
  if (!agreed) return undefined;
  const identity = await dialogs.progress(t("Creating the identity '{0}'", name), (signal) =>
    activity.during(
      {
        title: say("Create the user-assigned identity '{0}'", name),
        account: subscription.accountLabel,
        subscription: subscription.key,
        resource: idOfIdentity(subscription, wanted),
      },
      () => userAssigned.create(subscription, wanted, signal),
      ({ clientId = null, principalId = null, location }) => ({
        after: { clientId, principalId, location },
        undo: { kind: creationUndo, data: true },
      }),
    ),
  );
  await inventory.refresh({ kind: 'user-assigned', key: subscription.key });
  return { subscription, identity };
}

type Asking = (deps: CommandDependencies, start: CreationStart, fixed: Subscription | undefined) => Step;

const askSubscription: Asking =
  ({ dialogs, t }, { subscriptions }) =>
  async (_, wizard) => {
    const subscription = await dialogs.pickOne(
      { title: t('Create User-Assigned Identity'), placeholder: t('In which subscription?'), wizard },
      subscriptions.map((value) => ({ label: value.name, description: value.subscriptionId, value })),
    );
    return subscription && { subscription };
  };

const askGroup: Asking =
  ({ dialogs, userAssigned, t }, { near }, fixed) =>
  async (answers, wizard) => {
    const subscription = answers.subscription ?? fixed;
    if (subscription === undefined) return undefined;
    const home = near && parseArmId(near.service.id)?.resourceGroup.toLowerCase();
    const isHome = ({ name }: { readonly name: string }) =>
      near?.subscription.subscriptionId === subscription.subscriptionId && name.toLowerCase() === home;
    const group = await dialogs.pickOne(
      { title: t('Create User-Assigned Identity'), placeholder: t('In which resource group?'), wizard },
      userAssigned.listResourceGroups(subscription, AbortSignal.timeout(60_000)).then((groups) =>
        [...groups.filter(isHome), ...groups.filter((group) => !isHome(group))].map((value) => ({
          label: value.name,
          description: value.location,
          value,
        })),
      ),
    );
    return group && { group };
  };

const askName: Asking =
  (deps, start, fixed) =>
  async ({ group, subscription = fixed, ...answers }, wizard) => {
    const { dialogs, inventory, t } = deps;
    if (group === undefined || subscription === undefined) return undefined;
    await inventory.open({ kind: 'user-assigned', key: subscription.key });
    const name = await dialogs.text({
      title: t('Create User-Assigned Identity'),
      placeholder: t('Name of the new identity'),
      value: answers.name ?? start.name ?? '',
      wizard,
      validate: (text) => {
        const trouble = nameTrouble(text.trim());
        if (trouble !== undefined) return worded(trouble, t);
        // Azure would take it for a change of the one that is there, and take off its tags.
        return isTaken(deps, subscription, { resourceGroup: group.name, name: text.trim() })
          ? t("Resource group '{0}' has an identity of this name.", group.name)
          : undefined;
      },
    });
    return name === undefined ? undefined : { name: name.trim() };
  };

const askRegion: Asking =
  (deps, start, fixed) =>
  async ({ group, subscription = fixed }, wizard) => {
    const { dialogs, t } = deps;
    if (group === undefined || subscription === undefined) return undefined;
    const region = await dialogs.pickOne(
      { title: t('Create User-Assigned Identity'), placeholder: t('In which region?'), wizard },
      regionChoices(deps, start, { group, subscription }),
    );
    return region === undefined ? undefined : { region };
  };

/** The app's region first, then that of the group, then all of the subscription. */
async function regionChoices(
  { userAssigned, t }: CommandDependencies,
  { near }: CreationStart,
  { group, subscription }: Pick<Answers, 'group' | 'subscription'>,
): Promise<readonly Choice<string>[]> {
  const known = [near?.service.location ?? '', group.location].map(regionOf);
  const first = [...new Set(known)].filter((name) => name !== '');
  const why = (name: string) =>
    name === known[0]
      ? t("region of '{0}'", near?.service.name ?? '')
      : t("region of resource group '{0}'", group.name);
  const proposed = first.map((name) => ({ label: name, description: why(name), value: name }));
  try {
    const regions = await userAssigned.listRegions(subscription, AbortSignal.timeout(60_000));
    const rest = regions.filter(({ name }) => !first.includes(name));
    return [
      ...proposed,
      { label: t('other regions') },
      ...rest.map(({ name, label }) => ({ label: name, description: label, value: name })),
    ];
  } catch (error) {
    if (proposed.length === 0) throw error;
    const failure = toFailure(error, '');
    return [
      ...proposed,
      { label: t('The other regions could not be read: {0}', worded(failure.words.why, t)) },
    ];
  }
}

function isTaken(
  { estate }: CommandDependencies,
  subscription: Subscription,
  wanted: Pick<NewIdentity, 'resourceGroup' | 'name'>,
): boolean {
  const listed = estate.snapshot.userAssigned.get(subscription.key);
  const id = idOfIdentity(subscription, wanted);
  return ((listed && shown(listed)) ?? []).some((known) => sameArmId(known.id, id));
}

/** An identity that was made for a change which then was not made is left to nobody knowing of it. */
export async function offerDeletion(
  deps: CommandDependencies,
  created: PickedIdentity,
  ...more: readonly string[]
): Promise<void> {
  const { t } = deps;
  const remove = t('Delete It...');
  const message = t(
    "The identity '{0}' was created, but not assigned. It stays until you delete it.",
    created.identity.name,
  );
  const said = [message, ...more].join(' ');
  if ((await tellResult(deps, 'warning', said, remove)) === remove) await deleteIdentity(deps, created);
}
