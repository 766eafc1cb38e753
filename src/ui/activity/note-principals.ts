import type { SeenPrincipals } from '../../actions/orphans/seen-principals';
import type { Estate } from '../../estate/estate';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { AfterBurst } from '../after-burst';

/** Apps arrive in many steps; looking through all of them after each would be work for nothing. Milliseconds. */
const restMs = 3000;

/** Remembers whose principals were seen, a while after apps or identities were read. */
export function notePrincipals(estate: Estate, seen: Pick<SeenPrincipals, 'note'>): Disposable {
  const owned = new DisposableStore();
  const noted = owned.add(
    new AfterBurst(restMs, () => {
      seen.note(estate.snapshot);
    }),
  );
  owned.add(
    estate.onDidChange(({ touched }) => {
      if (touched.some(({ kind }) => kind === 'service' || kind === 'app' || kind === 'identity'))
        noted.ask();
    }),
  );
  return owned;
}
