import type { Fact } from '../rules/fact';
import type { RuleInfo } from '../rules/rule';
import type { Language } from '../source/language';
import type { FileFinding, LintOptions } from './lint-file';

/** A file of a run, or why it was not read. `path` is relative to the folder of the run, with `/` between folders. */
export type FoundFile =
  { readonly path: string; readonly text: string } | { readonly path: string; readonly skipped: string };

/** Files larger than this are made by programs, not written by people. */
export const largestFile = 1 << 20;

/** A text to be judged. Plain data: it may travel to another thread. */
export interface JudgeRequest extends LintOptions {
  /** What the document is called as long as it is open; its trees are kept under this name. */
  readonly key: string;
  readonly path: string;
  readonly text: string;
  /** The editor's word where the name does not tell. */
  readonly language?: Language;
}

export interface Judgement {
  readonly findings: readonly JudgedFinding[];
  readonly facts: readonly Fact[];
}

/** A finding with what is said of its rule, which itself cannot travel. */
export type JudgedFinding = Omit<FileFinding, 'rule'> & { readonly rule: RuleInfo };

/** Judges documents somewhere else than on the window's thread. */
export interface Linter {
  /** Rejects with `Failure` when the text could not be judged in time. */
  judge(request: JudgeRequest): Promise<Judgement>;
  /** Forgets what was kept of a document. */
  close(key: string): void;
}
