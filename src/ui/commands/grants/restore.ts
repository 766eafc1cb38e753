import { armKey, parseArmId, sameArmId } from '../../../estate/ids/arm-id';
import { allApps, findApp, identitiesOf, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { cloudKey, type KeptGrants } from '../../../grants/lost/kept-grants';
import { isThere, makeGrants } from '../../../grants/make-grants';
import { subscriptionIdOf } from '../../../grants/plan/plan-grant';
import type { Grant } from '../../../grants/grant';
import type { GrantAsk } from '../../../grants/ports';
import { restoreReport } from '../../../grants/reports';
import { grantWords } from '../../../grants/words';
import { Failure } from '../../../lifecycle/failure';
import { appOf, type Target } from '../../target';
import { counted } from '../../../lifecycle/text';
import { worded } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { subscriptionsOfTenant } from '../window/tenant';
import { granteeOf, pickGrantee, type PickedGrantee } from './pick/pick-grantee';

/** Grants what was kept of a lost principal to the one that took its place, after showing exactly what. */
export const restoreRoles: Command = async (deps, target) => {
  const title = deps.t('Restore Role Assignments');
  await deps.inventory.open({ kind: 'reach' });
  const kept = await pickKept(deps, target, title);
  if (kept === undefined) return;
  const picked = (await successorOf(deps, kept)) ?? (await pickGrantee(deps, undefined, title));
  if (picked !== undefined) await restore(deps, kept, picked);
};

async function pickKept(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<KeptGrants | undefined> {
  const { dialogs, keeper, signIn, t } = deps;
  const here = keeper.all.filter(({ cloud }) => cloud === cloudKey(signIn.cloud));
  const holder = holderOf(deps, target);
  const all = holder === undefined ? here : here.filter((one) => sameArmId(one.holder, holder));
  if (all.length === 0)
    throw new Failure({
      code: 'not-found',
      what: t('There is nothing to restore.'),
      why: t('Grants are kept when an identity is disabled or deleted here, and none were so far.'),
    });
  if (holder !== undefined && all.length === 1) return all[0];
  return dialogs.pickOne(
    { title, placeholder: t('Whose?') },
    all.map((value) => ({
      label: `$(history) ${value.name}`,
      description: new Date(value.keptAt).toLocaleString(deps.language),
      detail: worded(
        counted(
          value.grants.length,
          '{0} grant of principal {1}',
          '{0} grants of principal {1}',
          value.principalId,
        ),
        t,
      ),
      value,
    })),
  );
}

function holderOf({ estate }: CommandDependencies, target: Target | undefined): string | undefined {
  if (target?.kind === 'identity' || target?.kind === 'user-identity') return target.identity;
  const app = appOf(target);
  return app === undefined ? undefined : findApp(estate.snapshot, app)?.app.id;
}

/** Who takes the place of a lost principal: what has the same resource ID now. `undefined` when nothing has. */
async function successorOf(deps: CommandDependencies, kept: KeptGrants): Promise<PickedGrantee | undefined> {
  const { estate, t } = deps;
  const type = parseArmId(kept.holder)?.type.toLowerCase();
  if (type === 'microsoft.managedidentity/userassignedidentities') return await sameIdentity(deps, kept);
  const found = await appOfId(deps, kept);
  if (found === undefined) return undefined;
  const system = identitiesOf(estate.snapshot, found.app).find(({ kind }) => kind === 'system');
  if (system === undefined)
    throw new Failure({
      code: 'refused',
      what: t("There is nobody to restore the grants of '{0}' to.", found.app.name),
      why: t('Its system-assigned identity is off.'),
      remedy: t('Enable it first; restoring is offered then.'),
    });
  return granteeOf(deps, found, system);
}

async function sameIdentity(deps: CommandDependencies, kept: KeptGrants): Promise<PickedGrantee | undefined> {
  try {
    return await pickGrantee(deps, { kind: 'identity', identity: kept.holder }, '');
  } catch (error) {
    // It was deleted, and not made again: another one may get what it had.
    if (Failure.is(error, 'not-found')) return undefined;
    throw error;
  }
}

/** The app as it is now: its identity may have been switched on a minute ago. */
async function appOfId(deps: CommandDependencies, { holder }: KeptGrants): Promise<FoundApp | undefined> {
  const { estate, inventory } = deps;
  const known = [...allApps(estate.snapshot)].find(({ app }) => armKey(app.id) === armKey(holder));
  if (known === undefined) return undefined;
  const key = resourceKey(known.app);
  await inventory.readApp(key, AbortSignal.timeout(60_000));
  return findApp(estate.snapshot, key);
}

async function restore(deps: CommandDependencies, kept: KeptGrants, picked: PickedGrantee): Promise<void> {
  const { dialogs, grants, keeper, reports, attempt, t } = deps;
  const title = t("Restore Role Assignments to '{0}'", picked.grantee.name);
  const chosen = await dialogs.pickMany<Grant>(
    {
      title,
      placeholder: t(
        'What shall principal {0} get? All that was kept is chosen.',
        picked.grantee.principalId,
      ),
    },
    kept.grants.map((value) => ({
      label: worded(grantWords(value), t),
      description: value.kind === 'role' && value.condition !== undefined ? t('with its condition') : '',
      detail: value.scope,
      picked: true,
      value,
    })),
  );
  if (chosen === undefined || chosen.length === 0) return;
  const asks = asksOf(deps, chosen, picked);
  const agreed = await dialogs.confirm({
    title: t("Grant {0} things again to '{1}'?", asks.length, picked.grantee.name),
    detail: [
      t('Principal ID {0}, in place of {1}', picked.grantee.principalId, kept.principalId),
      ...asks.slice(0, 20).map(({ grant }) => worded(grantWords(grant), t)),
      ...(asks.length > 20 ? [t('and {0} more', asks.length - 20)] : []),
    ].join('\n'),
    action: t('Restore'),
    warning: false,
  });
  if (!agreed) return;
  const ends = await dialogs.progress(
    t("Restoring what '{0}' may do", picked.grantee.name),
    (signal, report) =>
      makeGrants({ ...deps, api: grants }, asks, {
        signal,
        report: (done, total) => {
          report(t('{0} of {1}', done, total));
        },
      }),
  );
  const isComplete = ends.every(isThere) && chosen.length === kept.grants.length;
  if (isComplete) await keeper.forget(kept);
  reports.show({
    report: restoreReport(kept, userOf(picked), ends),
    press: (id) =>
      attempt(title, async () => {
        if (id === 'again') await restore(deps, kept, picked);
      }),
  });
}

function userOf({ grantee, identity }: PickedGrantee) {
  const { name, principalId } = grantee;
  return { name, principalId, ...(identity.clientId !== undefined && { clientId: identity.clientId }) };
}

/** Each grant through the subscription it lies in; what lies above them all, or in one out of reach, through the identity's. */
function asksOf(
  deps: CommandDependencies,
  wanted: readonly Grant[],
  picked: PickedGrantee,
): readonly GrantAsk[] {
  const { subscription: own, grantee } = picked;
  const near = subscriptionsOfTenant(deps, own);
  return wanted.map((grant) => {
    const id = subscriptionIdOf(grant);
    const owner = near.find(({ subscriptionId }) => subscriptionId.toLowerCase() === id);
    return { grant, grantee, subscription: owner ?? own };
  });
}
