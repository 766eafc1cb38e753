import { plainName } from '../plain-name';
import { isEnvironment, type NamedValue } from './named-values';

/** Types of which a principal with an object ID is surely wanted, without `_`. */
const grants = [
  'microsoft.keyvault/vaults',
  'azurermkeyvault',
  'microsoft.dbforpostgresql/flexibleservers/administrators',
  'azurermpostgresql',
  'microsoft.cache/redis',
  'azurermredis',
  'azurermmanagedredis',
  'microsoft.documentdb/',
  'azurermcosmosdb',
  'azurermroleassignment',
];

/** What servers of SQL and MySQL take as administrator is not the same for people and for identities. */
const doubtful = /sqlserver|sqlmanagedinstance|microsoft\.sql\/|mysql|mssql/;

/**
 * Whether a value is who gets access, by a principal ID: `sure` for what grants access and for modules that ask for one, `maybe` for
 * object IDs of other resources.
 */
export function wantsPrincipal({ name, resource, within }: NamedValue): 'sure' | 'maybe' | undefined {
  if (resource === undefined || isEnvironment(within)) return undefined;
  const type = resource.type.replaceAll('_', '');
  if (doubtful.test(type)) return undefined;
  const plain = plainName(name);
  if (plain === 'principalid') return type === 'module' || type.includes('roleassignment') ? 'sure' : 'maybe';
  // Administrators of PostgreSQL are called by their object ID.
  if (plain === 'name' && type === 'microsoft.dbforpostgresql/flexibleservers/administrators') return 'sure';
  if (!objectIds.has(plain)) return undefined;
  return grants.some((grant) => type.startsWith(grant)) ? 'sure' : 'maybe';
}

const objectIds = new Set(['objectid', 'principalobjectid', 'memberobjectid']);
