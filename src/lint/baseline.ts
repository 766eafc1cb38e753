import { allFindings, type RunReport } from './report';

/** The findings a team accepts for now, by fingerprint: `{ "version": 1, "accepted": [...] }`. */
export function writeBaseline(report: RunReport): string {
  const accepted = [...allFindings(report)].map(({ fingerprint }) => fingerprint).sort();
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
