import assert from 'node:assert/strict';
import { lintFile } from '../../src/lint/lint-file';
import { grammarsOf, type Grammars } from '../../src/source/grammar/grammars';
import { sourceFile } from '../../src/source/source-file';
import { cannedApps } from '../rules/canned-apps';
import { packageGrammars } from '../rules/package-grammars';
import { corpus, type CorpusFile } from './corpus';
import { mutate } from './mutate';
import { pick, seeded } from './random';

/** No text may take longer, whatever is in it. */
const longestMs = 1000;

export interface FuzzResult {
  readonly runs: number;
  readonly findings: number;
  /** Milliseconds of the slowest text. */
  readonly slowest: number;
}

/**
 * Judges `runs` mutated files. Throws an `AssertionError` that holds the text when one crashes the linter, takes longer than
 * a second, or gets a finding outside of itself.
 */
export async function fuzzLint(runs: number, seed: number): Promise<FuzzResult> {
  const grammars = packageGrammars();
  const files = corpus();
  const texts = files.map(({ text }) => text);
  const next = seeded(seed);
  const apps = Object.values(cannedApps);
  let [findings, slowest] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const original = pick(files, next);
    const file = { path: original.path, text: mutate(original.text, next, texts) };
    const judged = await judge(file, grammars, next(2) === 0 ? undefined : pick(apps, next));
    findings += judged.findings;
    slowest = Math.max(slowest, judged.ms);
  }
  return { runs, findings, slowest };
}

/** Judges one hostile text; throws as `fuzzLint` does. */
export async function judge(
  { path, text }: CorpusFile,
  grammars: Grammars,
  link?: (typeof cannedApps)[keyof typeof cannedApps],
): Promise<{ readonly findings: number; readonly ms: number }> {
  const file = sourceFile(path, text);
  if (file === undefined) return { findings: 0, ms: 0 };
  await grammars.load(grammarsOf(file.language));
  // Processor time: the machine may be busy with other things.
  const start = process.cpuUsage();
  const { findings } = attempt(
    () => lintFile(file, grammars, { project: {}, ...(link !== undefined && { link }) }),
    file,
  );
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  assert.ok(ms < longestMs, `${path} took ${Math.round(ms)} ms:\n${text.slice(0, 5000)}`);
  for (const { rule, span, fixes } of findings)
    for (const { start: from, end } of [
      span,
      ...(fixes ?? []).flatMap((fix) => (fix.kind === 'edit' ? fix.edits.map((edit) => edit.span) : [])),
    ])
      assert.ok(
        0 <= from && from <= end && end <= text.length,
        `${rule.id} points outside of ${path}:\n${text}`,
      );
  return { findings: findings.length, ms };
}

function attempt<T>(work: () => T, { path, text }: CorpusFile): T {
  try {
    return work();
  } catch (error) {
    throw new assert.AssertionError({
      message: `${path} crashed the linter: ${error instanceof Error ? String(error.stack) : String(error)}\n${JSON.stringify(text).slice(0, 8000)}`,
    });
  }
}
