import { Uri, workspace } from 'vscode';
import { sameArmId } from '../../../estate/ids/arm-id';
import { linkOf } from '../../../lint/links/folder-link';
import type { Project } from '../project';

/** Workspace folders in which a file of this path belongs to an app, by their links. */
export function linkedUris(project: Project, app: string, path: string): readonly Uri[] {
  return (workspace.workspaceFolders ?? []).flatMap(({ uri }) => {
    const link = linkOf(path, project.linksOf(uri));
    return link !== undefined && sameArmId(link.app, app) ? [Uri.joinPath(uri, path)] : [];
  });
}

/** The file of a path that belongs to an app, where it is still there. */
export async function linkedFile(project: Project, app: string, path: string): Promise<Uri | undefined> {
  for (const uri of linkedUris(project, app, path)) if (await isThere(uri)) return uri;
  return undefined;
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
