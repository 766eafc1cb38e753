import type { Fact } from '../../rules/fact';
import type { KnownApp, RunLink } from '../links/run-links';
import type { LintOptions } from '../lint-file';
import type { Deadline, FileJudgement, FileRequest, FoundFile } from '../ports';
import type { Baseline } from '../suppression/baseline';
import type { ReportedFile } from './report';
import type { SiftedFile } from './sift';

export type FoundText = Extract<FoundFile, { readonly text: string }>;

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
  /** A thread that looks at files and judges them at the same time. */
  readonly beside?: BesideRun;
  /** Called with what each file that was judged tells. */
  readonly tell?: (file: ReportedFile, facts: readonly Fact[]) => void;
  /** Called with each file that safe fixes change, as it was judged, and its new text. Says why it was not stored, if it was not. */
  readonly store?: (judged: FoundText, text: string) => string | undefined;
}

/** What another thread does for a run, which reads the files itself. Rejects when it cannot go on. */
export interface BesideRun {
  sift(paths: readonly string[]): Promise<readonly SiftedFile[]>;
  judge(requests: readonly FileRequest[]): Promise<readonly FileJudgement[]>;
  /** Resolves when what it has answered meanwhile is heard. */
  hear(): Promise<void>;
}
