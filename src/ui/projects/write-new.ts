import { FileSystemError, l10n, Uri, workspace } from 'vscode';
import type { ProjectFile } from '../../actions/connect/project';
import { Failure } from '../../lifecycle/failure';

/** Writes files into a folder that has nothing of their names. Throws `Failure` `conflict` where it has, and writes none then. */
export async function writeNew(folder: Uri, files: readonly ProjectFile[]): Promise<void> {
  const there = await Promise.all(files.map(({ path }) => isThere(Uri.joinPath(folder, path))));
  if (there.includes(true))
    throw new Failure({
      code: 'conflict',
      what: l10n.t('The files were not written.'),
      why: l10n.t('The folder has files of these names.'),
      remedy: l10n.t('Choose an empty folder.'),
    });
  for (const { path, text } of files)
    await workspace.fs.writeFile(Uri.joinPath(folder, path), new TextEncoder().encode(text));
}

/** Whatever it is, too large to be read or a link to nowhere: nothing is written over it, or through it. */
async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    return !(error instanceof FileSystemError && error.code === 'FileNotFound');
  }
}
