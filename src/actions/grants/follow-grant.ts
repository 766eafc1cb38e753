import { Failure, isAbort } from '../../lifecycle/failure';
import type { Words } from '../../report/report';

/** What a test token of the identity told about the target. */
export interface Tested {
  /** The token is the identity's, and what was read lets it in. A grant that is minutes old counts: the sentence says so. */
  readonly letsIn: boolean;
  readonly level: 'good' | 'info' | 'warning' | 'error';
  readonly sentence: Words;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface FollowDeps {
  /** Whether Azure shows the grant by now. */
  readonly isThere: (signal: AbortSignal) => Promise<boolean>;
  /** Asks for a test token of the identity and judges it; absent where no instance can be asked. */
  readonly test?: ((signal: AbortSignal) => Promise<Tested>) | undefined;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How far a grant has come, as far as it was asked. */
export interface Followed {
  /** `live`: Azure shows it, and the test token's verdict finds nothing against it (or none could be asked for). */
  readonly outcome: 'live' | 'not-yet' | 'cancelled';
  readonly isThere: boolean;
  readonly tested?: Tested;
  /** Why the last look failed, where it did. */
  readonly trouble?: string;
  readonly looks: number;
  /** Milliseconds. */
  readonly took: number;
}

/** Between looks; the last one repeats. Azure says that a grant has effect within ten minutes. Milliseconds. */
const pauses = [3000, 5000, 10_000, 20_000, 30_000, 60_000] as const;
const patienceMs = 10 * 60_000;

/** Looks again and again, ever more seldom, until a grant is live, ten minutes have passed, or nobody waits any more. */
export async function followGrant(
  deps: FollowDeps,
  { signal, report }: { readonly signal: AbortSignal; readonly report: (looks: number) => void },
): Promise<Followed> {
  const startedAt = deps.now();
  let last: Pick<Followed, 'isThere' | 'tested' | 'trouble'> = { isThere: false };
  for (let looks = 1; ; looks += 1) {
    const ended = (outcome: Followed['outcome']): Followed => ({
      outcome,
      ...last,
      looks,
      took: deps.now() - startedAt,
    });
    try {
      report(looks);
      last = await look(deps, signal);
      if (isLive(last, deps)) return ended('live');
      if (deps.now() - startedAt >= patienceMs) return ended('not-yet');
      await deps.wait(pauses[Math.min(looks, pauses.length) - 1] ?? 60_000, signal);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) throw error;
      return ended('cancelled');
    }
  }
}

async function look(
  { isThere, test }: FollowDeps,
  signal: AbortSignal,
): Promise<Pick<Followed, 'isThere' | 'tested' | 'trouble'>> {
  try {
    if (!(await isThere(signal))) return { isThere: false };
    const tested = await test?.(signal);
    return { isThere: true, ...(tested !== undefined && { tested }) };
  } catch (error) {
    if (signal.aborted || isAbort(error) || !Failure.is(error)) throw error;
    return { isThere: false, trouble: error.why };
  }
}

function isLive({ isThere, tested }: Pick<Followed, 'isThere' | 'tested'>, { test }: FollowDeps): boolean {
  if (!isThere) return false;
  return test === undefined || tested?.letsIn === true;
}
