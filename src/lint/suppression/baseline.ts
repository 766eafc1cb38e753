import { fingerprints } from './fingerprint';
import type { JudgedFile, RunReport } from '../run/report';

/** Findings that a team accepts for now, by fingerprint. */
export interface Baseline {
  readonly accepted: ReadonlySet<string>;
  /** What the baseline calls a file of the run: it counts from its own folder, wherever the command is started. */
  readonly nameOf: (path: string) => string;
}

/** What is left of a judged file when a baseline has accepted what it accepts. */
export function withoutAccepted(judged: JudgedFile, { accepted, nameOf }: Baseline): JudgedFile {
  const { file, findings } = judged;
  if (findings.length === 0) return judged;
  const names = fingerprints(file, findings, nameOf(file.path));
  const kept = names.map((name) => !accepted.has(name));
  return {
    file,
    findings: findings.filter((_, i) => kept[i]),
    fingerprints: judged.fingerprints.filter((_, i) => kept[i]),
  };
}

/** `{ "version": 1, "accepted": [...] }`. */
export function writeBaseline({ files }: RunReport, nameOf: Baseline['nameOf']): string {
  const accepted = files
    .flatMap(({ file, findings }) => fingerprints(file, findings, nameOf(file.path)))
    .sort();
  return `${JSON.stringify({ version: 1, accepted }, null, 2)}\n`;
}

/** `undefined` when the text is no baseline. */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const accepted: unknown =
    typeof value === 'object' && value !== null && 'accepted' in value ? value.accepted : undefined;
  return Array.isArray(accepted) ? new Set(accepted.map(String)) : undefined;
}
