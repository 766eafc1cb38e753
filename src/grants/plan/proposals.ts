import type { ServiceId } from '../../access/azure-service';
import { azureServices, serviceOf } from '../../access/azure-services';
import { leastRole, type Use } from '../../access/least-role';
import { say, type Text } from '../../lifecycle/text';
import type { TargetResource } from '../ports';

/** What a grant gives, before it is known where and to whom. */
export type Given =
  /** GUID of the definition. */
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'policy'; readonly permissions: readonly string[] }
  /** GUID of a built-in definition of Cosmos DB. */
  | { readonly kind: 'cosmos'; readonly role: string; readonly roleName: string }
  | { readonly kind: 'redis'; readonly policy: string }
  /** Kept inside the database; only somebody signed in there can give it. */
  | { readonly kind: 'statements'; readonly database: Database };

export type Database = 'sql' | 'postgresql' | 'mysql';

/** The least that opens a target for one use. */
export interface Proposal {
  readonly use: Use;
  /** Part of the service: `queues`. */
  readonly area?: string;
  /** "Read secrets". */
  readonly label: Text;
  readonly given: Given;
  /** Why this one, and nothing wider. */
  readonly reason: Text;
}

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

/** The service a resource belongs to, by its type; `undefined` for one that is not known here. */
export function serviceOfType(type: string): ServiceId | undefined {
  return azureServices.find(({ resourceTypes }) =>
    resourceTypes.some((one) => type === one || type.startsWith(`${one}/`)),
  )?.id;
}

/** Types of resources that something can be granted at, each in lower case. */
export function grantableTypes(): readonly string[] {
  return azureServices.filter(({ id }) => id !== 'managedHsm').flatMap(({ resourceTypes }) => resourceTypes);
}

/** What may be granted at a resource, the most frequent use first. Never empty: whatever it is may be read. */
export function proposalsFor(target: TargetResource): readonly Proposal[] {
  const service = serviceOfType(target.type);
  const found = service === undefined ? [] : proposalsOf(service, target);
  return found.length > 0 ? found : [seeOnly];
}

const seeOnly: Proposal = {
  use: 'read',
  label: say('See the resource, without its data'),
  given: { kind: 'role', role: reader },
  reason: say(
    'Which role opens the data of this kind of resource is not known here; Reader shows the resource only.',
  ),
};

function proposalsOf(service: ServiceId, target: TargetResource): readonly Proposal[] {
  switch (service) {
    case 'keyVault':
      return target.usesRbac === false ? policyProposals : roleProposals(service);
    case 'cosmos':
      return cosmosProposals;
    case 'redis':
      return target.type.startsWith('microsoft.cache/redisenterprise') ? [managedRedis] : redisProposals;
    case 'sql':
      return [databaseProposal('sql')];
    case 'ossDatabases':
      return [databaseProposal(target.type.includes('mysql') ? 'mysql' : 'postgresql')];
    case 'containerRegistry':
      return target.byRepository === true ? repositoryProposals : roleProposals(service);
    default:
      return roleProposals(service);
  }
}

function roleProposals(service: ServiceId): readonly Proposal[] {
  const { areas } = serviceOf(service);
  return leastRole(service).map(({ use, area, role }) => ({
    use,
    ...(area !== undefined && { area }),
    label: labelOf(use, area ?? areas[0]?.name ?? 'data'),
    given: { kind: 'role', role },
    reason: say('It is the least built-in role of Azure for this use.'),
  }));
}

function labelOf(use: Use, what: string): Text {
  switch (use) {
    case 'read':
      return say('Read {0}', what);
    case 'write':
      return say('Read and write {0}', what);
    case 'send':
      return say('Send {0}', what);
    case 'receive':
      return say('Receive {0}', what);
    case 'use-keys':
      return say('Encrypt, decrypt, sign and wrap with keys');
    case 'use-certificates':
      return say('Use certificates and their private keys');
  }
}

const byPolicies = say(
  'This vault goes by its own access policies; roles of Azure have no effect on its data.',
);

const policyProposals: readonly Proposal[] = [
  policy({ use: 'read', area: 'secrets' }, 'secrets get', 'secrets list'),
  // A certificate's private key is read as a secret.
  policy(
    { use: 'use-certificates', area: 'certificates' },
    'certificates get',
    'certificates list',
    'secrets get',
  ),
  policy(
    { use: 'use-keys', area: 'keys' },
    'keys get',
    'keys wrapKey',
    'keys unwrapKey',
    'keys encrypt',
    'keys decrypt',
    'keys sign',
    'keys verify',
  ),
  policy({ use: 'write', area: 'secrets' }, 'secrets get', 'secrets list', 'secrets set'),
];

function policy(
  { use, area }: { readonly use: Use; readonly area: string },
  ...permissions: readonly string[]
): Proposal {
  return { use, area, label: labelOf(use, area), given: { kind: 'policy', permissions }, reason: byPolicies };
}

const ownRoles = say('Cosmos DB keeps roles of its own for data; roles of Azure have no effect on it.');

/** The built-in data roles of Cosmos DB, by GUID. */
export const cosmosRoles: Readonly<Record<string, string>> = {
  '00000000-0000-0000-0000-000000000001': 'Cosmos DB Built-in Data Reader',
  '00000000-0000-0000-0000-000000000002': 'Cosmos DB Built-in Data Contributor',
};

const cosmosProposals: readonly Proposal[] = Object.entries(cosmosRoles).map(([role, roleName], i) => {
  const use = i === 0 ? 'read' : 'write';
  return { use, label: labelOf(use, 'items'), given: { kind: 'cosmos', role, roleName }, reason: ownRoles };
});

const ownPolicies = say(
  'A cache goes by its own access policies; roles of Azure have no effect on its data.',
);

const redisProposals: readonly Proposal[] = [
  {
    use: 'read',
    label: labelOf('read', 'keys'),
    given: { kind: 'redis', policy: 'Data Reader' },
    reason: ownPolicies,
  },
  {
    use: 'write',
    label: labelOf('write', 'keys'),
    given: { kind: 'redis', policy: 'Data Contributor' },
    reason: ownPolicies,
  },
];

const managedRedis: Proposal = {
  use: 'write',
  label: labelOf('write', 'keys'),
  given: { kind: 'redis', policy: 'default' },
  reason: say(
    "Azure Managed Redis has one access policy only, 'default', which gives full access to the data.",
  ),
};

const repositoryProposals: readonly Proposal[] = [
  repository('read', 'b93aa761-3e63-49ed-ac28-beffa264f7ac'),
  repository('write', '2a1e307c-b015-4ebd-883e-5b7698a07328'),
];

function repository(use: Use, role: string): Proposal {
  return {
    use,
    area: 'repositories',
    label: labelOf(use, 'repositories'),
    given: { kind: 'role', role },
    reason: say('This registry gives roles by repository; AcrPull and AcrPush may have no effect on it.'),
  };
}

function databaseProposal(database: Database): Proposal {
  return {
    use: 'write',
    label: labelOf('write', 'tables'),
    given: { kind: 'statements', database },
    reason: say(
      'The database keeps its users itself: somebody signed in there with Entra ID has to make this one.',
    ),
  };
}
