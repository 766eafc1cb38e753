import type { Memento } from 'vscode';
import type { Cloud } from '../../account/cloud';
import { keepLost, type KeepLostDeps, type Losing } from '../../grants/lost/keep-lost';
import { cloudKey, GrantsKeeper } from '../../grants/lost/kept-grants';

const key = 'keptGrants';

/** What was granted to principals that are gone, and how it is kept; in the memory of the extension. */
export interface KeptGrants {
  readonly keeper: GrantsKeeper;
  readonly keepLost: (losing: Losing, signal: AbortSignal) => Promise<void>;
}

/** `memento` is the user's, not the workspace's: another window may restore what this one took away. */
export function openKeptGrants(
  memento: Pick<Memento, 'get' | 'update'>,
  { cloud, ...deps }: Pick<KeepLostDeps, 'api' | 'estate' | 'log'> & { readonly cloud: () => Cloud },
): KeptGrants {
  const keeper = new GrantsKeeper({
    read: () => memento.get<unknown>(key),
    write: async (value) => memento.update(key, value),
  });
  const all = { ...deps, keeper, cloud: () => cloudKey(cloud()), now: Date.now };
  return { keeper, keepLost: (losing, signal) => keepLost(all, losing, signal) };
}
