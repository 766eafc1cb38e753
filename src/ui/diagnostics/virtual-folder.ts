import { FileType, Uri, workspace } from 'vscode';
import { mayMatter } from '../../lint/applicable-rules';
import { textIn } from '../../lint/file-text';
import { linkOf } from '../../lint/links/folder-link';
import { GitIgnores } from '../../lint/patterns/git-ignores';
import {
  deepestFolder,
  largestFile,
  type Linter,
  type ScannedFile,
  type ScanProgress,
  type ScanRequest,
  type ScanResult,
} from '../../lint/ports';
import { isForeign, languageOf, languageOfText } from '../../source/language';
import { LineIndex } from '../../source/span';
import { withoutTrailing } from '../../lifecycle/trailing';

/** Reading goes over the network, so several files are on their way at once. */
const atOnce = 8;

interface VirtualScan {
  readonly root: Uri;
  readonly linter: Linter;
  readonly request: Omit<ScanRequest, 'folder'>;
  readonly isExcluded: (uri: Uri) => boolean;
}

/**
 * As `Linter.scan`, for a folder that is not on disk: only VS Code can read it. Build files around a file are not asked, as on
 * disk.
 */
export async function scanVirtualFolder(
  scan: VirtualScan,
  signal: AbortSignal,
  report: (progress: ScanProgress) => void,
): Promise<ScanResult> {
  const skipped: { readonly path: string; readonly why: string }[] = [];
  let judged = 0;
  let some: Uri[] = [];
  const judgeSome = async () => {
    const outcomes = await Promise.all(some.map((uri) => judge(scan, uri)));
    judged += some.length;
    some = [];
    const told = outcomes.filter((one) => one !== undefined);
    skipped.push(...told.filter((one) => 'why' in one));
    report({ judged, files: told.filter((one) => 'lines' in one) });
  };
  for await (const uri of filesBelow(scan.root)) {
    signal.throwIfAborted();
    if (scan.isExcluded(uri)) continue;
    if (some.push(uri) === atOnce) await judgeSome();
  }
  await judgeSome();
  signal.throwIfAborted();
  return { judged, skipped };
}

async function judge(
  { root, linter, request }: VirtualScan,
  uri: Uri,
): Promise<ScannedFile | { readonly path: string; readonly why: string } | undefined> {
  const path = pathIn(root, uri);
  const bytes = await read(uri);
  if (bytes === undefined) return { path, why: 'it cannot be read' };
  if (bytes.length > largestFile) return { path, why: 'larger than 1 MiB' };
  const decoded = textIn(bytes);
  if ('skipped' in decoded) return { path, why: decoded.skipped };
  const { text } = decoded;
  const language = languageOfText(path, text);
  if (language === undefined || !mayMatter(text, language)) return undefined;
  const { levels, links } = request;
  const link = linkOf(path, links)?.link;
  const key = uri.toString();
  const judgement = await linter.judge({ key, path, text, levels, ...(link !== undefined && { link }) });
  linter.close(key);
  if (judgement.findings.length + judgement.facts.length === 0) return undefined;
  return { path, ...judgement, lines: new LineIndex(text).table };
}

/** The files below a folder that rules read, without those that git ignores; links are not followed. */
async function* filesBelow(root: Uri): AsyncGenerator<Uri> {
  const ignores = new GitIgnores(withoutTrailing(root.path, '/') || '/', {
    ignoreFile: async (folder) => {
      const bytes = await read(Uri.joinPath(root.with({ path: folder }), '.gitignore'));
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    },
    // What lies above such a folder is none of the workspace.
    isRepository: (folder) => Promise.resolve(folder === root.path),
  });
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop())
    for (const [name, type] of await entriesOf(folder)) {
      const uri = Uri.joinPath(folder, name);
      const path = pathIn(root, uri);
      if (type === FileType.Directory && path.split('/').length <= deepestFolder && !isForeign(`${path}/any`))
        folders.push(uri);
      if (type === FileType.File && languageOf(path) !== undefined && !(await ignores.ignores(uri.path)))
        yield uri;
    }
}

function pathIn(root: Uri, uri: Uri): string {
  return uri.path.slice(`${withoutTrailing(root.path, '/')}/`.length);
}

async function entriesOf(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function read(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}
