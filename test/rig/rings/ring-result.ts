import fs from 'node:fs';
import path from 'node:path';
import { outFolder } from '../places';

/** What one ring on one host came to. */
export interface RingResult {
  /** As shown: "unit", "host newest", "e2e oldest". */
  readonly ring: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Titles of failed tests, and every other reason the ring counts as failed. */
  readonly failures: readonly string[];
  /** Titles of tests that were run a second time. */
  readonly retried: readonly string[];
  readonly seconds: number;
}

/** The files a ring's processes write, emptied for a new run. */
export interface RingFiles {
  readonly ring: string;
  readonly result: string;
  readonly violations: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
}

export function prepareRing(ring: string): RingFiles {
  const folder = path.join(outFolder, 'rings', ring.replaceAll(' ', '-'));
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return {
    ring,
    result: path.join(folder, 'result.json'),
    violations: path.join(folder, 'network-violations.jsonl'),
    started: Date.now(),
  };
}

/**
 * Reads what the ring left behind. A missing result, a run without a single test, and any attempt to leave this machine are
 * failures; `troubles` are further ones, each counted once.
 */
export function readRing(files: RingFiles, troubles: readonly string[]): RingResult {
  const written = readResult(files.result);
  const further = [...troubles, ...readViolations(files.violations)];
  if (written === undefined) further.push('no result: the test process ended early');
  else if (written.passed + written.failed === 0) further.push('not a single test ran');
  const { passed, failed, skipped, failures, retried } = written ?? nothing;
  return {
    ring: files.ring,
    passed,
    failed: failed + further.length,
    skipped,
    failures: [...failures, ...further],
    retried,
    seconds: (Date.now() - files.started) / 1000,
  };
}

type Written = Omit<RingResult, 'ring' | 'seconds'>;
const nothing: Written = { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };

function readResult(file: string): Written | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Written;
  } catch {
    return undefined;
  }
}

function readViolations(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { how, target, stack } = JSON.parse(line) as { how: string; target: string; stack?: string };
    return `network: ${how} of ${target}${stack === undefined ? '' : `\n${stack}`}`;
  });
}
