/** Without a word from Azure; recorded changes took 7 to 14 seconds. Milliseconds. */
const usualPauseMs = 2000;

/** Azure asks for ten seconds. Less than one would be a storm, more than a minute nobody would wait for. */
const soonestMs = 1000;
const latestMs = 60_000;

/**
 * How long to wait before the next look at a running change, milliseconds: as Azure asks (`Retry-After`), within
 * bounds that no answer can move.
 */
export function pauseBeforePoll(askedMs: number | undefined): number {
  if (askedMs === undefined) return usualPauseMs;
  return Math.min(latestMs, Math.max(soonestMs, askedMs));
}
