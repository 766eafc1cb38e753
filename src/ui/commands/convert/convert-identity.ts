import { conversionId, grantKey, readConversion, type Conversion } from '../../../actions/convert/conversion';
import { hasSystem } from '../../../estate/app-identity';
import { systemClientIdOf, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import { planIdentity } from '../../../identity/plan/plan';
import { createIdentityFor, offerDeletion } from '../identity/create-identity';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';
import { pickIdentity, type PickedIdentity } from '../pick/pick-identity';
import { subscriptionsOfTenant } from '../window/tenant';
import { keepConversion, OpenConversion } from './open-conversion';
import { mayHaveUserAssigned, maxUserAssigned } from '../../../hosts/spring/plans';

/** Opens the conversion of an app in a page, or begins one: nothing but the user-assigned identity is made before that. */
export const convertIdentity: Command = async (deps, target) => {
  const { t, unfinished, estate } = deps;
  const title = t('Convert to User-Assigned Identity');
  const isUnderWay = (found: Pick<FoundApp, 'app'>) =>
    unfinished.get(conversionId(resourceKey(found.app))) !== undefined;
  const found = await pickApp(deps, target, title, {
    suits: ({ app, service }) =>
      isUnderWay({ app }) || (hasSystem(app.identity) && mayHaveUserAssigned(service.plan)),
  });
  if (found === undefined) return;
  const kept = readConversion(unfinished.get(conversionId(resourceKey(found.app)))?.rest);
  if (kept !== undefined) {
    await new OpenConversion(deps, kept).open();
    return;
  }
  refuse(deps, found);
  const { app } = found;
  const { principalId } = app.identity;
  if (principalId === undefined) return;
  await deps.inventory.open({ kind: 'system-client-id', app: resourceKey(app), principalId });
  const picked = await pickOrCreate(deps, found, title);
  if (picked === undefined) return;
  try {
    const conversion = await begin(deps, found, picked, {
      principalId,
      ...clientIdOf(systemClientIdOf(estate.snapshot, app)),
    });
    keepConversion(deps, conversion);
    await new OpenConversion(deps, conversion).open();
  } catch (error) {
    // The page that would offer it does not open. What went wrong is told beside it.
    if (picked.made)
      void deps.attempt(t('Delete User-Assigned Identity'), () =>
        offerDeletion(deps, picked, t('What it holds was not read.')),
      );
    throw error;
  }
};

function clientIdOf(clientId: string | undefined): { readonly clientId?: string } {
  return clientId === undefined ? {} : { clientId };
}

/** Why no conversion of the app is begun, said before anything is made. */
function refuse({ t }: CommandDependencies, { app, service }: FoundApp): void {
  const what = t("'{0}' cannot be converted.", app.name);
  if (!hasSystem(app.identity))
    throw new Failure({ code: 'refused', what, why: t('It has no system-assigned identity.') });
  const yetToBe =
    '/subscriptions/0/resourceGroups/0/providers/Microsoft.ManagedIdentity/userAssignedIdentities/0';
  const plan = planIdentity(app, service, { assign: [yetToBe] });
  if (plan.kind === 'refused' && app.identity.userAssigned.length < maxUserAssigned) throw plan.failure;
}

async function pickOrCreate(
  deps: CommandDependencies,
  found: FoundApp,
  title: string,
): Promise<(PickedIdentity & { readonly made: boolean }) | undefined> {
  const { dialogs, t } = deps;
  const way = await dialogs.pickOne<'create' | 'pick'>(
    { title, placeholder: t("Which identity shall '{0}' go by?", found.app.name) },
    [
      {
        label: `$(add) ${t('Create new...')}`,
        description: t('a new user-assigned identity'),
        value: 'create',
      },
      { label: `$(key) ${t('Use one that is there...')}`, value: 'pick' },
    ],
  );
  if (way === undefined) return undefined;
  const picked =
    way === 'create' ? await createIdentityFor(deps, found) : await pickIdentity(deps, undefined, title);
  return picked && { ...picked, made: way === 'create' };
}

async function begin(
  deps: CommandDependencies,
  found: FoundApp,
  { identity, subscription, made }: PickedIdentity & { readonly made: boolean },
  system: Conversion['system'],
): Promise<Conversion> {
  const { t } = deps;
  const { id, name, principalId, clientId } = identity;
  if (
    subscription.tenantId !== found.subscription.tenantId ||
    principalId === undefined ||
    clientId === undefined
  )
    throw new Failure({
      code: 'refused',
      what: t("'{0}' cannot be converted to '{1}'.", found.app.name, name),
      why:
        subscription.tenantId === found.subscription.tenantId
          ? t('Azure does not tell the IDs of this identity yet.')
          : t('It is in another tenant, and identities work within a tenant only.'),
      remedy: t('Try again in a moment, or choose another identity.'),
    });
  return {
    app: resourceKey(found.app),
    appName: found.app.name,
    system,
    identity: { id, name, principalId, clientId, made },
    had: made ? [] : await grantsOf(deps, { name, subscription, principalId }),
  };
}

/** What an identity that was there holds, as `grantKey` names it; one that was just made holds nothing, and is not read for it. */
async function grantsOf(
  deps: CommandDependencies,
  {
    name,
    subscription,
    principalId,
  }: Pick<PickedIdentity, 'subscription'> & { readonly name: string; readonly principalId: string },
): Promise<Conversion['had']> {
  const { dialogs, grants, t } = deps;
  const held = await dialogs.background(t("Reading what '{0}' holds", name), (signal) =>
    grants.list(subscriptionsOfTenant(deps, subscription), principalId, signal),
  );
  return held.grants.map(grantKey);
}
