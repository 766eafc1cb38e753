import type { Json } from '../estates/documents';
import { isBuiltInRole } from './roles/built-in-guids';
import { computeRoles } from './roles/compute-roles';
import { databaseRoles } from './roles/database-roles';
import { generalRoles } from './roles/general-roles';
import { keyVaultRoles } from './roles/key-vault-roles';
import { messagingRoles } from './roles/messaging-roles';
import { storageRoles } from './roles/storage-roles';

export interface RoleFacts {
  /** GUID in lower case. */
  readonly name: string;
  readonly roleName: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Actions are written without `Microsoft.` in front; those that begin with `*` or in lower case are as Azure writes them. */
function readActions(words = ''): readonly string[] {
  if (words === '') return [];
  return words.split(' ').map((word) => (/^(\*|microsoft\.)/.test(word) ? word : `Microsoft.${word}`));
}

function readRole(line: string): RoleFacts {
  const [name = '', roleName = '', actions, notActions, dataActions, notDataActions] = line.split(' | ');
  return {
    name,
    roleName,
    actions: readActions(actions),
    notActions: readActions(notActions),
    dataActions: readActions(dataActions),
    notDataActions: readActions(notDataActions),
  };
}

/**
 * The built-in roles people grant to apps and their operators, a line for each: GUID, name, what it allows and excepts in
 * the control plane, and what in the data plane. Facts of August 2026. The sandbox stands for Azure, so it shares no
 * table with what is tested against it.
 */
export const roleDefinitions: readonly RoleFacts[] = [
  generalRoles,
  keyVaultRoles,
  storageRoles,
  messagingRoles,
  databaseRoles,
  computeRoles,
]
  .flatMap((table) => table.trim().split('\n'))
  .map(readRole);

const byName = new Map(roleDefinitions.map((facts) => [facts.name, facts]));

/**
 * A definition by its GUID, in any case. A built-in role that is not in the table is one all the same: without a name of
 * its own, and without permissions. `undefined` for a GUID of no built-in role.
 */
export function findRole(guid: string): RoleFacts | undefined {
  const name = guid.toLowerCase();
  const known = byName.get(name);
  if (known !== undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) return known;
  const nothing = { actions: [], notActions: [], dataActions: [], notDataActions: [] };
  return isBuiltInRole(name) ? { name, roleName: `Built-in role ${name}`, ...nothing } : undefined;
}

/** When the sandbox says that Azure made and last changed its built-in roles; who did is not told there either. */
const [createdOn, updatedOn] = ['2015-02-02T21:55:09.8806423Z', '2026-08-22T00:00:00.0000000Z'];

/** The definition as ARM lists it at `home`: a subscription (`/subscriptions/{id}`), or nothing above subscriptions. */
export function roleDefinitionDocument(facts: RoleFacts, home: string): Json & { readonly id: string } {
  const { name, roleName, actions, notActions, dataActions, notDataActions } = facts;
  return {
    properties: {
      roleName,
      type: 'BuiltInRole',
      description: `${roleName} (built-in role, as far as the sandbox knows it).`,
      assignableScopes: ['/'],
      permissions: [{ actions, notActions, dataActions, notDataActions }],
      createdOn,
      updatedOn,
      createdBy: null,
      updatedBy: null,
    },
    id: `${home}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
    type: 'Microsoft.Authorization/roleDefinitions',
    name,
  };
}
