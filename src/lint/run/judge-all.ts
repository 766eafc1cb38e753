import type { Fact } from '../../rules/fact';
import { grammarsOf, type Grammars } from '../../source/grammar/grammars';
import { sourceFile, type SourceFile } from '../../source/source-file';
import { LineIndex } from '../../source/span';
import { judgedFindings } from '../judged';
import { judgeText, judgeTexts, type GivenUp } from '../judge-text';
import { linkOf } from '../links/folder-link';
import type { FileResult } from '../lint-file';
import type { Deadline, FileJudgement, FileRequest, FoundFile, ListedFile, SkippedFile } from '../ports';
import type { Projects } from '../project/projects';
import { judgedAs } from '../suppression/fingerprint';
import { fixAllSafe, type FixedFinding } from './fix-all';
import type { JudgedFile } from './report';
import type { FoundText, RunOptions } from './run-options';
import { inTurn, shareOut } from './share-out';

/** What became of a file that may matter. There may be very many: nothing is kept of one of which nothing is to be said. */
export interface RunResult {
  readonly path: string;
  readonly judged?: JudgedFile;
  /** Where a live app is judged by them. */
  readonly facts?: readonly Fact[];
  readonly fixed?: readonly FixedFinding[];
  /** Why it was not judged, or not fixed. */
  readonly skipped?: SkippedFile;
}

/** Judges files by all that is known of their projects, in part in the thread beside this one where there is one. */
export function judgeAll(
  candidates: readonly ListedFile[],
  grammars: Grammars,
  projects: Projects,
  options: RunOptions,
): Promise<readonly (RunResult | undefined)[]> {
  const { apps, beside, deadline, store, tell } = options;
  const resultOf = (judgement: FileJudgement) => resultIn(judgement, apps.length > 0);
  // What changes files or looks at each of them does so on this thread.
  if (store !== undefined || tell !== undefined)
    return inTurn(candidates, (one) => judgeAlone(one, grammars, projects, options));
  const requestsFor = (some: readonly ListedFile[]) =>
    some.map(({ path }) => requestFor(path, projects, options));
  return shareOut(candidates, {
    here: async (some) => {
      const found = await inTurn(some, (one) => one.read());
      return (await judgeFiles(found, requestsFor(some), { grammars, deadline })).map(resultOf);
    },
    aside: beside && {
      takes: () => true,
      do: async (some) => (await beside.judge(requestsFor(some))).map(resultOf),
      hear: () => beside.hear(),
    },
    most: 8,
  });
}

function requestFor(path: string, projects: Projects, { links, levels }: RunOptions): FileRequest {
  const link = linkOf(path, links)?.app;
  return {
    path,
    project: projects.factsFor(path),
    settings: projects.settingsFor(path),
    names: projects.namesFor(path),
    manifests: projects.manifestsFor(path),
    ...(link !== undefined && { link }),
    ...(levels !== undefined && { levels }),
  };
}

/** What files are judged with. */
interface Judging {
  readonly grammars: Grammars;
  readonly deadline: Deadline;
}

/** Judges files of a run that were read, in whichever thread; a request for each. */
export async function judgeFiles(
  found: readonly FoundFile[],
  requests: readonly FileRequest[],
  { grammars, deadline }: Judging,
): Promise<readonly FileJudgement[]> {
  const texts = requests.map(({ path, ...options }, i) => {
    const one = found[i];
    const file = one === undefined || 'skipped' in one ? undefined : sourceFile(path, one.text);
    return file === undefined ? undefined : { file, options };
  });
  const toJudge = texts.filter((one) => one !== undefined);
  await grammars.load([...new Set(toJudge.flatMap(({ file }) => grammarsOf(file.language)))]);
  const results = judgeTexts(toJudge, grammars, deadline).values();
  return requests.map(({ path }, i): FileJudgement => {
    const one = found[i];
    if (one !== undefined && 'skipped' in one) return one;
    const file = texts[i]?.file;
    const result = file === undefined ? undefined : results.next().value;
    return file === undefined || result === undefined
      ? { path, findings: [], facts: [] }
      : judgementOf(file, result);
  });
}

function judgementOf({ path, text }: SourceFile, result: FileResult | GivenUp): FileJudgement {
  if ('gaveUp' in result) return { path, skipped: result.gaveUp, unreadable: true };
  const findings = judgedFindings(result.findings);
  return { path, findings, facts: result.facts, ...(findings.length > 0 && { text }) };
}

async function judgeAlone(
  one: ListedFile,
  grammars: Grammars,
  projects: Projects,
  options: RunOptions,
): Promise<RunResult | undefined> {
  const { apps, deadline, store, tell } = options;
  const found = await one.read();
  if ('skipped' in found) return { path: one.path, skipped: found };
  const file = sourceFile(found.path, found.text);
  if (file === undefined) return undefined;
  await grammars.load(grammarsOf(file.language));
  const request = requestFor(one.path, projects, options);
  const judge = (text: string): FileJudgement => {
    const now = sourceFile(found.path, text) ?? file;
    return judgementOf(now, judgeText(now, grammars, request, deadline));
  };
  const { fixed, judgement, skipped } =
    store === undefined ? { judgement: judge(found.text) } : fixFile(found, judge, store);
  if (!('skipped' in judgement)) tell?.(file, judgement.facts);
  const result = resultIn(judgement, apps.length > 0);
  if (fixed === undefined && skipped === undefined) return result;
  return { path: one.path, ...result, ...(fixed && { fixed }), ...(skipped && { skipped }) };
}

function resultIn(judgement: FileJudgement, keepsFacts: boolean): RunResult | undefined {
  const { path } = judgement;
  if ('skipped' in judgement) return { path, skipped: judgement };
  const { findings, facts, text } = judgement;
  const told = keepsFacts && facts.length > 0 ? { facts } : undefined;
  const judged =
    text === undefined ? undefined : judgedAs({ path, text, lines: new LineIndex(text) }, findings);
  return told === undefined && judged === undefined
    ? undefined
    : { path, ...told, ...(judged && { judged }) };
}

interface FixedFile {
  /** Of what is left. */
  readonly judgement: FileJudgement;
  readonly fixed?: readonly FixedFinding[];
  readonly skipped?: SkippedFile;
}

/** Puts right what can be without a doubt, and tells what is left. */
function fixFile(
  found: FoundText,
  judge: (text: string) => FileJudgement,
  store: NonNullable<RunOptions['store']>,
): FixedFile {
  const { path } = found;
  const after = fixAllSafe(found.text, (text) => {
    const judged = judge(text);
    return 'skipped' in judged ? [] : judged.findings;
  });
  if (after.fixed.length === 0) return { judgement: judge(found.text) };
  const failed = store(found, after.text);
  if (failed === undefined) return { judgement: judge(after.text), fixed: after.fixed };
  const skipped: SkippedFile = { path, skipped: `it was not fixed: ${failed}`, unreadable: true };
  return { judgement: judge(found.text), skipped };
}
