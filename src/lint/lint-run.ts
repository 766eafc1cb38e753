import picomatch from 'picomatch';
import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { languageOf } from '../source/language';
import { sourceFile, type SourceFile } from '../source/source-file';
import { fingerprints } from './fingerprint';
import { fixAllSafe } from './fix-all';
import { mayMatter } from './applicable-rules';
import { lintFile, type FileFinding, type LintOptions } from './lint-file';
import type { FoundFile, SkippedFile } from './ports';
import { Projects } from './projects';
import type { JudgedFile, RunReport } from './report';

type FoundText = Extract<FoundFile, { readonly text: string }>;

export interface RunOptions extends Pick<LintOptions, 'link' | 'levels'> {
  readonly exclude: readonly string[];
  /** Fingerprints of findings that are not listed. */
  readonly baseline?: ReadonlySet<string>;
  /** Called with each file that safe fixes change, with its new text; resolves when it is stored. */
  readonly store?: (file: FoundText) => Promise<void>;
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
  const isExcluded = picomatch([...options.exclude], { dot: true });
  const projects = new Projects(grammars);
  const texts: FoundText[] = [];
  const skipped: SkippedFile[] = [];
  let read = 0;
  for await (const one of found) {
    // What a build file tells is true whether it is judged itself or not.
    if (!('skipped' in one)) await projects.read(one.path, one.text);
    if (options.exclude.length > 0 && isExcluded(one.path)) continue;
    if ('skipped' in one) {
      skipped.push(one);
      continue;
    }
    read += 1;
    const language = languageOf(one.path);
    if (language !== undefined && mayMatter(one.text, language)) texts.push(one);
  }
  const files: JudgedFile[] = [];
  let accepted = 0;
  for (const one of texts) {
    const judged = await judge(one, grammars, { ...options, project: projects.factsFor(one.path) });
    if (judged === undefined) continue;
    const kept = withoutAccepted(judged, options.baseline);
    accepted += judged.findings.length - kept.findings.length;
    if (kept.findings.length > 0) files.push(kept);
  }
  return { files, skipped, read, accepted };
}

async function judge(
  found: FoundText,
  grammars: Grammars,
  options: RunOptions & Pick<LintOptions, 'project'>,
): Promise<JudgedFile | undefined> {
  const { path, text } = found;
  const file = sourceFile(path, text);
  if (file === undefined) return undefined;
  await grammars.load(grammarsOf(file.language));
  const { link, levels, project } = options;
  const lintOptions: LintOptions = {
    project,
    ...(link !== undefined && { link }),
    ...(levels !== undefined && { levels }),
  };
  const findingsIn = (now: string): readonly FileFinding[] => {
    const again = sourceFile(path, now);
    return again === undefined ? [] : lintFile(again, grammars, lintOptions).findings;
  };
  if (options.store === undefined) return judgedAs(file, findingsIn(text));
  const fixed = fixAllSafe(text, findingsIn);
  if (fixed.count > 0) await options.store({ ...found, text: fixed.text });
  return judgedAs(sourceFile(path, fixed.text) ?? file, findingsIn(fixed.text));
}

function judgedAs(file: SourceFile, findings: readonly FileFinding[]): JudgedFile {
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
