import { parseArmId } from '../../estate/ids/arm-id';
import { allApps, allServices, type FoundApp, type FoundService } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { DeployedAppFact } from '../../rules/fact';
import type { LinkedFile } from '../../rules/rule';

/** What a file says of the app it deploys. */
export interface ToldApp extends DeployedAppFact {
  /** Relative to the workspace folder. */
  readonly path: string;
}

export interface ProposedApp {
  readonly found: FoundApp;
  /** The files that name it. */
  readonly paths: readonly string[];
}

/** What files below a folder say they deploy; and files elsewhere, where the app is called as the folder is. */
export function toldApps(files: Iterable<LinkedFile>, folder: string): readonly ToldApp[] {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const told: ToldApp[] = [];
  for (const { path, facts } of files)
    for (const fact of facts)
      if (fact.kind === 'deployedApp' && (isIn(folder, path) || sameName(fact.app, name)))
        told.push({ ...fact, path });
  return told;
}

/** The services whose apps have to be read before the apps that files tell of can be found. */
export function servicesTold(snapshot: EstateSnapshot, told: readonly ToldApp[]): readonly FoundService[] {
  return [...allServices(snapshot)].filter((found) =>
    told.some((one) => one.service !== undefined && isService(found, one)),
  );
}

/** The apps read so far that files tell of, by all the names these give. */
export function proposedApps(snapshot: EstateSnapshot, told: readonly ToldApp[]): readonly ProposedApp[] {
  return [...allApps(snapshot)].flatMap((found) => {
    const by = told.filter((one) => sameName(found.app.name, one.app) && isService(found, one));
    return by.length === 0 ? [] : [{ found, paths: [...new Set(by.map(({ path }) => path))] }];
  });
}

function isService({ service, subscription }: FoundService, told: ToldApp): boolean {
  return (
    (told.service === undefined || sameName(service.name, told.service)) &&
    (told.resourceGroup === undefined ||
      sameName(parseArmId(service.id)?.resourceGroup, told.resourceGroup)) &&
    (told.subscriptionId === undefined || sameName(subscription.subscriptionId, told.subscriptionId))
  );
}

function isIn(folder: string, path: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`);
}

/** Azure ignores case in names. */
function sameName(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
