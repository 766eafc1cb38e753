import { heldIdentities } from '../../../estate/held-identity';
import { nameOf, sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import {
  appsUsing,
  findApp,
  systemClientIdOf,
  findService,
  findSubscription,
  findUserAssigned,
  type FoundApp,
} from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { Failure } from '../../../lifecycle/failure';
import { appOf, type Target } from '../../target';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';

/** What people copy of a node. */
interface Facts {
  readonly name?: string | undefined;
  readonly resourceId?: ArmId | undefined;
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly principalId?: string | undefined;
}

type IdentityTarget = Extract<Target, { kind: 'system-identity' | 'user-identity' }>;

export const copyClientId = copying('clientId');
export const copyPrincipalId = copying('principalId');
export const copyResourceId = copying('resourceId');
export const copyTenantId = copying('tenantId');
export const copyName = copying('name');

function copying(fact: keyof Facts): Command {
  return async (deps, target) => {
    const { t, dialogs } = deps;
    const chosen = await oneIdentity(deps, fact, target ?? (await pickTarget(deps, fact)));
    if (chosen === undefined) return;
    if (chosen.kind === 'system-identity' && fact === 'clientId') await readClientId(deps, chosen);
    const value = factsOf(deps, chosen)[fact];
    if (value === undefined)
      throw new Failure({
        code: 'not-found',
        what: t('There is nothing to copy.'),
        why: t('Azure does not tell the {0} here.', factWords(fact, deps)),
      });
    await dialogs.copy(value);
    dialogs.status(t('Copied the {0}', factWords(fact, deps)));
  };
}

function factWords(fact: keyof Facts, { t }: CommandDependencies): string {
  switch (fact) {
    case 'clientId':
      return t('client ID (application ID)');
    case 'principalId':
      return t('principal ID (object ID)');
    case 'resourceId':
      return t('resource ID');
    case 'tenantId':
      return t('tenant ID');
    case 'name':
      return t('name');
  }
}

/** An app that has several identities has as many IDs: none of them is chosen silently. */
async function oneIdentity(
  deps: CommandDependencies,
  fact: keyof Facts,
  target: Target | undefined,
): Promise<Target | undefined> {
  if (target?.kind !== 'app' || (fact !== 'clientId' && fact !== 'principalId')) return target;
  const found = findApp(deps.estate.snapshot, target.key);
  return found === undefined ? target : pickIdentity(deps, fact, found);
}

/** From the palette: an app, and for what only an identity has, one of its identities. */
async function pickTarget(deps: CommandDependencies, fact: keyof Facts): Promise<Target | undefined> {
  const { t } = deps;
  const title = t('Copy the {0}', factWords(fact, deps));
  const found = await pickApp(deps, undefined, title);
  if (found === undefined) return undefined;
  await deps.recentApps.add(resourceKey(found.app));
  const app: Target = { kind: 'app', key: resourceKey(found.app) };
  return app;
}

async function pickIdentity(
  deps: CommandDependencies,
  fact: keyof Facts,
  found: FoundApp,
): Promise<Target | undefined> {
  const { t } = deps;
  const title = t('Copy the {0}', factWords(fact, deps));
  const identities = identityTargets(found);
  if (identities.length === 0)
    throw new Failure({
      code: 'not-found',
      what: t('There is nothing to copy.'),
      why: t("'{0}' has no identity.", found.app.name),
    });
  if (identities.length === 1) return identities[0];
  return deps.dialogs.pickOne(
    { title, placeholder: t('Of which identity?') },
    identities.map((value) => ({
      label: value.kind === 'system-identity' ? t('System-assigned') : nameOf(value.identity),
      value,
    })),
  );
}

function identityTargets({ app }: FoundApp): readonly IdentityTarget[] {
  const key = resourceKey(app);
  return heldIdentities(app).map(({ kind, id }) =>
    kind === 'system' || id === undefined
      ? { kind: 'system-identity', app: key }
      : { kind: 'user-identity', app: key, identity: id },
  );
}

/** The app resource does not carry the client ID of a system-assigned identity; it is asked for when wanted. */
async function readClientId(
  deps: CommandDependencies,
  target: Extract<Target, { kind: 'system-identity' }>,
): Promise<void> {
  const principalId = findApp(deps.estate.snapshot, target.app)?.app.identity.principalId;
  if (principalId !== undefined)
    await deps.inventory.open({ kind: 'system-client-id', app: target.app, principalId });
}

function factsOf(deps: CommandDependencies, target: Target): Facts {
  const { snapshot } = deps.estate;
  switch (target.kind) {
    case 'subscription':
    case 'service':
      return placeFacts(snapshot, target);
    case 'identity':
      return ownFacts(snapshot, target.identity);
    case 'resource':
      return { name: nameOf(target.id), resourceId: target.id };
    case 'tenant':
      return { name: target.tenant.name, tenantId: target.tenant.tenantId };
    default: {
      const key = appOf(target);
      const found = key && findApp(snapshot, key);
      return found === undefined ? {} : { ...appFacts(found), ...identityFacts(found, target, snapshot) };
    }
  }
}

/** Of an identity in its own right: as it was listed, else as an app tells it. */
function ownFacts(snapshot: EstateSnapshot, identity: ArmId): Facts {
  const known = { name: nameOf(identity), resourceId: identity };
  const listed = findUserAssigned(snapshot, identity);
  if (listed !== undefined) {
    const tenantId = findSubscription(snapshot, listed.subscription)?.tenantId;
    return { ...known, tenantId, clientId: listed.clientId, principalId: listed.principalId };
  }
  const [user] = appsUsing(snapshot, identity);
  if (user === undefined) return known;
  const use = { kind: 'user-identity', app: resourceKey(user.app), identity } as const;
  return { ...known, tenantId: user.subscription.tenantId, ...identityFacts(user, use, snapshot) };
}

function placeFacts(
  snapshot: EstateSnapshot,
  target: Extract<Target, { kind: 'subscription' | 'service' }>,
): Facts {
  if (target.kind === 'service') {
    const found = findService(snapshot, target.key);
    if (found === undefined) return {};
    const { service, subscription } = found;
    return { name: service.name, resourceId: service.id, tenantId: subscription.tenantId };
  }
  const found = findSubscription(snapshot, target.key);
  if (found === undefined) return {};
  const { name, subscriptionId, tenantId } = found;
  return { name, resourceId: `/subscriptions/${subscriptionId}`, tenantId };
}

function appFacts({ app, subscription }: FoundApp): Facts {
  return {
    name: app.name,
    resourceId: app.id,
    tenantId: subscription.tenantId,
    principalId: app.identity.principalId,
  };
}

function identityFacts({ app }: FoundApp, target: Target, snapshot: EstateSnapshot): Facts {
  if (target.kind === 'user-identity') {
    const assigned = app.identity.userAssigned.find(({ id }) => sameArmId(id, target.identity));
    return {
      name: nameOf(target.identity),
      resourceId: target.identity,
      clientId: assigned?.clientId,
      principalId: assigned?.principalId,
    };
  }
  if (target.kind !== 'system-identity') return {};
  return { principalId: app.identity.principalId, clientId: systemClientIdOf(snapshot, app) };
}

/** The resource's own page; a node without a resource of its own leads to its app. */
export const openInPortal: Command = async (deps, target) => {
  const { t, dialogs, signIn } = deps;
  let chosen = target;
  if (chosen === undefined) {
    const found = await pickApp(deps, undefined, t('Open in Azure Portal'));
    if (found === undefined) return;
    chosen = { kind: 'app', key: resourceKey(found.app) };
  }
  const { resourceId, tenantId } = factsOf(deps, chosen);
  if (resourceId === undefined) return;
  const page = chosen.kind === 'resource' && chosen.page !== undefined ? `/${chosen.page}` : '';
  const place = `${resourceId}${page}`;
  if (signIn.kind === 'sandbox') {
    await dialogs.tell('info', t('The sandbox has no portal. With a real Azure this opens {0}.', place));
    return;
  }
  const directory = tenantId === undefined ? '' : `@${tenantId}/`;
  await dialogs.openLink(`${signIn.cloud.portalUrl}/#${directory}resource${place}`);
};

export const viewAppJson: Command = async (deps, target) => {
  const found = await pickApp(deps, target, deps.t('View App JSON'));
  if (found === undefined) return;
  await deps.recentApps.add(resourceKey(found.app));
  await deps.appJson.show(resourceKey(found.app));
};

export const refreshAppJson: Command = async (deps) => {
  await deps.appJson.refresh();
};
