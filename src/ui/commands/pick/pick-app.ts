import { findApp, findService, type FoundApp } from '../../../estate/lookup';
import { resourceKey, type ResourceKey, type SpringApp, type SpringService } from '../../../estate/resources';
import { shown } from '../../../estate/loadable';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { Failure } from '../../../lifecycle/failure';
import type { Choice } from '../../window/questions';
import { appOf, type Target } from '../../target';
import { kindsWords, type Translate, worded } from '../../words';
import type { CommandDependencies } from '../dependencies';
import { stateNews } from '../../../hosts/spring/states';

/** Apps read already can be chosen right away; with more than this the list would be slow and its services come first. */
const maxListedApps = 1000;

export type Picked = { readonly app: ResourceKey } | { readonly service: ResourceKey };

type Suits = (found: Pick<FoundApp, 'app' | 'service'>) => boolean;

export interface Picking {
  /** Choices to show before all others, asked for when subscriptions and services are known. */
  readonly first?: () => Promise<readonly Choice<Picked>[]>;
  /** Whether the command can do anything for an app; the others are not offered. */
  readonly suits?: Suits;
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
  const choices = [...proposed, ...knownChoices(deps, suits)];
  if (!choices.some(({ value }) => value !== undefined))
    throw new Failure({
      code: 'not-found',
      what: t('There is no app to choose from.'),
      ...(readApps(deps.estate.snapshot) > 0
        ? { why: t('This can be done for none of the apps that were read.') }
        : {
            why: t(
              'No Azure Spring Apps service is visible with the present sign-in and subscription filter.',
            ),
            remedy: t('Choose another sign-in source, or open the sandbox.'),
            action: 'choose-sign-in' as const,
          }),
    });
  return choices;
}

/** What was read: the app selected in the view, those used lately, then all by subscription; each app once. */
function knownChoices(
  { estate, recentApps, view, t }: CommandDependencies,
  suits: Suits,
): readonly Choice<Picked>[] {
  const { snapshot } = estate;
  const suiting = (key: string | undefined): FoundApp | undefined => {
    const known = key === undefined ? undefined : findApp(snapshot, key as ResourceKey);
    return known !== undefined && suits(known) ? known : undefined;
  };
  const selected = [suiting(view.selected)].filter((known) => known !== undefined);
  const lately = recentApps.all
    .map(suiting)
    .filter((known) => known !== undefined)
    .filter(({ app }) => app !== selected[0]?.app);
  const above = new Set([...selected, ...lately].map(({ app }) => app));
  const lines = (found: readonly FoundApp[]) => found.map(({ app, service }) => appChoice(app, service, t));
  const direct = readApps(snapshot) <= maxListedApps;
  const serviceLines = (service: SpringService): readonly Choice<Picked>[] => {
    const apps = direct ? snapshot.apps.get(resourceKey(service)) : undefined;
    const read = apps && shown(apps);
    if (read === undefined) return [serviceChoice(service)];
    const offered = read.filter((app) => !above.has(app) && suits({ app, service }));
    return offered.map((app) => appChoice(app, service, t));
  };
  return [
    ...under(t('selected'), lines(selected)),
    ...under(t('used lately'), lines(lately)),
    ...(shown(snapshot.reach)?.subscriptions ?? []).flatMap(({ key, name }) => {
      const listed = snapshot.services.get(key);
      return under(name, ((listed && shown(listed)) ?? []).flatMap(serviceLines));
    }),
  ];
}

/** Lines below a heading, which is not there without them. */
function under<T>(heading: string, lines: readonly Choice<T>[]): readonly Choice<T>[] {
  return lines.length === 0 ? [] : [{ label: heading }, ...lines];
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
  const service = findService(deps.estate.snapshot, key)?.service;
  const apps = (listed && shown(listed)) ?? [];
  const possible = apps.filter((app) => service === undefined || suits({ app, service }));
  if (possible.length === 0) throw nothingToChoose(deps, service?.name ?? '', apps.length);
  return possible.map((app) => {
    const news = stateNews(app.state);
    return {
      label: `$(package) ${app.name}`,
      description: [
        ...(news === undefined ? [] : [worded(news, deps.t)]),
        kindsWords(app.identity, deps.t),
      ].join(' · '),
      value: resourceKey(app),
    };
  });
}

function nothingToChoose({ t }: CommandDependencies, service: string, apps: number): Failure {
  return new Failure({
    code: apps === 0 ? 'not-found' : 'refused',
    what: t('There is no app to choose from.'),
    why:
      apps === 0
        ? t("The service '{0}' has no apps.", service)
        : t("No app of the service '{0}' can be changed this way.", service),
  });
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
