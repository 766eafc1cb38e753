import { identityMap } from '../../../actions/map/identity-map';
import { readMap } from '../../../actions/map/read-map';
import { appsInScope, scopeTitle, type MapScope } from '../../../actions/map/scope';
import { shown } from '../../../estate/loadable';
import { allServices } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import { localTime } from '../../../token/time-words';
import type { Choice } from '../../window/questions';
import { PageButtons } from '../../window/page-buttons';
import { appOf, type Target } from '../../target';
import { worded } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';
import { pickIdentity } from '../pick/pick-identity';

/** The identities of an app, a service, an identity's users, a subscription or all, and what they may do: a picture, and tables. */
export const showIdentityMap: Command = async (deps, target) => {
  const scope = scopeOf(target) ?? (await pickScope(deps));
  if (scope !== undefined) await show(deps, scope);
};

async function show(deps: CommandDependencies, scope: MapScope): Promise<void> {
  const { dialogs, estate, inventory, reports, t } = deps;
  await dialogs.progress(t('Reading identities and what they may do'), (signal) =>
    readMap({ inventory, snapshot: () => estate.snapshot }, scope, signal),
  );
  const { snapshot } = estate;
  if (scope.kind !== 'all' && appsInScope(snapshot, scope).length === 0 && isRead(snapshot))
    throw new Failure({
      code: 'not-found',
      what: t('There is nothing to show.'),
      why: t('No app of those that could be read belongs to it: {0}', worded(scopeTitle(snapshot, scope), t)),
    });
  const buttons = new PageButtons(deps);
  const report = identityMap(snapshot, scope, {
    readAt: localTime(deps.now(), { locale: deps.language }),
    buttons: [
      buttons.add(t('Export Report...'), () => deps.run('exportReport', undefined)),
      buttons.add(t('Read Again'), () => readAgain(deps, scope)),
    ],
  });
  reports.show({ report, press: buttons.press });
}

function isRead({ reach }: CommandDependencies['estate']['snapshot']): boolean {
  return reach.state === 'ready';
}

async function readAgain(deps: CommandDependencies, scope: MapScope): Promise<void> {
  const { dialogs, inventory, t } = deps;
  const key = scope.kind === 'subscription' || scope.kind === 'service' ? scope : undefined;
  await dialogs.progress(t('Reading identities and what they may do'), () =>
    inventory.refresh(key ?? { kind: 'reach' }),
  );
  await show(deps, scope);
}

function scopeOf(target: Target | undefined): MapScope | undefined {
  switch (target?.kind) {
    case 'subscription':
      return { kind: 'subscription', key: target.key };
    case 'service':
      return { kind: 'service', key: target.key };
    case 'user-identity':
    case 'identity':
      return { kind: 'identity', id: target.identity };
    default: {
      const app = appOf(target);
      return app && { kind: 'apps', keys: [app] };
    }
  }
}

async function pickScope(deps: CommandDependencies): Promise<MapScope | undefined> {
  const { dialogs, inventory, t } = deps;
  const title = t('Show Identity Map');
  const picked = await dialogs.pickOne<MapScope | 'app' | 'identity'>(
    { title, placeholder: t('Of what?') },
    inventory.open({ kind: 'reach' }).then(() => scopeChoices(deps)),
  );
  if (picked === 'app') {
    const found = await pickApp(deps, undefined, title);
    return found && { kind: 'apps', keys: [resourceKey(found.app)] };
  }
  if (picked === 'identity') {
    const found = await pickIdentity(deps, undefined, title);
    return found && { kind: 'identity', id: found.identity.id };
  }
  return picked;
}

function scopeChoices({
  estate: { snapshot },
  t,
}: CommandDependencies): readonly Choice<MapScope | 'app' | 'identity'>[] {
  const subscriptions = shown(snapshot.reach)?.subscriptions ?? [];
  const services = [...allServices(snapshot)];
  return [
    { label: `$(globe) ${t('All Apps')}`, value: { kind: 'all' } },
    { label: `$(package) ${t('An App...')}`, value: 'app' },
    { label: `$(key) ${t('A User-Assigned Identity...')}`, value: 'identity' },
    ...(subscriptions.length > 0 ? [{ label: t('subscriptions') }] : []),
    ...subscriptions.map(({ key, name, accountLabel }) => ({
      label: `$(azure) ${name}`,
      description: accountLabel,
      value: { kind: 'subscription', key } as const,
    })),
    ...(services.length > 0 ? [{ label: t('services') }] : []),
    ...services.map(({ service, subscription }) => ({
      label: `$(server) ${service.name}`,
      description: subscription.name,
      value: { kind: 'service', key: resourceKey(service) } as const,
    })),
  ];
}
