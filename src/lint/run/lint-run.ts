import type { Grammars } from '../../source/grammar/grammars';
import { LineIndex } from '../../source/span';
import type { LinkedFile } from '../../rules/rule';
import { spanInApp } from '../links/app-document';
import { linkOf } from '../links/folder-link';
import type { KnownApp } from '../links/run-links';
import { lintApp } from '../lint-app';
import type { ListedFile, SkippedFile } from '../ports';
import { Projects } from '../project/projects';
import { withoutAccepted } from '../suppression/baseline';
import { judgedAs } from '../suppression/fingerprint';
import type { FixedFinding } from './fix-all';
import { judgeAll } from './judge-all';
import { readAll } from './read-all';
import type { JudgedFile, RunReport } from './report';
import type { RunOptions } from './run-options';

/**
 * Judges files as the command line does, once all of them were read: a build file behind them may tell what they mean. Those
 * that may matter are read a second time, so that no more than one is held.
 */
export async function lintRun(
  listed: readonly (ListedFile | SkippedFile)[],
  grammars: Grammars,
  options: RunOptions,
): Promise<RunReport> {
  const projects = new Projects(grammars);
  const { candidates, skipped, read } = await readAll(listed, { grammars, projects }, options);
  const files: JudgedFile[] = [];
  const told: LinkedFile[] = [];
  const fixed: { readonly path: string; readonly fixed: readonly FixedFinding[] }[] = [];
  for (const result of await judgeAll(candidates, grammars, projects, options)) {
    if (result === undefined) continue;
    if (result.skipped !== undefined) skipped.push(result.skipped);
    if (result.fixed !== undefined) fixed.push({ path: result.path, fixed: result.fixed });
    if (result.judged !== undefined) files.push(result.judged);
    if (result.facts !== undefined) told.push({ path: result.path, facts: result.facts });
  }
  for (const known of options.apps) files.push(judgeApp(known, told, options));
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

function countOf(files: readonly JudgedFile[]): number {
  return files.reduce((sum, { findings }) => sum + findings.length, 0);
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
