import type { Branch } from '../branch';
import type { EstateReader } from '../ports';
import type { Load } from '../shared-loads';
import { appsLeaf, deploymentsLeaf } from './apps';
import { rolesLeaf, storeGrantsLeaf, vaultsLeaf } from './grants';
import { associatedLeaf, federatedLeaf, systemClientIdLeaf, userAssignedLeaf } from './identities';
import { loadOf, type Leaf, type LeafDeps } from './leaf';

export type LeafBranch = Exclude<Branch, { readonly kind: 'reach' | 'subscription' }>;

export interface LeavesDeps extends LeafDeps {
  readonly reader: EstateReader;
}

/** The load of a branch below the services; `undefined` when what it hangs on is not known (any more). */
export function leafLoad(branch: LeafBranch, deps: LeavesDeps, quiet: boolean): Load | undefined {
  const load = <T>(leaf: Leaf<T> | undefined): Load | undefined =>
    leaf === undefined ? undefined : loadOf(leaf, deps, quiet);
  const { estate, reader } = deps;
  switch (branch.kind) {
    case 'service':
      return load(appsLeaf(branch.key, estate.snapshot, reader));
    case 'deployments':
      return load(deploymentsLeaf(branch.key, estate.snapshot, reader));
    case 'roles':
      return load(rolesLeaf(branch, estate.snapshot, reader));
    case 'system-client-id':
      return load(systemClientIdLeaf(branch, estate.snapshot, reader));
    case 'vaults':
      return load(vaultsLeaf(branch.key, estate.snapshot, reader));
    case 'user-assigned':
      return load(userAssignedLeaf(branch.key, estate.snapshot, reader));
    case 'store-grants':
      return load(storeGrantsLeaf(branch.key, estate.snapshot, reader));
    case 'federated':
      return load(federatedLeaf(branch.key, estate.snapshot, reader));
    case 'associated':
      return load(associatedLeaf(branch.key, estate.snapshot, reader));
  }
}
