/** What can be behind an error with an identity; `ambiguous` where its text cannot decide, `startup-cascade` where only a wrapper is readable. */
export const causes = [
  // The token endpoint and the libraries that ask it.
  'identity-not-assigned',
  'wrong-client-id',
  'identity-ambiguous',
  'no-system-identity',
  'wrong-identity',
  'endpoint-unreachable',
  'endpoint-not-ready',
  'endpoint-transient',
  'endpoint-secret',
  'endpoint-wrong-host',
  'not-supported-here',
  'sdk-config',
  'library-bug',
  'wrong-resource',
  // Workload identity and other sign-ins at Microsoft Entra ID.
  'fic-missing',
  'fic-issuer',
  'fic-subject',
  'fic-audience',
  'assertion-expired',
  'idp-unreachable',
  'app-not-found',
  'app-disabled',
  'tenant-not-found',
  'secret-invalid',
  'secret-expired',
  'flow-mismatch',
  'ca-blocked',
  'app-role-required',
  // The target.
  'role-missing',
  'assignment-scope',
  'policy-missing',
  'network',
  'wrong-audience',
  'wrong-tenant',
  'token-expired',
  'token-missing',
  'token-invalid',
  'local-auth-used',
  'db-user-missing',
  'db-user-mismatch',
  'db-user-wrong-id',
  'db-auth-off',
  'control-plane-op',
  // Managing identities and role assignments.
  'principal-not-replicated',
  'assignment-exists',
  'assignment-stale',
  'principal-type',
  'grantor-lacks-right',
  'identity-gone',
  'bad-request-shape',
  'busy',
  'chicken-egg',
  'quota',
  'startup-cascade',
  'ambiguous',
] as const;
export type Cause = (typeof causes)[number];

/** Whoever an error names; each part only where the text holds it. */
export interface NamedIdentity {
  /** Application ID, lower case. */
  readonly clientId?: string;
  /** Object ID, lower case. */
  readonly principalId?: string;
  /** Of an identity, a database user, a service account or a person; `system` for the system-assigned identity. */
  readonly name?: string;
  /** ARM id, as written: of a user-assigned identity, or of the app whose system-assigned identity it is. */
  readonly resourceId?: string;
}

/** Roles for the parts of a storage account differ. */
export type StorageArea = 'blobs' | 'queues' | 'tables' | 'files';

/** What one error says about itself, before its lines are known. */
export interface Reading {
  readonly identity?: NamedIdentity;
  /**
   * `keyvault:kv-shop`, `storage:account/container`, `servicebus:` and `eventhubs:namespace/entity`, `appconfig:`, `cosmos:account/path`,
   * `sql:server/database`, `postgres:`, `mysql:`, `redis:`, `acr:`, `dapr:component`, `arm:` with a scope; `scope:` with what a token was
   * asked for where nothing else is known.
   */
  readonly target?: string;
  /** Part of a storage account, where the text tells it: `queues`. */
  readonly area?: StorageArea;
  /** Action, claim or permission, as printed. */
  readonly permission?: string;
  /** When it differs from the kind's usual one. */
  readonly cause?: Cause;
}

/** One error of a text: the same error printed several times is one. */
export interface Refusal {
  /** `kv.rbac`, `aadsts.700016`. */
  readonly kind: string;
  readonly identity?: NamedIdentity;
  readonly target?: string;
  readonly area?: StorageArea;
  readonly permission?: string;
  readonly cause: Cause;
  /** First and last line of its first appearance in the text as given, counted from 1. */
  readonly lines: readonly [from: number, to: number];
}
