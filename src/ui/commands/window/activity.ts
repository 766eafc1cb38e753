import type { ArmId } from '../../../estate/ids/arm-id';
import { resourceKey, type ResourceKey } from '../../../estate/resources';
import { findSubscription, type FoundApp } from '../../../estate/lookup';
import { undoneGrant } from '../../../grants/recorded-grants';
import { creationUndo, undoWish } from '../../../identity/deed-words';
import { Failure } from '../../../lifecycle/failure';
import type { Deed } from '../../../operations/deed';
import { writeDeed } from '../../../operations/deed-records';
import { debuggingUndo } from '../../../tunnel/ports';
import type { Target } from '../../target';
import { worded } from '../../words';
import { takeBack } from '../grants/take-back';
import { changeIdentity } from '../identity/change-identity';
import type { Command, CommandDependencies } from '../dependencies';
import { readApp } from '../pick/read-app';

/** Takes back what was done, as a change of its own: planned anew from what Azure says now, and confirmed. */
export const undoDeed: Command = async (deps, target) => {
  const { t } = deps;
  const deed = await pickDeed(deps, target, {
    title: t('Undo Change'),
    none: t('There is nothing that could be undone.'),
    suits: ({ undo }) => undo !== undefined,
  });
  if (deed?.undo === undefined) return;
  const { subscription, resource, undo } = deed;
  if (undo.kind === creationUndo) {
    await deps.run('deleteUserAssigned', { kind: 'identity', identity: resource });
    return;
  }
  const granted = undoneGrant(undo);
  if (granted !== undefined) {
    await takeBackGrant(deps, deed, granted);
    return;
  }
  const wish = undoWish(undo);
  if (subscription === undefined || (wish === undefined && undo.kind !== debuggingUndo))
    throw new Failure({
      code: 'refused',
      what: t('This change cannot be undone.'),
      why: t('This version does not know how: another one may have made it.'),
    });
  const found = await openApp(deps, deed, resourceKey({ id: appIdIn(resource), subscription }));
  if (wish !== undefined) {
    await changeIdentity(deps, found, wish);
    return;
  }
  const deployment = resourceKey({ id: resource, subscription });
  await deps.run(undo.data === true ? 'enableRemoteDebugging' : 'disableRemoteDebugging', {
    kind: 'deployment',
    app: resourceKey(found.app),
    deployment,
  });
};

/** The app of a deed, which the present sign-in may not see. */
async function openApp(deps: CommandDependencies, { account }: Deed, key: ResourceKey): Promise<FoundApp> {
  const { t } = deps;
  const found = await readApp(deps, key);
  if (found !== undefined) return found;
  throw new Failure({
    code: 'not-found',
    what: t('This change cannot be undone now.'),
    why: t('Its app is gone, or not within reach of the present sign-in.'),
    remedy: t("Sign in as '{0}', then try again.", account),
    action: 'choose-sign-in',
  });
}

async function takeBackGrant(
  deps: CommandDependencies,
  { account, subscription: key }: Deed,
  granted: NonNullable<ReturnType<typeof undoneGrant>>,
): Promise<void> {
  const { inventory, estate, t } = deps;
  await inventory.open({ kind: 'reach' });
  const subscription = key === undefined ? undefined : findSubscription(estate.snapshot, key);
  if (subscription === undefined)
    throw new Failure({
      code: 'not-found',
      what: t('This change cannot be undone now.'),
      why: t('Its subscription is not within reach of the present sign-in.'),
      remedy: t("Sign in as '{0}', then try again.", account),
      action: 'choose-sign-in',
    });
  await takeBack(deps, { subscription, ...granted }, undefined);
}

/** An app's id, or that of one of its deployments without it. */
function appIdIn(resource: ArmId): ArmId {
  return resource.replace(/\/deployments\/[^/]+$/i, '');
}

export const copyDeed: Command = async (deps, target) => {
  const { dialogs, t } = deps;
  const deed = await pickDeed(deps, target, {
    title: t('Copy Change'),
    none: t('Nothing was changed from here yet.'),
    suits: () => true,
  });
  if (deed === undefined) return;
  await dialogs.copy(JSON.stringify(JSON.parse(writeDeed(deed)), null, 2));
  dialogs.status(t('Copied the change as JSON'));
};

export const clearActivity: Command = async ({ activity, dialogs, t }) => {
  await activity.load();
  const count = activity.deeds.length;
  const answer = await dialogs.confirmLoss({
    title: t('Forget what was changed from here?'),
    detail: t(
      'All {0} lines of the activity go, in all windows; changes under way stay. Nothing changes in Azure, whose own activity log keeps them.',
      count,
    ),
    action: t('Forget'),
    details: t('Keep'),
  });
  if (answer === 'agreed') await activity.clear();
};

async function pickDeed(
  { activity, dialogs, t }: CommandDependencies,
  target: Target | undefined,
  {
    title,
    none,
    suits,
  }: { readonly title: string; readonly none: string; readonly suits: (deed: Deed) => boolean },
): Promise<Deed | undefined> {
  await activity.load();
  if (target?.kind === 'deed') return activity.deeds.find(({ id }) => id === target.id);
  const offered = activity.deeds.filter(suits);
  if (offered.length === 0) {
    await dialogs.tell('info', none);
    return undefined;
  }
  return dialogs.pickOne(
    { title, placeholder: t('Which change?') },
    offered.map((deed) => ({
      label: worded(deed.title, t),
      description: new Date(deed.startedAt).toISOString(),
      detail: deed.account,
      value: deed,
    })),
  );
}
