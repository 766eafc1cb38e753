import type { Memento } from 'vscode';
import { SeenPrincipals } from '../../actions/orphans/seen-principals';
import type { Log } from '../../lifecycle/log';
import { Activity } from '../../operations/activity';
import type { Journal } from '../../operations/ports';

const seenKey = 'seenPrincipals';

export interface Memory {
  readonly seen: SeenPrincipals;
  readonly activity: Activity;
}

/** What is remembered of identities and changes. `keeps` says whether it outlives the window: what the sandbox made ends with it. */
export function openMemory({
  memento,
  journal,
  log,
  keeps,
}: {
  readonly memento: Memento;
  readonly journal: Journal;
  readonly log: Log;
  readonly keeps: () => boolean;
}): Memory {
  const seen = new SeenPrincipals({
    read: () => memento.get<unknown>(seenKey),
    write: (principals) => {
      if (keeps()) void memento.update(seenKey, principals);
    },
  });
  const activity = new Activity({ journal, log, now: Date.now, newId: () => crypto.randomUUID(), keeps });
  return { seen, activity };
}
