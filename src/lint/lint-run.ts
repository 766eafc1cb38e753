import picomatch from 'picomatch';
import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { languageOf } from '../source/language';
import { sourceFile, type SourceFile } from '../source/source-file';
import type { Fact } from '../rules/fact';
import type { LinkedFile } from '../rules/rule';
import { spanInApp } from './app-document';
import { mayMatter } from './applicable-rules';
import { fingerprints } from './fingerprint';
import { fixAllSafe } from './fix-all';
import { linkOf } from './folder-link';
import { lintApp } from './lint-app';
import { judgeText } from './judge-text';
import type { FileFinding, LintOptions } from './lint-file';
import type { Deadline, FoundFile, SkippedFile } from './ports';
import { Projects } from './projects';
import type { JudgedFile, ReportedFile, RunReport } from './report';
import type { KnownApp, RunLink } from './run-links';

type FoundText = Extract<FoundFile, { readonly text: string }>;

export interface RunOptions extends Pick<LintOptions, 'levels'> {
  readonly exclude: readonly string[];
  readonly apps: readonly KnownApp[];
  readonly links: readonly RunLink[];
  /** Set when files of the apps' folders are not among those of the run: what none of these says, another one may. */
  readonly partial?: true;
  readonly deadline: Deadline;
  /** Fingerprints of findings that are not listed. */
  readonly baseline?: ReadonlySet<string>;
  /** Called with each file that safe fixes change, as it was judged, and its new text. Says why it was not stored, if it was not. */
  readonly store?: (judged: FoundText, text: string) => string | undefined;
}

/**
 * Judges files one after the other, as the command line does, once all of them were read: a build file behind them may tell
 * what they mean.
 */
export async function lintRun(
  found: AsyncIterable<FoundFile>,
  grammars: Grammars,
  options: RunOptions,
): Promise<RunReport> {
  const projects = new Projects(grammars);
  const { texts, skipped, read } = await readAll(found, projects, options.exclude);
  const files: JudgedFile[] = [];
  const told: LinkedFile[] = [];
  for (const one of texts) {
    const result = await judge(one, grammars, projects, options);
    if (result === undefined) continue;
    if ('skipped' in result) {
      skipped.push(result);
      continue;
    }
    files.push(result.judged);
    told.push({ path: one.path, facts: result.facts });
  }
  for (const known of options.apps) files.push(judgeApp(known, told, options));
  const kept = files.map((judged) => withoutAccepted(judged, options.baseline));
  return {
    files: kept.filter(({ findings }) => findings.length > 0),
    skipped,
    read,
    accepted: countOf(files) - countOf(kept),
  };
}

interface ReadFiles {
  /** Those that can matter at all. */
  readonly texts: readonly FoundText[];
  readonly skipped: SkippedFile[];
  readonly read: number;
}

async function readAll(
  found: AsyncIterable<FoundFile>,
  projects: Projects,
  exclude: readonly string[],
): Promise<ReadFiles> {
  const isExcluded = picomatch([...exclude], { dot: true });
  const texts: FoundText[] = [];
  const skipped: SkippedFile[] = [];
  let read = 0;
  for await (const one of found) {
    // What a build file tells is true whether it is judged itself or not.
    if (!('skipped' in one)) await projects.read(one.path, one.text);
    if (exclude.length > 0 && isExcluded(one.path)) continue;
    if ('skipped' in one) {
      skipped.push(one);
      continue;
    }
    read += 1;
    const language = languageOf(one.path);
    if (language !== undefined && mayMatter(one.text, language)) texts.push(one);
  }
  return { texts, skipped, read };
}

function countOf(files: readonly JudgedFile[]): number {
  return files.reduce((sum, { findings }) => sum + findings.length, 0);
}

async function judge(
  found: FoundText,
  grammars: Grammars,
  projects: Projects,
  { links, levels, store, deadline }: RunOptions,
): Promise<{ readonly judged: JudgedFile; readonly facts: readonly Fact[] } | SkippedFile | undefined> {
  const { path, text } = found;
  const file = sourceFile(path, text);
  if (file === undefined) return undefined;
  await grammars.load(grammarsOf(file.language));
  const link = linkOf(path, links)?.app;
  const options: LintOptions = {
    project: projects.factsFor(path),
    settings: projects.settingsFor(path),
    names: projects.namesFor(path),
    ...(link !== undefined && { link }),
    ...(levels !== undefined && { levels }),
  };
  const lint = (now: SourceFile) => {
    const result = judgeText(now, grammars, options, deadline);
    if ('gaveUp' in result) return { path, skipped: result.gaveUp, unreadable: true as const };
    return { judged: judgedAs(now, result.findings), facts: result.facts };
  };
  if (store === undefined) return lint(file);
  const fixed = fixAllSafe(text, (now) => {
    const again = sourceFile(path, now);
    const result = again === undefined ? undefined : judgeText(again, grammars, options, deadline);
    return result === undefined || 'gaveUp' in result ? [] : result.findings;
  });
  const failed = fixed.count > 0 ? store(found, fixed.text) : undefined;
  if (failed !== undefined) return { path, skipped: `it was not fixed: ${failed}`, unreadable: true };
  return lint(sourceFile(path, fixed.text) ?? file);
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

function withoutAccepted(judged: JudgedFile, baseline: ReadonlySet<string> | undefined): JudgedFile {
  if (baseline === undefined) return judged;
  const kept = judged.findings.map((_, i) => !baseline.has(judged.fingerprints[i] ?? ''));
  return {
    file: judged.file,
    findings: judged.findings.filter((_, i) => kept[i]),
    fingerprints: judged.fingerprints.filter((_, i) => kept[i]),
  };
}
