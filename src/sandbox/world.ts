import type { ArmKey } from '../estate/ids/arm-id';
import type { Operations } from './arm/operations';
import type { Directory } from './entra/directory';
import type { Estate } from './estates/estate';
import type { GraphLimits } from './graph/limits';
import type { ReadBucket, RemainingRequests } from './http/limits';
import type { PageCache } from './http/paging/page-cache';
import type { ChoiceRules, IdentityMode } from './plane/token/identity-rules';
import type { TroubleBook } from './trouble';

/** What a client cannot see of Azure but can feel: switches of behaviour, all changeable while the sandbox runs. */
export interface Behaviour {
  /** How long a change takes, in seconds. */
  operationSeconds: number;
  /** Added to every answer, in milliseconds. */
  latencyMs: number;
  /** ARM's read throttling; off when undefined. */
  readBucket: ReadBucket | undefined;
  /** Entries per page of ARM lists; everything on one page when undefined. */
  pageSize: number | undefined;
  /** Who answers a token request that names no identity. */
  identityMode: IdentityMode;
  /** What decides among several in mode `asa`. */
  identitySeed: number;
}

/** The state behind the answers. Made anew by a reset. */
export interface World {
  readonly estate: Estate;
  readonly directory: Directory;
  readonly operations: Operations;
  readonly trouble: TroubleBook;
  readonly pages: PageCache;
  readonly remaining: RemainingRequests;
  readonly graph: GraphLimits;
  /** By deployment id. */
  readonly remoteDebugging: Map<ArmKey, { readonly port: number; readonly enabled: boolean }>;
  /** By tenant: when associated resources were last listed, Unix milliseconds. */
  readonly associatedAt: Map<string, number>;
  readonly pageSize: number | undefined;
  /** `null`: a system-only identity carries `userAssignedIdentities: null`, as Azure answered in early 2022. */
  readonly emptyIdentityMap: 'omitted' | 'null';
  /** How long a new principal is unknown to role assignments that do not say its type. */
  readonly replicationMs: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly newGuid: () => string;
  readonly identityRules: ChoiceRules;
}
