import { withoutTrailing } from '../../lifecycle/trailing';

/** A folder, relative to its workspace folder, and the resource id of the app it is deployed to. */
export interface FolderLink {
  readonly folder: string;
  readonly app: string;
}

/** A link as a setting holds it. */
export interface StoredLink extends FolderLink {
  /**
   * Address of the workspace folder in whose own settings it stands. Links of all others are meant in each workspace folder,
   * or in one, when there are several and `folder` begins with its name.
   */
  readonly root?: string;
}

export interface RootFolder {
  readonly uri: string;
  readonly name: string;
}

/** A folder that can be linked. */
export interface LinkableFolder {
  readonly root: RootFolder;
  /** Relative to `root`; `.` is `root` itself. */
  readonly path: string;
}

/** The links that hold in a workspace folder, by folder relative to it. Of two for one folder the first counts, which says more exactly where it is meant. */
export function linksIn(
  root: RootFolder,
  roots: readonly RootFolder[],
  stored: readonly StoredLink[],
): readonly FolderLink[] {
  return stored
    .flatMap((link) => {
      const meant = meaningIn(root, roots, link);
      return meant === undefined ? [] : [{ ...meant, app: link.app }];
    })
    .sort((a, b) => Number(b.onlyHere) - Number(a.onlyHere))
    .map(({ folder, app }) => ({ folder, app }));
}

/** The link a file falls under: of several the one of the innermost folder. `path` and folders are relative to the same place. */
export function linkOf<T extends Pick<FolderLink, 'folder'>>(
  path: string,
  links: readonly T[],
): T | undefined {
  return links
    .filter(({ folder }) => cleaned(folder) === '.' || path.startsWith(`${cleaned(folder)}/`))
    .reduce<T | undefined>(
      (best, one) => (best === undefined || one.folder.length > best.folder.length ? one : best),
      undefined,
    );
}

/** The links after one more, which takes the place of those that mean exactly this folder. It is meant in no other workspace folder. */
export function withLink(
  stored: readonly StoredLink[],
  { root, path }: LinkableFolder,
  roots: readonly RootFolder[],
  app: string,
): readonly StoredLink[] {
  const others = stored.filter((link) => {
    const meant = meaningIn(root, roots, link);
    return meant?.onlyHere !== true || meant.folder !== path;
  });
  const named = { folder: linkName({ root, path }, roots), app };
  const isClear = roots.every((one) => (meaningIn(one, roots, named) !== undefined) === (one === root));
  // Where two workspace folders have the same name, only their own settings tell them apart.
  return [...others, isClear || roots.length === 1 ? named : { folder: path, app, root: root.uri }];
}

/** What a folder is called among all workspace folders. */
export function linkName({ root, path }: LinkableFolder, roots: readonly RootFolder[]): string {
  if (roots.length <= 1) return path;
  return path === '.' ? root.name : `${root.name}/${path}`;
}

function meaningIn(
  root: RootFolder,
  roots: readonly RootFolder[],
  link: StoredLink,
): { readonly folder: string; readonly onlyHere: boolean } | undefined {
  const folder = cleaned(link.folder);
  if (link.root !== undefined) return link.root === root.uri ? { folder, onlyHere: true } : undefined;
  if (roots.length <= 1) return { folder, onlyHere: true };
  const named = roots
    .filter(({ name }) => folder === name || folder.startsWith(`${name}/`))
    .reduce((longest, { name }) => (name.length > longest.length ? name : longest), '');
  if (named === '') return { folder, onlyHere: false };
  return named === root.name
    ? { folder: cleaned(folder.slice(named.length + 1)), onlyHere: true }
    : undefined;
}

function cleaned(folder: string): string {
  const clean = withoutTrailing(folder.replace(/^(?:\.\/)+/, ''), '/');
  return clean === '' ? '.' : clean;
}
