import picomatch from 'picomatch';
import { unknownProject } from '../source/build/project-facts';
import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { sourceFile } from '../source/source-file';
import { judgedFindings } from './judged';
import { lintFile, mayMatter } from './lint-file';
import type { FoundFile, ScannedFile, ScanRequest, ScanResult } from './ports';

/** How often a scan tells how far it is, in files. */
const reportEvery = 200;

/** Judges all files of a folder. Leaves early, with what it has, when `isCancelled` says so. */
export async function scanFolder(
  found: AsyncIterable<FoundFile>,
  grammars: Grammars,
  request: ScanRequest,
  { report, isCancelled }: { readonly report: (read: number) => void; readonly isCancelled: () => boolean },
): Promise<ScanResult> {
  const isExcluded = picomatch([...request.exclude], { dot: true });
  const files: ScannedFile[] = [];
  const skipped: { readonly path: string; readonly why: string }[] = [];
  let read = 0;
  for await (const one of found) {
    if (isCancelled()) break;
    if (request.exclude.length > 0 && isExcluded(one.path)) continue;
    if ('skipped' in one) {
      skipped.push({ path: one.path, why: one.skipped });
      continue;
    }
    read += 1;
    if (read % reportEvery === 0) report(read);
    if (!mayMatter(one.text)) continue;
    const judged = await judge(one, grammars, request);
    if (judged.findings.length > 0 || judged.facts.length > 0) files.push(judged);
  }
  return { files, read, skipped };
}

async function judge(
  { path, text }: { readonly path: string; readonly text: string },
  grammars: Grammars,
  { links, levels }: ScanRequest,
): Promise<ScannedFile> {
  const file = sourceFile(path, text);
  if (file === undefined) return { path, findings: [], facts: [] };
  await grammars.load(grammarsOf(file.language));
  const link = linkOf(path, links)?.link;
  const { findings, facts } = lintFile(file, grammars, {
    project: unknownProject,
    levels,
    ...(link !== undefined && { link }),
  });
  return { path, findings: judgedFindings(findings), facts };
}

/** The link of the deepest folder that holds the path. */
export function linkOf<T extends { readonly folder: string }>(
  path: string,
  links: readonly T[],
): T | undefined {
  return links
    .filter(({ folder }) => isBelow(path, folder))
    .reduce<T | undefined>(
      (best, one) => (best === undefined || one.folder.length > best.folder.length ? one : best),
      undefined,
    );
}

function isBelow(path: string, folder: string): boolean {
  const clean = folder.replace(/^\.\//, '').replace(/\/+$/, '');
  return clean === '' || clean === '.' || path.startsWith(`${clean}/`);
}
