import { grammarsOf, type Grammars } from '../../source/grammar/grammars';
import { isTestSource, languageOfText } from '../../source/language';
import { sourceFile, type SourceFile } from '../../source/source-file';
import { LineIndex } from '../../source/span';
import type { Fact } from '../../rules/fact';
import type { LinkedFile } from '../../rules/rule';
import { spanInApp } from '../links/app-document';
import { mayMatter } from '../applicable-rules';
import { withoutAccepted, type Baseline } from '../suppression/baseline';
import { fingerprints } from '../suppression/fingerprint';
import { configFileName } from '../config/file-name';
import { fixAllSafe, type FixedFinding } from './fix-all';
import { linkOf } from '../links/folder-link';
import { lintApp } from '../lint-app';
import { judgeText } from '../judge-text';
import type { FileFinding, LintOptions } from '../lint-file';
import { matcherOf } from '../patterns/glob';
import type { Deadline, FoundFile, ListedFile, SkippedFile } from '../ports';
import { Projects } from '../project/projects';
import type { JudgedFile, ReportedFile, RunReport } from './report';
import type { KnownApp, RunLink } from '../links/run-links';

type FoundText = Extract<FoundFile, { readonly text: string }>;

export interface RunOptions extends Pick<LintOptions, 'levels'> {
  readonly exclude: readonly string[];
  readonly apps: readonly KnownApp[];
  readonly links: readonly RunLink[];
  /** Files that somebody asked for by name: of each it is said what became of it. */
  readonly named: ReadonlySet<string>;
  /** Set when files of the apps' folders are not among those of the run: what none of these says, another one may. */
  readonly partial?: true;
  readonly deadline: Deadline;
  readonly baseline?: Baseline;
  /** Called with what each file that was judged tells. */
  readonly tell?: (file: ReportedFile, facts: readonly Fact[]) => void;
  /** Called with each file that safe fixes change, as it was judged, and its new text. Says why it was not stored, if it was not. */
  readonly store?: (judged: FoundText, text: string) => string | undefined;
}

/**
 * Judges files one after the other, as the command line does, once all of them were read: a build file behind them may tell
 * what they mean. Those that may matter are read a second time, so that no more than one is held.
 */
export async function lintRun(
  listed: AsyncIterable<ListedFile | SkippedFile>,
  grammars: Grammars,
  options: RunOptions,
): Promise<RunReport> {
  const projects = new Projects(grammars);
  const { candidates, skipped, read } = await readAll(listed, projects, options);
  const files: JudgedFile[] = [];
  const told: LinkedFile[] = [];
  const fixed: { readonly path: string; readonly fixed: readonly FixedFinding[] }[] = [];
  const take = (judged: JudgedFile) => {
    if (judged.findings.length > 0) files.push(judged);
  };
  for (const one of candidates) {
    const found = await one.read();
    if ('skipped' in found) {
      skipped.push(found);
      continue;
    }
    const result = await judge(found, grammars, projects, options);
    if (result.skipped !== undefined)
      skipped.push({ path: one.path, skipped: result.skipped, unreadable: true });
    if (result.fixed.length > 0) fixed.push({ path: one.path, fixed: result.fixed });
    if (result.judged === undefined) continue;
    take(result.judged);
    options.tell?.(result.judged.file, result.facts);
    if (options.apps.length > 0) told.push({ path: one.path, facts: result.facts });
  }
  for (const known of options.apps) take(judgeApp(known, told, options));
  const { baseline } = options;
  const kept = baseline === undefined ? files : files.map((judged) => withoutAccepted(judged, baseline));
  return {
    files: kept.filter(({ findings }) => findings.length > 0),
    elsewhere: await linesElsewhere(kept, candidates),
    skipped,
    read,
    ...(options.store !== undefined && { fixed }),
    accepted: countOf(files) - countOf(kept),
  };
}

/** Read again, as no more than one text is held; what is gone meanwhile has no lines. */
async function linesElsewhere(
  files: readonly JudgedFile[],
  candidates: readonly ListedFile[],
): Promise<ReadonlyMap<string, LineIndex>> {
  const related = files.flatMap(({ findings }) => findings.flatMap((finding) => finding.related ?? []));
  const paths = new Set(related.flatMap(({ path }) => path ?? []));
  const lines = new Map<string, LineIndex>();
  for (const one of candidates) {
    if (!paths.has(one.path)) continue;
    const found = await one.read();
    if ('text' in found) lines.set(one.path, new LineIndex(found.text));
  }
  return lines;
}

interface ReadFiles {
  /** Those that can matter at all. */
  readonly candidates: readonly ListedFile[];
  readonly skipped: SkippedFile[];
  readonly read: number;
}

async function readAll(
  listed: AsyncIterable<ListedFile | SkippedFile>,
  projects: Projects,
  { exclude, named }: RunOptions,
): Promise<ReadFiles> {
  const isExcluded = matcherOf(exclude);
  const candidates: ListedFile[] = [];
  const skipped: SkippedFile[] = [];
  let read = 0;
  for await (const one of listed) {
    const found = 'skipped' in one ? one : await one.read();
    // What a build file tells is true whether it is judged itself or not.
    await takeIn(found, projects);
    if (isExcluded(one.path)) {
      if (named.has(one.path)) skipped.push({ path: one.path, skipped: 'excluded by the configuration' });
      continue;
    }
    const why = named.has(one.path) ? whyNotNamed(found) : whyNot(found);
    if (why !== undefined) skipped.push(why);
    if ('skipped' in found || why?.unreadable === true) continue;
    read += 1;
    if (!('skipped' in one) && isCandidate(found)) candidates.push(one);
  }
  return { candidates, skipped, read };
}

async function takeIn(found: FoundFile, projects: Projects): Promise<void> {
  if (!('skipped' in found)) await projects.learn(found.path, found.text);
}

function isCandidate({ path, text }: FoundText): boolean {
  const language = languageOfText(path, text);
  return language !== undefined && mayMatter(text, language);
}

function whyNot(found: FoundFile): SkippedFile | undefined {
  if ('skipped' in found) return found;
  return isNested(found.path) ? { path: found.path, skipped: 'settings count only at the top' } : undefined;
}

/** Somebody counts on it that a file of this name was judged. */
function whyNotNamed(found: FoundFile): SkippedFile | undefined {
  const { path } = found;
  const text = 'skipped' in found ? '' : found.text;
  if (languageOfText(path, text) === undefined)
    return { path, skipped: 'no kind of file that is judged', unreadable: true };
  if ('skipped' in found) return { ...found, unreadable: true };
  return isTestSource(path) ? { path, skipped: 'a test source' } : whyNot(found);
}

/** Whether it is a file of settings that nobody reads. */
function isNested(path: string): boolean {
  return path.endsWith(`/${configFileName}`);
}

function countOf(files: readonly JudgedFile[]): number {
  return files.reduce((sum, { findings }) => sum + findings.length, 0);
}

interface JudgedText {
  /** Absent when it was given up. */
  readonly judged?: JudgedFile;
  readonly facts: readonly Fact[];
  readonly fixed: readonly FixedFinding[];
  /** Why it was not judged, or not fixed. */
  readonly skipped?: string;
}

const nothingFixed: JudgedText = { facts: [], fixed: [] };

async function judge(
  found: FoundText,
  grammars: Grammars,
  projects: Projects,
  { links, levels, store, deadline }: RunOptions,
): Promise<JudgedText> {
  const { path, text } = found;
  const file = sourceFile(path, text);
  if (file === undefined) return nothingFixed;
  await grammars.load(grammarsOf(file.language));
  const link = linkOf(path, links)?.app;
  const options: LintOptions = {
    project: projects.factsFor(path),
    settings: projects.settingsFor(path),
    names: projects.namesFor(path),
    manifests: projects.manifestsFor(path),
    ...(link !== undefined && { link }),
    ...(levels !== undefined && { levels }),
  };
  const lint = (now: SourceFile): JudgedText => {
    const result = judgeText(now, grammars, options, deadline);
    if ('gaveUp' in result) return { ...nothingFixed, skipped: result.gaveUp };
    return { judged: judgedAs(now, result.findings), facts: result.facts, fixed: [] };
  };
  if (store === undefined) return lint(file);
  const after = fixAllSafe(text, (now) => {
    const again = sourceFile(path, now);
    const result = again === undefined ? undefined : judgeText(again, grammars, options, deadline);
    return result === undefined || 'gaveUp' in result ? [] : result.findings;
  });
  if (after.fixed.length === 0) return lint(file);
  const failed = store(found, after.text);
  if (failed !== undefined) return { ...lint(file), skipped: `it was not fixed: ${failed}` };
  return { ...lint(sourceFile(path, after.text) ?? file), fixed: after.fixed };
}

/** What is wrong with an app itself, going by what the files of its folders tell. */
function judgeApp(
  { app, document }: KnownApp,
  told: readonly LinkedFile[],
  { links, levels, partial }: RunOptions,
): JudgedFile {
  const files = told.filter(({ path }) => linkOf(path, links)?.app === app);
  const findings = lintApp({ app, files, ...(partial && { partial }) }, levels).map((finding) => ({
    ...finding,
    span: spanInApp(document.text, finding.at) ?? { start: 0, end: Math.min(1, document.text.length) },
  }));
  return judgedAs(document, findings);
}

function judgedAs(file: ReportedFile, findings: readonly FileFinding[]): JudgedFile {
  return { file, findings, fingerprints: fingerprints(file, findings) };
}
