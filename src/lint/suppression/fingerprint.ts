import type { JudgedFile, ReportedFile } from '../run/report';
import type { FileFinding } from '../lint-file';

/**
 * A name of each finding that stays the same when lines move: the rule, the file, what the line says without white space, and
 * its number among those that are the same. Used by baselines, which name files from where they are themselves, and SARIF.
 */
export function fingerprints(
  file: ReportedFile,
  findings: readonly FileFinding[],
  path = file.path,
): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, span }) => {
    const { line } = file.lines.positionAt(span.start);
    const words = file.text.slice(file.lines.startOf(line), file.lines.startOf(line + 1)).replace(/\s+/g, '');
    const name = `${rule.id}:${path}:${hash(words)}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name}:${count}`;
  });
}

/** A file with its findings as reports have them. */
export function judgedAs(file: ReportedFile, findings: readonly FileFinding[]): JudgedFile {
  return { file, findings, fingerprints: fingerprints(file, findings) };
}

/** FNV-1a, 64 bits as hex: short and the same everywhere. It hides the line, but lets a guess at it be checked. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}
