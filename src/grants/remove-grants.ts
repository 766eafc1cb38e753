import { toFailure, type Failure } from '../lifecycle/failure';
import { say, plain } from '../lifecycle/text';
import type { GrantAsk, GrantsApi } from './ports';
import { grantWords } from './words';

/** Takes grants back one after the other; a failure of one hides no other. Answers what failed; taking them back again completes it. */
export async function removeGrants(
  api: Pick<GrantsApi, 'remove'>,
  asks: readonly GrantAsk[],
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const failed: Failure[] = [];
  for (const ask of asks) {
    signal.throwIfAborted();
    try {
      await api.remove(ask, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      failed.push(toFailure(error, say('Could not take back {0}.', plain(grantWords(ask.grant)))));
    }
  }
  return failed;
}
