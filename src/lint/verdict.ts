import type { RunReport } from './report';

/** Errors are, and warnings beyond a number of them; `undefined` allows any number. */
export function isFailure(report: RunReport, mostWarnings: number | undefined): boolean {
  const all = report.files.flatMap(({ findings }) => findings);
  const warnings = all.filter(({ severity }) => severity === 'warning').length;
  return (
    all.some(({ severity }) => severity === 'error') ||
    (mostWarnings !== undefined && warnings > mostWarnings)
  );
}

/** The report without everything that is less than an error. */
export function errorsOf(report: RunReport): RunReport {
  const files = report.files.map((judged) => {
    const kept = judged.findings.map(({ severity }) => severity === 'error');
    return {
      file: judged.file,
      findings: judged.findings.filter((_, i) => kept[i]),
      fingerprints: judged.fingerprints.filter((_, i) => kept[i]),
    };
  });
  return { ...report, files: files.filter(({ findings }) => findings.length > 0) };
}
