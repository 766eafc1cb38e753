import { findApp, findService, type FoundApp } from '../../estate/lookup';
import {
  resourceKey,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
} from '../../estate/resources';
import { shown } from '../../estate/loadable';
import type { EstateSnapshot } from '../../estate/snapshot';
import { Failure } from '../../lifecycle/failure';
import type { Choice } from '../dialogs';
import { appOf, type Target } from '../target';
import { kindsWords, type Translate } from '../words';
import type { CommandDependencies } from './dependencies';

/** Apps read already can be chosen right away; with more than this the list would be slow and its services come first. */
const maxListedApps = 1000;

export type Picked = { readonly app: ResourceKey } | { readonly service: ResourceKey };

export interface Picking {
  /** Choices to show before all others, asked for when subscriptions and services are known. */
  readonly first?: () => Promise<readonly Choice<Picked>[]>;
  /** Whether the command can do anything for an app; the others are not offered. */
  readonly suits?: (found: Pick<FoundApp, 'app' | 'service'>) => boolean;
}

/**
 * The app a command is about: that of its node, else the one the user picks: the one selected in the view first, then apps used lately.
 * `undefined` when the user turns away.
 */
export async function pickApp(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
  picking: Picking = {},
): Promise<FoundApp | undefined> {
  const given = appOf(target);
  if (given !== undefined) return found(deps, given);
  const service = target?.kind === 'service' ? target.key : await pickPlace(deps, title, picking);
  if (service === undefined) return undefined;
  if (typeof service === 'object') return found(deps, service.app);
  const app = await deps.dialogs.pickOne<ResourceKey>(
    { title, placeholder: deps.t('Which app?') },
    appChoices(deps, service, picking),
  );
  return app === undefined ? undefined : found(deps, app);
}

async function pickPlace(
  deps: CommandDependencies,
  title: string,
  picking: Picking,
): Promise<ResourceKey | { readonly app: ResourceKey } | undefined> {
  const picked = await deps.dialogs.pickOne<Picked>(
    { title, placeholder: deps.t('Which app? Choose one, or its service first.') },
    placeChoices(deps, picking),
  );
  if (picked === undefined) return undefined;
  return 'app' in picked ? picked : picked.service;
}

async function placeChoices(
  deps: CommandDependencies,
  { first = () => Promise.resolve([]), suits = () => true }: Picking,
): Promise<readonly Choice<Picked>[]> {
  const { inventory, t } = deps;
  await inventory.open({ kind: 'reach' });
  const { reach } = deps.estate.snapshot;
  if (reach.state === 'failed') throw reach.failure;
  const proposed = await first();
  const { snapshot } = deps.estate;
  const suiting = (key: string | undefined): FoundApp | undefined => {
    const known = key === undefined ? undefined : findApp(snapshot, key as ResourceKey);
    return known !== undefined && suits(known) ? known : undefined;
  };
  const selected = suiting(deps.view.selected);
  const lately = deps.recentApps.all
    .map(suiting)
    .filter((known) => known !== undefined)
    .filter(({ app }) => app !== selected?.app);
  const above = new Set([...(selected === undefined ? [] : [selected.app]), ...lately.map(({ app }) => app)]);
  const choices: Choice<Picked>[] = [...proposed];
  const line = ({ app, service }: FoundApp): Choice<Picked> => appChoice(app, service, t);
  if (selected !== undefined) choices.push({ label: t('selected') }, line(selected));
  if (lately.length > 0) choices.push({ label: t('used lately') }, ...lately.map(line));
  const direct = readApps(snapshot) <= maxListedApps;
  for (const subscription of shown(snapshot.reach)?.subscriptions ?? []) {
    const listed = snapshot.services.get(subscription.key);
    const services = (listed && shown(listed)) ?? [];
    const lines = services.flatMap((service) => {
      const apps = direct ? snapshot.apps.get(resourceKey(service)) : undefined;
      const read = apps && shown(apps);
      if (read === undefined) return serviceChoice(service);
      return read
        .filter((app) => !above.has(app) && suits({ app, service }))
        .map((app) => appChoice(app, service, t));
    });
    if (lines.length > 0) choices.push({ label: subscription.name }, ...lines);
  }
  if (!choices.some(({ value }) => value !== undefined))
    throw new Failure({
      code: 'not-found',
      what: t('There is no app to choose from.'),
      why: t('No Azure Spring Apps service is visible with the present sign-in and subscription filter.'),
      remedy: t('Choose another sign-in source, or open the sandbox.'),
      action: 'choose-sign-in',
    });
  return choices;
}

export function appChoice(app: SpringApp, service: SpringService, t: Translate): Choice<Picked> {
  return {
    label: `$(package) ${app.name}`,
    description: `${service.name} · ${kindsWords(app.identity, t)}`,
    value: { app: resourceKey(app) },
  };
}

/** How many apps have been read so far. */
function readApps({ apps }: EstateSnapshot): number {
  let count = 0;
  for (const listed of apps.values()) count += shown(listed)?.length ?? 0;
  return count;
}

function serviceChoice(service: SpringService): Choice<Picked> {
  return {
    label: `$(server-environment) ${service.name}`,
    description: `${service.plan} · ${service.location}`,
    value: { service: resourceKey(service) },
  };
}

async function appChoices(
  deps: CommandDependencies,
  key: ResourceKey,
  { suits = () => true }: Picking,
): Promise<readonly Choice<ResourceKey>[]> {
  await deps.inventory.open({ kind: 'service', key });
  const listed = deps.estate.snapshot.apps.get(key);
  if (listed?.state === 'failed') throw listed.failure;
  const apps = (listed && shown(listed)) ?? [];
  if (apps.length === 0)
    throw new Failure({
      code: 'not-found',
      what: deps.t('There is no app to choose from.'),
      why: deps.t(
        "The service '{0}' has no apps.",
        findService(deps.estate.snapshot, key)?.service.name ?? '',
      ),
    });
  const service = findService(deps.estate.snapshot, key)?.service;
  const possible = apps.filter((app) => service === undefined || suits({ app, service }));
  if (possible.length === 0)
    throw new Failure({
      code: 'refused',
      what: deps.t('There is no app to choose from.'),
      why: deps.t("No app of the service '{0}' can be changed this way.", service?.name ?? ''),
    });
  return possible.map((app) => ({
    label: `$(package) ${app.name}`,
    description: [
      ...(app.provisioningState === 'Succeeded' ? [] : [app.provisioningState]),
      kindsWords(app.identity, deps.t),
    ].join(' · '),
    value: resourceKey(app),
  }));
}

function found(deps: CommandDependencies, key: ResourceKey): FoundApp {
  const app = findApp(deps.estate.snapshot, key);
  if (app !== undefined) return app;
  throw new Failure({
    code: 'not-found',
    what: deps.t('This app is no longer there.'),
    why: deps.t('It was deleted, or the sign-in or the subscription filter changed.'),
    remedy: deps.t('Refresh the view.'),
    action: 'refresh',
  });
}

/** A subscription for what has to be created or listed in one; the only one is not asked about. */
export async function pickSubscription(
  deps: CommandDependencies,
  title: string,
  among: readonly Subscription[],
): Promise<Subscription | undefined> {
  if (among.length <= 1) return among[0];
  return deps.dialogs.pickOne(
    { title, placeholder: deps.t('In which subscription?') },
    among.map((subscription) => ({
      label: subscription.name,
      description: subscription.subscriptionId,
      value: subscription,
    })),
  );
}
