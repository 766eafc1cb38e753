import type { GrantsApi } from '../grants/ports';
import type { IdentityApi, UserAssignedApi } from '../identity/ports';
import type { EstateReader } from '../inventory/ports';
import type { RemoteDebuggingApi } from '../tunnel/ports';
import type { TargetLookup } from './diagnose/ports';
import type { AssignmentLister } from './orphans/ports';

/** All that is asked of Azure, each part by the port of those who ask. */
export interface AzurePorts {
  readonly reader: EstateReader;
  readonly identities: IdentityApi;
  readonly userAssigned: UserAssignedApi;
  readonly grants: GrantsApi;
  readonly assignments: AssignmentLister;
  readonly remoteDebugging: RemoteDebuggingApi;
  readonly targets: TargetLookup;
}
