import type { FileFinding } from './lint-file';
import type { RunReport } from './run/report';

/** Errors are, and warnings beyond a number of them; `undefined` allows any number. */
export function isFailure(report: RunReport, mostWarnings: number | undefined): boolean {
  const all = report.files.flatMap(({ findings }) => findings);
  const warnings = all.filter(({ severity }) => severity === 'warning').length;
  return (
    all.some(({ severity }) => severity === 'error') ||
    (mostWarnings !== undefined && warnings > mostWarnings)
  );
}

/** The report with some of its findings alone; how many others there are is still told. */
export function listing(report: RunReport, isListed: (finding: FileFinding) => boolean): RunReport {
  const files = report.files.map((judged) => {
    const kept = judged.findings.map(isListed);
    return {
      file: judged.file,
      findings: judged.findings.filter((_, i) => kept[i]),
      fingerprints: judged.fingerprints.filter((_, i) => kept[i]),
    };
  });
  const unlisted = report.files.flatMap(({ findings }) => findings.filter((one) => !isListed(one)));
  return {
    ...report,
    files: files.filter(({ findings }) => findings.length > 0),
    unlisted: [...(report.unlisted ?? []), ...unlisted],
  };
}
