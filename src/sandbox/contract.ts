import type { RecordedExchange } from './record';
import type { RequestCounters } from './counters';
import type { SandboxKeys } from './keys';
import type { ConsoleChoice, SandboxPlane } from './plane/plane-contract';
import type { IdentityMode } from './plane/token/identity-rules';
import type { Trouble } from './trouble';

/** `sample`, `<subscriptions>x<services each>x<apps each>`, or resources as ARM returns them. */
export type EstateChoice = 'sample' | `${number}x${number}x${number}` | readonly unknown[];

/** What a sandbox may be told whatever carries requests to it. */
export interface EngineOptions {
  readonly estate?: EstateChoice;
  /** Added to every answer, in milliseconds. */
  readonly latencyMs?: number;
  /** How long a change takes; Azure needs 7 to 14 seconds. Default 10. */
  readonly operationSeconds?: number;
  /** Is told of every request and its answer, without secrets. */
  readonly record?: (entry: RecordedExchange) => void;
  /** Clock, Unix milliseconds. */
  readonly now?: () => number;
  /** ARM's read throttling per subscription and principal, off by default. Azure documents 250 and 25. */
  readonly readBucket?: { readonly size: number; readonly refillPerSecond: number };
  /** Entries per page of ARM lists; everything on one page by default, as Azure was recorded. */
  readonly pageSize?: number;
  /** Refuse the sixteenth Resource Graph query within five seconds. Default false. */
  readonly graphQuota?: boolean;
  /** How late Resource Graph sees changes, in seconds. Default 0. */
  readonly graphDelaySeconds?: number;
  /** How long a role assignment may not name a new principal without saying its type. Default 20. */
  readonly replicationSeconds?: number;
  /** Lifetime of access tokens. Default 3599. */
  readonly tokenSeconds?: number;
  /** Makes the ids of what is created repeatable. Random without it. */
  readonly seed?: number;
  /** `null`: system-only identities carry `userAssignedIdentities: null`, as in early 2022. Default `omitted`. */
  readonly emptyIdentityMap?: 'omitted' | 'null';
  /** Who answers a token request of an app that names no identity. Default `asa`: one of them, by `identitySeed`. */
  readonly identityMode?: IdentityMode;
  /** Default 0. */
  readonly identitySeed?: number;
}

/** How its server and what runs in its instances are. */
export interface SandboxOptions extends EngineOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number;
  /** A loopback address: 127.0.0.1 (default), ::1 or localhost. Everything else is refused. */
  readonly host?: string;
  /** Certificate and signing key to use again; made anew when left out. */
  readonly keys?: SandboxKeys;
  /** Lifetime of the tokens of managed identities. Default 86,399: a day, as Azure's. */
  readonly identityTokenSeconds?: number;
  /** What runs in the consoles of instances. Default `builtin`. */
  readonly console?: ConsoleChoice;
}

export interface Sandbox {
  /** `https://127.0.0.1:<port>`, without a trailing slash: ARM, Resource Graph and sign-in in one. */
  readonly url: string;
  /** Certificate to trust for `url`. */
  readonly caPem: string;
  /** Home tenant of the service principal, which exists in every tenant of the estate. */
  readonly tenantId: string;
  readonly clientId: string;
  /** Random on every start. */
  readonly clientSecret: string;
  readonly estate: { readonly subscriptions: number; readonly services: number; readonly apps: number };
  /** What was in the chosen resources and is not served: where it stands, and why. */
  readonly leftAside: readonly string[];
  readonly trouble: Trouble;
  readonly requests: RequestCounters;
  /** Consoles, port forwards and token endpoints of instances. */
  readonly plane: SandboxPlane;
  /** Everything as at the start: estate, operations, trouble, counters. Tokens stay valid. */
  reset(): void;
  /** Closes every connection and frees the port. A second call does nothing. */
  stop(): Promise<void>;
}
