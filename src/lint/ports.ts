import type { Fact } from '../rules/fact';
import type { RuleInfo } from '../rules/rule';
import type { Language } from '../source/language';
import type { LineTable } from '../source/span';
import type { FileText } from './file-text';
import type { FileFinding, LintOptions } from './lint-file';

/** A file of a run, or why it was not read. `path` is relative to the folder of the run, with `/` between folders. */
export type FoundFile = ({ readonly path: string } & FileText) | SkippedFile;

export interface SkippedFile {
  readonly path: string;
  readonly skipped: string;
  /** It should have been judged and could not be, which fails a run of the command line. */
  readonly unreadable?: true;
  /** Said in every format, since nothing else tells of it: what a run does not look at. Fails nothing. */
  readonly note?: true;
}

/** Ends work that takes too long, wherever it is. Throws `DeadlinePassed` then, else what the work throws. */
export type Deadline = <T>(work: () => T) => T;

export class DeadlinePassed extends Error {
  constructor() {
    super('it takes too long');
    this.name = 'DeadlinePassed';
  }
}

/** A file that is there and not read yet. */
export interface ListedFile {
  readonly path: string;
  /** Another one whenever the file has changed: its size and time. */
  readonly stamp: string;
  read(): Promise<FoundFile>;
}

/** Files larger than this are made by programs, not written by people. */
export const largestFile = 1 << 20;

/** Folders nest deeper only by mistake. */
export const deepestFolder = 64;

/** A text to be judged. Plain data: it may travel to another thread. */
export interface JudgeRequest extends Omit<LintOptions, 'project'> {
  /** What the document is called as long as it is open; its trees are kept under this name. */
  readonly key: string;
  readonly path: string;
  /** Absolute path of the folder that `path` is relative to, where that is on disk: build files in it tell of the project. */
  readonly folder?: string;
  readonly text: string;
  /** The editor's word where the name does not tell. */
  readonly language?: Language;
}

/** A file of a run's folder to be read and judged, by all that is known around it. Plain data. */
export interface FileRequest extends LintOptions {
  readonly path: string;
}

/** What a file of a run tells, with the text that was read where something was found in it; or why it was not judged. Plain data. */
export type FileJudgement = SkippedFile | (Judgement & { readonly path: string; readonly text?: string });

export interface Judgement {
  readonly findings: readonly JudgedFinding[];
  readonly facts: readonly Fact[];
  /** Other files of the folder, relative to it, that were judged by what this one told before and are to be judged again. */
  readonly dependents?: readonly string[];
}

/** A finding with what is said of its rule, which itself cannot travel. */
export type JudgedFinding = Omit<FileFinding, 'rule'> & { readonly rule: RuleInfo };

/** All files below a folder that rules can read. */
export interface ScanRequest {
  /** Absolute path. */
  readonly folder: string;
  readonly exclude: readonly string[];
  /** By folder relative to `folder`, `.` for itself; the deepest one that holds a file counts. */
  readonly links: readonly { readonly folder: string; readonly link: NonNullable<LintOptions['link']> }[];
  readonly levels: NonNullable<LintOptions['levels']>;
}

export interface ScannedFile extends Judgement {
  readonly path: string;
  /** Where its lines begin, for files with findings: nobody needs to read them again. */
  readonly lines: LineTable;
}

/** How far a scan is, and what it found since it told last. */
export interface ScanProgress {
  /** How many files were looked into. */
  readonly judged: number;
  /** Files with findings or facts. */
  readonly files: readonly ScannedFile[];
}

export interface ScanResult {
  readonly judged: number;
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** Judges documents somewhere else than on the window's thread. */
export interface Linter {
  /** Rejects with `Failure` when the text could not be judged in time. */
  judge(request: JudgeRequest): Promise<Judgement>;
  /**
   * Rejects with an `AbortError` when `signal` ends, else as `judge` does. Everything found is given to `report`. Absent where no
   * folder can be read: then whoever has the files asks for one after the other.
   */
  scan?(
    request: ScanRequest,
    signal: AbortSignal,
    report: (progress: ScanProgress) => void,
  ): Promise<ScanResult>;
  /** Forgets what was kept of a document. */
  close(key: string): void;
}
