import { say } from '../../../lifecycle/text';
import { absent, type Loadable } from '../../../estate/loadable';
import { rolesOf, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import type { AccessReader } from '../../../token/ports';
import type { CommandDependencies } from '../dependencies';

/**
 * Reads grants anew and through the estate: what a report learns stands below the identity in the tree, and the linter knows it, too.
 */
export function accessThroughEstate(
  { estate, inventory }: Pick<CommandDependencies, 'estate' | 'inventory'>,
  { app, subscription }: FoundApp,
): AccessReader {
  return {
    roles: async (principalId, signal) => {
      await inventory.refresh({ kind: 'roles', app: resourceKey(app), principalId });
      signal.throwIfAborted();
      return readValue(rolesOf(estate.snapshot, subscription.key, principalId));
    },
    vaults: async (signal) => {
      await inventory.refresh({ kind: 'vaults', key: subscription.key });
      signal.throwIfAborted();
      return readValue(estate.snapshot.vaults.get(subscription.key) ?? absent);
    },
  };
}

/** What was read just now; throws why it was not. */
function readValue<T>(branch: Loadable<T>): T {
  if (branch.state === 'ready') return branch.value;
  if (branch.state === 'failed') throw branch.failure;
  throw new Failure({
    code: 'signed-out',
    what: say('What the identity may do was not read.'),
    why: say('The sign-in has changed meanwhile.'),
  });
}
