/** One measured figure beside its goal. Each is a count or a ratio, so that it means the same on any machine. */
export interface Figure {
  /** `activation.`, `estate.`, ... and what is measured. */
  readonly name: string;
  /** `x` for ratios to the baseline, else what is counted: `requests`, `ms`, `MB`. */
  readonly unit: string;
  readonly value: number;
  /** The value may not be larger than this. */
  readonly goal: number;
  readonly ok: boolean;
  /** What was measured beside it in the same run, and in what unit: `6.5 ms empty extension`. */
  readonly baseline?: string;
}

/** A figure that should be small. */
export function atMost(measured: Omit<Figure, 'ok'>): Figure {
  return { ...measured, value: rounded(measured.value), ok: measured.value <= measured.goal };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
