import { grammarsOf, type Grammars } from '../../source/grammar/grammars';
import { isTestSource, languageOfText } from '../../source/language';
import { configFileName } from '../config/file-name';
import { matcherOf } from '../patterns/glob';
import type { FoundFile, ListedFile, SkippedFile } from '../ports';
import { Projects } from '../project/projects';
import type { BesideRun, RunOptions } from './run-options';
import { inTurn, shareOut } from './share-out';
import { sift, type SiftedFile } from './sift';

interface ReadFiles {
  /** Those that can matter at all. */
  readonly candidates: readonly ListedFile[];
  readonly skipped: SkippedFile[];
  readonly read: number;
}

/** What grows while files are looked at. */
interface Learning {
  readonly grammars: Grammars;
  readonly projects: Projects;
}

/** Looks at all files of a run, and takes in what tells of its projects. */
export async function readAll(
  listed: readonly (ListedFile | SkippedFile)[],
  { grammars, projects }: Learning,
  { exclude, named, beside }: RunOptions,
): Promise<ReadFiles> {
  const isExcluded = matcherOf(exclude);
  const candidates: ListedFile[] = [];
  const skipped: SkippedFile[] = [];
  let read = 0;
  const sifted = await siftAll(listed, { grammars, projects }, beside);
  for (const [i, one] of listed.entries()) {
    const found = sifted[i] ?? noKind;
    if (isExcluded(one.path)) {
      if (named.has(one.path)) skipped.push({ path: one.path, skipped: 'excluded by the configuration' });
      continue;
    }
    const why = named.has(one.path) ? whyNotNamed(one.path, found) : whyNot(one.path, found);
    if (why !== undefined) skipped.push(why);
    if ('skipped' in found || why?.unreadable === true) continue;
    read += 1;
    if (!('skipped' in one) && matters(found)) candidates.push(one);
  }
  return { candidates, skipped, read };
}

const noKind: SiftedFile = { language: undefined, mayMatter: false };

/** A file of the run; `tells`: it may tell something of projects, and has to be read by the thread that knows these. */
interface ToSift {
  readonly one: ListedFile | SkippedFile;
  readonly at: number;
  readonly tells: boolean;
}

/** Whether a file can be read by another thread: what was not listed as one is not read at all. */
function isForAnyone({ one, tells }: ToSift): boolean {
  return !tells && !('skipped' in one);
}

/** Those that tell of projects first, and here; all else can be looked at anywhere meanwhile. */
async function siftAll(
  listed: readonly (ListedFile | SkippedFile)[],
  { grammars, projects }: Learning,
  beside: BesideRun | undefined,
): Promise<readonly SiftedFile[]> {
  /** Its parser is there when the file is judged. */
  const prepared = (found: SiftedFile): SiftedFile => {
    const language = matters(found) ? found.language : undefined;
    if (language !== undefined) grammars.prepare(grammarsOf(language));
    return found;
  };
  const items = listed.map((one, at): ToSift => {
    return { one, at, tells: Projects.tells(one.path) && !Projects.isTemplate(one.path) };
  });
  const order = [...items.filter((item) => !isForAnyone(item)), ...items.filter(isForAnyone)];
  const done = await shareOut(order, {
    here: (some) =>
      inTurn(some, async ({ one, tells }) => {
        const found = await foundIn(one);
        const sifted = prepared(sift(found));
        if (tells && (matters(sifted) || Projects.isBuildFile(one.path))) await learn(found, projects);
        return sifted;
      }),
    aside: beside && {
      takes: isForAnyone,
      do: async (some) => (await beside.sift(some.map(({ one }) => one.path))).map(prepared),
      hear: () => beside.hear(),
    },
    most: 64,
  });
  const sifted: SiftedFile[] = [];
  for (const [n, { at }] of order.entries()) sifted[at] = done[n] ?? noKind;
  await learnTemplates(listed, sifted, projects);
  return sifted;
}

/** All of them, where one may matter: what it means may stand in any other. */
async function learnTemplates(
  listed: readonly (ListedFile | SkippedFile)[],
  sifted: readonly SiftedFile[],
  projects: Projects,
): Promise<void> {
  const templates = [...listed.entries()].filter(([, { path }]) => Projects.isTemplate(path));
  if (!templates.some(([i]) => matters(sifted[i] ?? noKind))) return;
  for (const [, one] of templates) await learn(await foundIn(one), projects);
}

function matters(found: SiftedFile): found is Exclude<SiftedFile, SkippedFile> {
  return 'mayMatter' in found && found.mayMatter;
}

function foundIn(one: ListedFile | SkippedFile): Promise<FoundFile> {
  return 'skipped' in one ? Promise.resolve(one) : one.read();
}

/** What a file tells of its project is true whether it is judged itself or not. */
async function learn(found: FoundFile, projects: Projects): Promise<void> {
  if (!('skipped' in found)) await projects.learn(found.path, found.text);
}

function whyNot(path: string, found: SiftedFile): SkippedFile | undefined {
  if ('skipped' in found) return found;
  return isNested(path) ? { path, skipped: 'settings count only at the top' } : undefined;
}

/** Somebody counts on it that a file of this name was judged. */
function whyNotNamed(path: string, found: SiftedFile): SkippedFile | undefined {
  const language = 'skipped' in found ? languageOfText(path, '') : found.language;
  if (language === undefined) return { path, skipped: 'no kind of file that is judged', unreadable: true };
  if ('skipped' in found) return { ...found, unreadable: true };
  return isTestSource(path) ? { path, skipped: 'a test source' } : whyNot(path, found);
}

/** Whether it is a file of settings that nobody reads. */
function isNested(path: string): boolean {
  return path.endsWith(`/${configFileName}`);
}
