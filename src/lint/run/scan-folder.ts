import { unknownProject } from '../../source/build/project-facts';
import { grammarsOf, type Grammars } from '../../source/grammar/grammars';
import { sourceFile, type SourceFile } from '../../source/source-file';
import { mayMatter } from '../applicable-rules';
import { linkOf } from '../links/folder-link';
import { nothingKnown, type KnownProject } from '../project/folder-projects';
import { judgedFindings } from '../judged';
import { judgeText } from '../judge-text';
import type { LintOptions } from '../lint-file';
import { matcherOf } from '../patterns/glob';
import type {
  Deadline,
  Judgement,
  JudgeRequest,
  ListedFile,
  ScannedFile,
  ScanProgress,
  ScanRequest,
  ScanResult,
  SkippedFile,
} from '../ports';

/** How many files with findings are told of at once: showing more in one go would be felt. */
const tellAfter = 50;
/** How often a scan tells how far it is when it finds nothing, in files that were looked into. */
const reportEvery = 200;

/** What a scan found in a file; holds as long as neither the file nor what it is judged by changes. */
interface Known {
  readonly stamp: string;
  readonly by: string;
  /** Whether it was judged by what is known of its project. */
  readonly hasAsked: boolean;
  /** Absent when the file tells nothing. */
  readonly scanned: ScannedFile | undefined;
}

/** What the last scan of a folder found, by path: the next one looks only into files that have changed. */
export type KnownFiles = Map<string, Known>;

/** What files are judged by, and what is known of them. */
export interface ScanGrounds {
  readonly request: ScanRequest;
  readonly known: KnownFiles;
  /** What is known of the project of a file, whose text may tell whether anything is asked for. */
  readonly projectOf: (path: string, text?: string) => Promise<KnownProject>;
  readonly deadline: Deadline;
  /** Judges a file somewhere else at the same time, if there is room; rules over the file must not ask for its project. */
  readonly aside?: (request: JudgeRequest) => Promise<Judgement> | undefined;
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
  const scan = new Scan(grammars, grounds);
  const told = new Told(report);
  const pending = new Set<Promise<void>>();
  for await (const one of included(listed, grounds.request.exclude)) {
    if (isCancelled()) break;
    if ('skipped' in one) told.skip(one);
    else {
      const judging = await scan.judge(one);
      const { path } = one;
      if (!('aside' in judging)) told.take(path, judging);
      else {
        const done = judging.aside.then((judged) => {
          told.take(path, judged);
          pending.delete(done);
        });
        pending.add(done);
      }
    }
  }
  await Promise.all(pending);
  told.end();
  if (!isCancelled()) forgetOthers(grounds.known, told.seen);
  return { judged: told.seen.size, skipped: told.skipped };
}

/** What became of a file: `scanned` is absent when it tells nothing. */
type Judged = { readonly scanned: ScannedFile | undefined } | SkippedFile;

/** Tells of what is found in small batches, the first file at once: it shows that there is something. */
class Told {
  readonly #report: ScanWatch['report'];
  readonly skipped: { readonly path: string; readonly why: string }[] = [];
  readonly seen = new Set<string>();
  #untold: ScannedFile[] = [];
  #hasTold = false;

  constructor(report: ScanWatch['report']) {
    this.#report = report;
  }

  skip({ path, skipped }: SkippedFile): void {
    this.skipped.push({ path, why: skipped });
  }

  take(path: string, judged: Judged): void {
    if ('skipped' in judged) {
      this.skip(judged);
      return;
    }
    this.seen.add(path);
    if (judged.scanned !== undefined) this.#untold.push(judged.scanned);
    const isEnough = this.#untold.length >= (this.#hasTold ? tellAfter : 1);
    if (isEnough || this.seen.size % reportEvery === 0) this.#tell();
  }

  end(): void {
    if (this.#untold.length > 0) this.#tell();
  }

  #tell(): void {
    this.#report({ judged: this.seen.size, files: this.#untold });
    this.#hasTold ||= this.#untold.length > 0;
    this.#untold = [];
  }
}

function forgetOthers(known: KnownFiles, seen: ReadonlySet<string>): void {
  for (const path of known.keys()) if (!seen.has(path)) known.delete(path);
}

async function* included<T extends { readonly path: string }>(
  listed: AsyncIterable<T>,
  exclude: readonly string[],
): AsyncGenerator<T> {
  const isExcluded = matcherOf(exclude);
  for await (const one of listed) if (!isExcluded(one.path)) yield one;
}

/** What is to be kept of a file, and what it was judged by. */
interface Kept {
  readonly file: SourceFile | undefined;
  readonly link: LintOptions['link'];
  readonly around: KnownProject;
  readonly judgement: Judgement | undefined;
}

class Scan {
  readonly #grammars: Grammars;
  readonly #grounds: ScanGrounds;
  /** Levels and links in a form that can be compared, for each link and for none. */
  readonly #standards = new Map<LintOptions['link'], string>();
  readonly #lists = new Map<KnownProject['settings'] | KnownProject['names'], string>();

  constructor(grammars: Grammars, grounds: ScanGrounds) {
    this.#grammars = grammars;
    this.#grounds = grounds;
  }

  /** Judges a file here, or says that it is judged aside. */
  async judge(listed: ListedFile): Promise<Judged | { readonly aside: Promise<Judged> }> {
    const { path } = listed;
    const link = linkOf(path, this.#grounds.request.links)?.link;
    const known = await this.#stillKnown(listed, link);
    if (known !== undefined) return known;
    const found = await listed.read();
    if ('skipped' in found) return found;
    const around = await this.#grounds.projectOf(path, found.text);
    const file = sourceFile(path, found.text);
    const keep = (judgement: Judgement | undefined): Judged =>
      this.#keep(listed, { file, link, around, judgement });
    const keepJudged = (judged: Judgement | SkippedFile) => ('skipped' in judged ? judged : keep(judged));
    if (file === undefined || !mayMatter(file.text, file.language)) return keep(undefined);
    const options = { levels: this.#grounds.request.levels, ...(link !== undefined && { link }) };
    const here = () => this.#judgeHere(file, { ...options, ...around });
    const { project, settings, names } = around;
    const isLone = project === unknownProject && settings.length === 0 && names.length === 0;
    const aside = isLone
      ? this.#grounds.aside?.({ key: path, path, text: file.text, ...options })
      : undefined;
    if (aside === undefined) return keepJudged(await here());
    // What cannot be judged there may well be here.
    return { aside: aside.catch(here).then(keepJudged) };
  }

  /** What the last scan found in a file, where neither it nor what it was judged by has changed. */
  async #stillKnown({ path, stamp }: ListedFile, link: LintOptions['link']): Promise<Known | undefined> {
    const known = this.#grounds.known.get(path);
    if (known?.stamp !== stamp) return undefined;
    const now = known.hasAsked ? await this.#grounds.projectOf(path) : nothingKnown;
    return known.by === this.#standard(link) + this.#told(now) ? known : undefined;
  }

  #keep({ path, stamp }: ListedFile, { file, link, around, judgement }: Kept): Judged {
    const isTelling = file !== undefined && judgement !== undefined && tells(judgement);
    const scanned = isTelling ? { path, ...judgement, lines: file.lines.table } : undefined;
    const by = this.#standard(link) + this.#told(around);
    this.#grounds.known.set(path, { stamp, by, hasAsked: around !== nothingKnown, scanned });
    return { scanned };
  }

  async #judgeHere(file: SourceFile, options: LintOptions): Promise<Judgement | SkippedFile> {
    await this.#grammars.load(grammarsOf(file.language));
    const result = judgeText(file, this.#grammars, options, this.#grounds.deadline);
    if ('gaveUp' in result) return { path: file.path, skipped: result.gaveUp };
    return { findings: judgedFindings(result.findings), facts: result.facts };
  }

  /** What is known of a project in a form that can be compared. */
  #told({ project, settings, names }: KnownProject): string {
    return JSON.stringify(project) + this.#listed(settings) + this.#listed(names);
  }

  /** A list is the same one as long as what it holds is the same. */
  #listed(list: KnownProject['settings'] | KnownProject['names']): string {
    const known = this.#lists.get(list) ?? JSON.stringify(list, plain);
    this.#lists.set(list, known);
    return known;
  }

  #standard(link: LintOptions['link']): string {
    const known = this.#standards.get(link) ?? JSON.stringify([this.#grounds.request.levels, link], plain);
    this.#standards.set(link, known);
    return known;
  }
}

function tells({ findings, facts }: Judgement): boolean {
  return findings.length > 0 || facts.length > 0;
}

/** Maps as lists, which JSON has no word for. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
