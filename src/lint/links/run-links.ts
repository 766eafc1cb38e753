import { sameArmId } from '../../estate/ids/arm-id';
import type { LinkedApp } from '../../rules/linked-app';
import type { FolderLink } from './folder-link';
import type { ReportedFile } from '../run/report';

/** An app that files are judged against, and the JSON that tells of it, in which what is wrong with the app itself is reported. */
export interface KnownApp {
  readonly app: LinkedApp;
  readonly document: ReportedFile;
}

/** A folder, relative to that of the run (`.` is all of it), and the app its files are judged against, where that is known. */
export interface RunLink {
  readonly folder: string;
  readonly app?: LinkedApp;
}

/**
 * Which folders are judged against which app: those that `links` name for it, and for one app that they do not name all other
 * files. `conflict`: several that they do not name.
 */
export function linkApps<App extends Pick<KnownApp, 'app'>>(
  apps: readonly App[],
  links: readonly FolderLink[],
): { readonly links: readonly RunLink[] } | { readonly conflict: readonly App[] } {
  const linked = links.map(({ folder, app: id }): RunLink => {
    const known = apps.find(({ app }) => app.resourceId !== undefined && sameArmId(app.resourceId, id));
    return { folder, ...(known !== undefined && { app: known.app }) };
  });
  const unlinked = apps.filter(({ app }) => !linked.some((link) => link.app === app));
  const [rest] = unlinked;
  if (rest === undefined) return { links: linked };
  return unlinked.length > 1
    ? { conflict: unlinked }
    : { links: [...linked, { folder: '.', app: rest.app }] };
}
