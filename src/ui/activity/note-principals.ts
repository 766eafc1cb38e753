import type { SeenPrincipals } from '../../actions/orphans/seen-principals';
import type { Estate } from '../../estate/estate';
import type { Disposable } from '../../lifecycle/disposable-store';

/** Apps arrive in many steps; looking through all of them after each would be work for nothing. Milliseconds. */
const restMs = 3000;

/** Remembers whose principals were seen, a while after apps or identities were read. */
export function notePrincipals(estate: Estate, seen: Pick<SeenPrincipals, 'note'>): Disposable {
  let waiting: NodeJS.Timeout | undefined;
  const listening = estate.onDidChange(({ touched }) => {
    const mayTell = touched.some(({ kind }) => kind === 'service' || kind === 'app' || kind === 'identity');
    if (!mayTell || waiting !== undefined) return;
    waiting = setTimeout(() => {
      waiting = undefined;
      seen.note(estate.snapshot);
    }, restMs);
  });
  return {
    dispose: () => {
      clearTimeout(waiting);
      listening.dispose();
    },
  };
}
