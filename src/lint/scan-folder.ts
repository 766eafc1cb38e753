import picomatch from 'picomatch';
import type { ProjectFacts } from '../source/build/project-facts';
import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { sourceFile } from '../source/source-file';
import { mayMatter } from './applicable-rules';
import { judgedFindings } from './judged';
import { lintFile, type LintOptions } from './lint-file';
import type {
  FoundFile,
  ListedFile,
  ScannedFile,
  ScanProgress,
  ScanRequest,
  ScanResult,
  SkippedFile,
} from './ports';

/** How many files with findings are told of at once: showing more in one go would be felt. */
const tellAfter = 25;
/** How often a scan tells how far it is when it finds nothing, in files that were looked into. */
const reportEvery = 200;

/** What a scan found in a file; holds as long as neither the file nor what it is judged by changes. */
interface Known {
  readonly stamp: string;
  readonly by: string;
  /** Absent when the file tells nothing. */
  readonly scanned: ScannedFile | undefined;
}

/** What the last scan of a folder found, by path: the next one looks only into files that have changed. */
export type KnownFiles = Map<string, Known>;

/** What files are judged by, and what is known of them. */
export interface ScanGrounds {
  readonly request: ScanRequest;
  readonly known: KnownFiles;
  /** What build files tell of the project of a file. */
  readonly projectOf: (path: string) => Promise<ProjectFacts>;
}

export interface ScanWatch {
  readonly report: (progress: ScanProgress) => void;
  readonly isCancelled: () => boolean;
}

/**
 * Judges the files of a folder and brings `known` up to date. Leaves early, with what it has, when `isCancelled` says so.
 */
export async function scanFolder(
  listed: AsyncIterable<ListedFile | SkippedFile>,
  grammars: Grammars,
  grounds: ScanGrounds,
  { report, isCancelled }: ScanWatch,
): Promise<ScanResult> {
  const { request, known } = grounds;
  const scan = new Scan(grammars, grounds);
  const skipped: { readonly path: string; readonly why: string }[] = [];
  const seen = new Set<string>();
  let untold: ScannedFile[] = [];
  let told = 0;
  const tell = () => {
    report({ judged: seen.size, files: untold });
    told += untold.length;
    untold = [];
  };
  for await (const one of included(listed, request.exclude)) {
    if (isCancelled()) break;
    const judged = 'skipped' in one ? one : await scan.judge(one);
    if (judged !== undefined && 'skipped' in judged) {
      skipped.push({ path: judged.path, why: judged.skipped });
      continue;
    }
    seen.add(one.path);
    if (judged !== undefined) untold.push(judged);
    // The first one shows at once that there is something; the others come in batches.
    if (untold.length >= (told === 0 ? 1 : tellAfter) || seen.size % reportEvery === 0) tell();
  }
  if (untold.length > 0) tell();
  if (!isCancelled()) forgetOthers(known, seen);
  return { judged: seen.size, skipped };
}

function forgetOthers(known: KnownFiles, seen: ReadonlySet<string>): void {
  for (const path of known.keys()) if (!seen.has(path)) known.delete(path);
}

async function* included<T extends { readonly path: string }>(
  listed: AsyncIterable<T>,
  exclude: readonly string[],
): AsyncGenerator<T> {
  const isExcluded = picomatch([...exclude], { dot: true });
  for await (const one of listed) if (exclude.length === 0 || !isExcluded(one.path)) yield one;
}

class Scan {
  readonly #grammars: Grammars;
  readonly #grounds: ScanGrounds;
  /** Levels and links in a form that can be compared, for each link and for none. */
  readonly #standards = new Map<LintOptions['link'], string>();

  constructor(grammars: Grammars, grounds: ScanGrounds) {
    this.#grammars = grammars;
    this.#grounds = grounds;
  }

  /** `undefined` for a file that tells nothing. */
  async judge(listed: ListedFile): Promise<ScannedFile | SkippedFile | undefined> {
    const { path, stamp } = listed;
    const { request, projectOf, known: all } = this.#grounds;
    const link = linkOf(path, request.links)?.link;
    const project = await projectOf(path);
    const by = this.#standard(link) + JSON.stringify(project);
    const known = all.get(path);
    if (known?.stamp === stamp && known.by === by) return known.scanned;
    const found = await listed.read();
    if ('skipped' in found) return found;
    const scanned = await this.#judgeText(found, {
      ...{ project, levels: request.levels },
      ...(link !== undefined && { link }),
    });
    all.set(path, { stamp, by, scanned });
    return scanned;
  }

  async #judgeText(
    { path, text }: Exclude<FoundFile, SkippedFile>,
    options: LintOptions,
  ): Promise<ScannedFile | undefined> {
    const file = sourceFile(path, text);
    if (file === undefined || !mayMatter(text, file.language)) return undefined;
    await this.#grammars.load(grammarsOf(file.language));
    const { findings, facts } = lintFile(file, this.#grammars, options);
    if (findings.length === 0 && facts.length === 0) return undefined;
    return { path, findings: judgedFindings(findings), facts, lines: file.lines.table };
  }

  #standard(link: LintOptions['link']): string {
    const known = this.#standards.get(link) ?? JSON.stringify([this.#grounds.request.levels, link], plain);
    this.#standards.set(link, known);
    return known;
  }
}

/** Maps as lists, which JSON has no word for. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
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
