import { Failure } from '../../../lifecycle/failure';
import { linkName, type LinkableFolder, type RootFolder } from '../../../lint/links/folder-link';
import type { Choice } from '../../window/questions';
import type { Translate } from '../../words';

/** The workspace folders that some folders lie in. */
export function rootsOf(folders: readonly LinkableFolder[]): readonly RootFolder[] {
  return [...new Map(folders.map(({ root }) => [root.uri, root])).values()];
}

/** `what` cannot be done where no folder is open. */
export function noFolderOpen(what: string, t: Translate): Failure {
  return new Failure({
    code: 'invalid',
    what,
    why: t('No folder is open.'),
    remedy: t('Open the folder of your app first.'),
  });
}

/** A folder to choose, one of `all`. Workspace folders of the same name are told apart by where they are. */
export function folderChoice(
  folder: LinkableFolder,
  all: readonly LinkableFolder[],
  t: Translate,
): Choice<LinkableFolder> & { readonly value: LinkableFolder } {
  const roots = rootsOf(all);
  const isOnly = roots.filter(({ name }) => name === folder.root.name).length === 1;
  const label =
    roots.length <= 1 && folder.path === '.' ? t('the whole workspace folder') : linkName(folder, roots);
  return {
    label,
    ...(!isOnly && { description: decodeURIComponent(folder.root.uri).replace(/^file:\/\//, '') }),
    value: folder,
  };
}
