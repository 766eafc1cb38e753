import { hasSystem } from '../../../estate/app-identity';
import { armKey, nameOf, type ArmId } from '../../../estate/ids/arm-id';
import type { FoundApp } from '../../../estate/lookup';
import { resourceKey, type SpringApp } from '../../../estate/resources';
import type { ChangeOutcome } from '../../../identity/outcome';
import { planIdentity } from '../../../identity/plan/plan';
import type { IdentityWish } from '../../../identity/plan/wish';
import { titleOf } from '../../../identity/words';
import type { Target } from '../../target';
import { worded } from '../../words';
import { isConfirmed, type PlannedWish } from './ask-change';
import { changeMany, selectedApps } from './bulk';
import type { Command, CommandDependencies } from '../dependencies';
import { keptOf } from '../grants/kept';
import { pickApp } from '../pick/pick-app';
import { tellResult } from './tell-result';
import { maxUserAssigned } from '../../../hosts/spring/plans';

export const enableSystemAssigned: Command = async (deps, target, selection) => {
  await switchSystem(deps, { target, selection }, 'on');
};

export const disableSystemAssigned: Command = async (deps, target, selection) => {
  await switchSystem(deps, { target, selection }, 'off');
};

async function switchSystem(
  deps: CommandDependencies,
  {
    target,
    selection,
  }: { readonly target: Target | undefined; readonly selection: readonly Target[] | undefined },
  system: 'on' | 'off',
): Promise<void> {
  const { t } = deps;
  const many = selectedApps(deps, selection);
  if (many !== undefined) {
    await changeMany(
      deps,
      many.map((found) => ({ found, wish: { system } })),
    );
    return;
  }
  const title =
    system === 'on' ? t('Enable System-Assigned Identity') : t('Disable System-Assigned Identity');
  const found = await pickApp(deps, target, title, {
    suits: ({ app }) => hasSystem(app.identity) === (system === 'off'),
  });
  if (found !== undefined) await changeIdentity(deps, found, { system });
}

/**
 * Plans, asks, changes, reports. Nothing is sent before the user has seen what changes and what may break. Answers whether it is as wished
 * now, or will be.
 */
export async function changeIdentity(
  deps: CommandDependencies,
  found: FoundApp,
  wish: IdentityWish,
): Promise<boolean> {
  const { dialogs } = deps;
  const plan = planIdentity(found.app, found.service, wish);
  if (plan.kind === 'refused') throw plan.failure;
  if (plan.kind === 'nothing') {
    await dialogs.tell('info', worded(plan.why, deps.t));
    return true;
  }
  const outcome = await confirmAndChange(deps, found, { wish, plan });
  return outcome === undefined ? false : await reportOutcome(deps, found, wish, outcome);
}

/** Asks and changes; `undefined` when the user turns away. */
export async function confirmAndChange(
  deps: CommandDependencies,
  found: FoundApp,
  planned: PlannedWish,
): Promise<ChangeOutcome | undefined> {
  const again = async () => {
    await changeIdentity(deps, found, planned.wish);
  };
  if (!(await isConfirmed(deps, found, planned, again))) return undefined;
  await deps.recentApps.add(resourceKey(found.app));
  return await deps.dialogs.progress(worded(titleOf(found.app, planned.plan), deps.t), (signal, report) => {
    report(deps.t('cancelling only stops the wait, not Azure'));
    return deps.changes.change(found, planned.wish, signal);
  });
}

/** Says what came of a change. Answers whether the app is as wished now, or will be. */
export async function reportOutcome(
  deps: CommandDependencies,
  found: FoundApp,
  wish: IdentityWish,
  outcome: ChangeOutcome,
): Promise<boolean> {
  const { t } = deps;
  switch (outcome.kind) {
    case 'done':
      deps.learned('changedIdentity');
      await reportDone(deps, found, { before: outcome.before, after: outcome.app });
      return true;
    case 'nothing':
      await tellResult(deps, 'info', worded(outcome.why, t));
      return true;
    case 'changed-meanwhile': {
      const again = t('Plan Again');
      const message = t(
        "'{0}' was changed by somebody else after you looked at it. Nothing was sent. Look at it again and decide anew.",
        found.app.name,
      );
      if ((await tellResult(deps, 'warning', message, again)) === again)
        return await changeIdentity(deps, { ...found, app: outcome.now }, wish);
      return false;
    }
    case 'left-running':
      await tellResult(
        deps,
        'info',
        t(
          "No longer waiting for '{0}'. Azure goes on with the change; the tree shows when it is done.",
          found.app.name,
        ),
      );
      return true;
  }
}

/** What came of a change, said by comparing the app before with the app Azure answered afterwards. */
export async function reportDone(
  deps: CommandDependencies,
  found: FoundApp,
  { before, after }: { readonly before: SpringApp; readonly after: SpringApp },
): Promise<void> {
  const { t } = deps;
  const added = missingIn(before, after);
  const removed = missingIn(after, before);
  const current = { ...found, app: after };
  if (hasSystem(after.identity) && !hasSystem(before.identity)) {
    await reportEnabled(deps, after);
    return;
  }
  if (!hasSystem(after.identity) && hasSystem(before.identity)) {
    await tellResult(deps, 'info', disabledWords(deps, before));
    return;
  }
  if (added.length > 0) await reportAssigned(deps, current, added);
  else if (removed.length > 0) await reportRemoved(deps, current, removed);
  else await tellResult(deps, 'info', t("'{0}' is as wished.", after.name));
}

async function reportEnabled(deps: CommandDependencies, app: SpringApp): Promise<void> {
  const { dialogs, t } = deps;
  const { principalId } = app.identity;
  const [kept] = keptOf(deps, app.id);
  const [copy, restore] = [t('Copy Principal ID'), t('Restore Role Assignments...')];
  const message =
    kept === undefined
      ? t(
          "'{0}' has a system-assigned identity now. Its principal is new: {1}. Grant it the roles it needs; roles of an earlier one do not come back.",
          app.name,
          principalId ?? t('not told yet'),
        )
      : t(
          "'{0}' has a system-assigned identity now. Its principal is new: {1}. What the earlier one was granted was kept ({2}) and can be granted to this one.",
          app.name,
          principalId ?? t('not told yet'),
          kept.grants.length,
        );
  const buttons = [...(kept === undefined ? [] : [restore]), ...(principalId === undefined ? [] : [copy])];
  const pressed = await tellResult(deps, 'info', message, ...buttons);
  if (pressed === copy) await dialogs.copy(principalId ?? '');
  if (pressed === restore) await deps.run('restoreRoles', { kind: 'app', key: resourceKey(app) });
}

function disabledWords(deps: CommandDependencies, { id, name, identity }: SpringApp): string {
  const { t } = deps;
  const kept = keptOf(deps, id).find(({ principalId }) => principalId === identity.principalId);
  const left = t(
    "'{0}' has no system-assigned identity any more. Role assignments of its principal {1} are left over and can be deleted.",
    name,
    identity.principalId ?? '',
  );
  if (kept === undefined) return left;
  return [
    left,
    t('What it was granted was kept ({0}): enable the identity again to restore it.', kept.grants.length),
  ].join(' ');
}

async function reportAssigned(
  deps: CommandDependencies,
  found: FoundApp,
  added: readonly ArmId[],
): Promise<void> {
  const { t } = deps;
  const undo = t('Remove Again...');
  const message = t(
    "'{0}' can use {1} now; it has {2} of at most {3} user-assigned identities. Code must name the client ID of the one it means.",
    found.app.name,
    names(added),
    found.app.identity.userAssigned.length,
    maxUserAssigned,
  );
  if ((await tellResult(deps, 'info', message, undo)) === undo)
    await changeIdentity(deps, found, { remove: added });
}

async function reportRemoved(
  deps: CommandDependencies,
  found: FoundApp,
  removed: readonly ArmId[],
): Promise<void> {
  const { t } = deps;
  const undo = t('Assign Again...');
  const message = t(
    "'{0}' can no longer use {1}. The identity itself and its roles are untouched.",
    found.app.name,
    names(removed),
  );
  if ((await tellResult(deps, 'info', message, undo)) === undo)
    await changeIdentity(deps, found, { assign: removed });
}

function missingIn(app: SpringApp, other: SpringApp): readonly ArmId[] {
  const has = new Set(app.identity.userAssigned.map(({ id }) => armKey(id)));
  return other.identity.userAssigned.map(({ id }) => id).filter((id) => !has.has(armKey(id)));
}

function names(ids: readonly ArmId[]): string {
  return ids.map((id) => `'${nameOf(id)}'`).join(', ');
}
