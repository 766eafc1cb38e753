import { BudgetSpent } from '../lifecycle/budget';
import type { Trees } from '../source/grammar/grammars';
import type { SourceFile } from '../source/source-file';
import { lintFile, type FileResult, type LintOptions } from './lint-file';
import { DeadlinePassed, type Deadline } from './ports';

/** A text that was given up, and why, as an end of "was not judged: ...". */
export interface GivenUp {
  readonly gaveUp: string;
}

/**
 * Judges one text as `lintFile` does, for everyone who judges: editor, scan and command line. A text that is made to keep
 * the linter busy, or that a rule fails on, is given up; it never ends more than itself.
 */
export function judgeText(
  file: SourceFile,
  trees: Trees,
  options: LintOptions,
  deadline: Deadline,
): FileResult | GivenUp {
  try {
    return deadline(() => lintFile(file, trees, options));
  } catch (error) {
    return { gaveUp: reasonOf(error) };
  }
}

/** A text, and what it is judged by. */
export interface TextToJudge {
  readonly file: SourceFile;
  readonly options: LintOptions;
}

/** As `judgeText`, for texts that share a deadline, which costs something itself: the one that is judged when it passes gets one of its own. */
export function judgeTexts(
  texts: readonly TextToJudge[],
  trees: Trees,
  deadline: Deadline,
): readonly (FileResult | GivenUp)[] {
  const results: (FileResult | GivenUp)[] = [];
  const within: Deadline = (work) => work();
  while (results.length < texts.length) {
    try {
      deadline(() => {
        for (const { file, options } of texts.slice(results.length))
          results.push(judgeText(file, trees, options, within));
      });
    } catch (error) {
      if (!(error instanceof DeadlinePassed)) throw error;
      const late = texts[results.length];
      if (late !== undefined) results.push(judgeText(late.file, trees, late.options, deadline));
    }
  }
  return results;
}

function reasonOf(error: unknown): string {
  if (error instanceof BudgetSpent || error instanceof DeadlinePassed) return error.message;
  if (error instanceof RangeError) return new BudgetSpent('depth').message;
  return `a rule failed on it (${error instanceof Error ? error.message : String(error)})`;
}
