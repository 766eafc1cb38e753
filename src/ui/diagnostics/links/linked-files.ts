import { workspace } from 'vscode';
import { sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import { linkOf } from '../../../lint/links/folder-link';
import type { AppView } from '../../../rules/rule';
import type { LinkedFiles } from '../../diagnosing';
import { linkedUris } from './linked-file';
import type { Project } from '../project';
import { scanQuietly, type ScanDependencies } from '../scan-workspace';
import type { WatchedDocuments } from '../watch-documents';

/** What the files of an app's folders tell, all of them: those that were not read yet, or wait to be judged again, are judged first. */
export async function readFiles(
  app: ArmId,
  deps: ScanDependencies & { readonly documents: WatchedDocuments },
): Promise<LinkedFiles> {
  const { project, documents } = deps;
  if (project.enabled)
    for (const folder of foldersOf(app, project))
      if (!documents.wereScanned([folder.uri])) await scanQuietly(deps, folder);
  // What was just typed, or put in by a fix, counts.
  const open = workspace.textDocuments.filter(({ uri }) => {
    const linked = project.appOf(uri);
    return linked !== undefined && sameArmId(linked, app);
  });
  await Promise.all([documents.settle(), ...open.map((document) => documents.judgedNow(document))]);
  const told = filesOf(app, project, documents);
  const lineOf = (path: string, offset: number): number | undefined => {
    for (const uri of linkedUris(project, app, path)) {
      const lines = documents.linesOf(uri);
      if (lines !== undefined) return lines.positionAt(offset).line + 1;
    }
    return undefined;
  };
  return { ...told, lineOf };
}

/** What the files of an app's folders tell: all of them after a scan, else those that are open. */
export function filesOf(
  id: string,
  project: Project,
  documents: WatchedDocuments,
): Pick<AppView, 'files' | 'partial'> {
  const folders = foldersOf(id, project);
  if (folders.length === 0) return {};
  const files = folders.flatMap(({ uri }) =>
    [...documents.factsBelow(uri)].filter(({ path }) => {
      const link = linkOf(path, project.linksOf(uri));
      return link !== undefined && sameArmId(link.app, id);
    }),
  );
  return documents.wereScanned(folders.map(({ uri }) => uri)) ? { files } : { files, partial: true };
}

function foldersOf(id: ArmId, project: Project) {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) =>
    project.linksOf(uri).some(({ app }) => sameArmId(app, id)),
  );
}
