import type { Answer, Case } from '../../../actions/diagnose/case';
import { readCase as readCaseOf } from '../../../actions/diagnose/read-case';
import { findApp, type FoundApp } from '../../../estate/lookup';
import type { ResourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import type { CommandDependencies } from '../dependencies';

/** Reads anew all that a diagnosis of an app goes by, with what the files of its folders tell. Throws `Failure` when the app is gone. */
export async function readCase(
  deps: CommandDependencies,
  key: ResourceKey,
  { answers, signal }: { readonly answers: readonly Answer[]; readonly signal: AbortSignal },
): Promise<Case> {
  const { inventory, targets, estate, now } = deps;
  const known = foundNow(deps, key);
  const read = await readCaseOf(
    {
      inventory,
      targets,
      now,
      snapshot: () => estate.snapshot,
      found: () => foundNow(deps, key),
    },
    {
      now: async () => (await deps.diagnostics()).filesOf(known.app.id),
      soFar: async () => (await deps.diagnostics()).filesSoFar(known.app.id),
    },
    signal,
  );
  return { ...read, answers };
}

function foundNow({ estate, t }: CommandDependencies, key: ResourceKey): FoundApp {
  const found = findApp(estate.snapshot, key);
  if (found !== undefined) return found;
  throw new Failure({
    code: 'not-found',
    what: t('The app cannot be diagnosed.'),
    why: t('It was deleted, or the sign-in or the subscription filter changed.'),
    remedy: t('Refresh the view.'),
    action: 'refresh',
  });
}
