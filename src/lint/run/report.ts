import type { LineIndex } from '../../source/span';
import type { SourceFile } from '../../source/source-file';
import type { FixedFinding } from './fix-all';
import type { FileFinding } from '../lint-file';
import type { SkippedFile } from '../ports';

/** A file that findings are reported in; one that holds an app has no language that rules read. */
export type ReportedFile = Pick<SourceFile, 'path' | 'text' | 'lines'>;

/** One judged file of a run, as the report formats see it. */
export interface JudgedFile {
  readonly file: ReportedFile;
  readonly findings: readonly FileFinding[];
  /** One for each finding. */
  readonly fingerprints: readonly string[];
}

export interface RunReport {
  readonly files: readonly JudgedFile[];
  /** The lines of files that findings of others lead to, by path. */
  readonly elsewhere: ReadonlyMap<string, LineIndex>;
  /** What was not read, and why. */
  readonly skipped: readonly SkippedFile[];
  /** How many files were looked at. */
  readonly read: number;
  /** How many live apps were judged, where a run is about these; files are only looked at beside them. */
  readonly apps?: number;
  /** What safe fixes have put right, by file; absent where none were asked for. */
  readonly fixed?: readonly { readonly path: string; readonly fixed: readonly FixedFinding[] }[];
  /** Findings that were asked not to be listed, by severity. */
  readonly unlisted?: readonly FileFinding[];
  /** Findings that a baseline accepts and that are not listed. */
  readonly accepted: number;
}

/** A report as text that ends with a line break. */
export type Format = (report: RunReport) => string;

/** One-based line and column, as compilers and editors show them; the end is behind the last character. */
export interface PlainRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export function plainRange({ lines }: ReportedFile, { span }: FileFinding): PlainRange {
  const place = (offset: number) => {
    const { line, column } = lines.positionAt(offset);
    return { line: line + 1, column: column + 1 };
  };
  return { start: place(span.start), end: place(span.end) };
}

/** What a run does not look at, and says in every format. */
export function notesOf({ skipped }: RunReport): readonly SkippedFile[] {
  return skipped.filter(({ note }) => note === true);
}

/** Every finding with the file it is in. */
export function* allFindings(
  report: RunReport,
): Generator<{ readonly file: ReportedFile; readonly finding: FileFinding; readonly fingerprint: string }> {
  for (const { file, findings, fingerprints } of report.files)
    for (const [i, finding] of findings.entries())
      yield { file, finding, fingerprint: fingerprints[i] ?? '' };
}
