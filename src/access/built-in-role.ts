import type { ArmId } from '../estate/ids/arm-id';
import type { RolePermission } from '../estate/grants';
import { aiRoles } from './built-in/ai-roles';
import { generalRoles } from './built-in/general-roles';
import { keyVaultRoles } from './built-in/key-vault-roles';
import { messagingRoles } from './built-in/messaging-roles';
import { otherRoles } from './built-in/other-roles';
import { storageRoles } from './built-in/storage-roles';
import { webRoles } from './built-in/web-roles';
import { withoutTrailing } from '../lifecycle/trailing';

/** A built-in role as far as it matters here. */
export interface BuiltInRole {
  readonly name: string;
  readonly permissions: readonly RolePermission[];
}

/**
 * The table, a line for each role: GUID, name, whether it has control-plane actions (`manages`) or none (`data only`), its data actions
 * without `Microsoft.`, and those taken away again. Facts as Azure published them in August 2026. Data actions of services that are not
 * in `azure-services.ts` are left out; so are roles without any that are seldom given to an identity.
 */
const tables = [keyVaultRoles, storageRoles, messagingRoles, webRoles, aiRoles, generalRoles, otherRoles];

/** What is known of a built-in role without asking Azure; `undefined` for custom roles and for ones not in the table. */
export function builtInRole(roleDefinitionId: ArmId): BuiltInRole | undefined {
  const guid = definitionName(roleDefinitionId);
  const before = parsed.get(guid);
  if (before !== undefined) return before;
  const found = findBuiltIn(guid);
  // Only roles of the table are kept, so there is an end to them.
  if (found !== undefined) parsed.set(guid, found);
  return found;
}

const parsed = new Map<string, BuiltInRole>();

function findBuiltIn(guid: string): BuiltInRole | undefined {
  // Found as text: three hundred lines are parsed one at a time, when somebody asks.
  for (const table of tables) {
    const at = table.indexOf(`\n${guid} | `);
    if (guid !== '' && at >= 0) return parseLine(table.slice(at + 1, table.indexOf('\n', at + 1)));
  }
  return undefined;
}

/** GUIDs of all built-in roles that are known here. */
export function builtInRoleIds(): readonly string[] {
  return tables
    .flatMap((table) => table.trim().split('\n'))
    .map((line) => line.slice(0, line.indexOf(' | ')));
}

/** The last segment of a definition's id, lower case: the same for a role at whatever scope it is listed. */
export function definitionName(roleDefinitionId: ArmId): string {
  const id = withoutTrailing(roleDefinitionId.trim(), '/');
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}

function parseLine(line: string): BuiltInRole {
  const [, name = '', kind, data = '', taken = ''] = line.split(' | ');
  const permission: RolePermission = {
    dataActions: actionsIn(data),
    notDataActions: actionsIn(taken),
    ...(kind === 'data only' && { actions: [] }),
  };
  return { name, permissions: [permission] };
}

function actionsIn(words: string): readonly string[] {
  return words === '' ? [] : words.split(' ').map((word) => `Microsoft.${word}`);
}
