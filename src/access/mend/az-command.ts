import { parseArmId, type ArmId } from '../../estate/ids/arm-id';

/** What a line of the Azure CLI holds for an option: a text, or a question to the CLI that is answered when the line runs. */
export type AzValue = string | { readonly ask: string };

type Options = Readonly<Record<string, AzValue | readonly string[] | undefined>>;

/** Somebody who is given something. */
interface To {
  readonly principalId: string;
}

/** The line that gives a role of Azure. `role`: its name or GUID; a condition needs its version. */
export function azRole(
  given: To & {
    readonly role: string;
    readonly scope: AzValue;
    /** GUID of the assignment; Azure makes one where it is absent. */
    readonly name?: string | undefined;
    readonly condition?: { readonly expression: string; readonly version: string } | undefined;
    readonly description?: string | undefined;
  },
): string {
  const { principalId, role, scope, name, condition, description } = given;
  return azCommand('az role assignment create', {
    'assignee-object-id': principalId,
    'assignee-principal-type': 'ServicePrincipal',
    role,
    scope,
    name,
    condition: condition?.expression,
    'condition-version': condition?.version,
    description,
  });
}

/** The line that adds to the access policies of a vault. `permissions`: `secrets get`. */
export function azPolicy(
  given: To & {
    readonly vault: string;
    readonly subscription?: string | undefined;
    readonly permissions: readonly string[];
  },
): string {
  const { principalId, vault, subscription, permissions } = given;
  const kinds = new Map<string, string[]>();
  for (const [kind = '', word = ''] of permissions.map((permission) => permission.split(' ')))
    kinds.set(kind, [...(kinds.get(kind) ?? []), word]);
  return azCommand('az keyvault set-policy', {
    name: vault,
    subscription,
    'object-id': principalId,
    ...Object.fromEntries(
      [...kinds].map(([kind, words]) => [`${kind.replace(/s$/, '')}-permissions`, words]),
    ),
  });
}

/** A resource as commands of its service name it. */
interface At {
  readonly subscription?: string | undefined;
  readonly resourceGroup: AzValue;
  readonly name: string;
}

/** The line that gives a role of a Cosmos DB account itself. `scope`: within the account, `/` for all of it; `role`: GUID. */
export function azCosmosRole(given: To & At & { readonly scope: string; readonly role: string }): string {
  const { principalId, subscription, resourceGroup, name, scope, role } = given;
  return azCommand('az cosmosdb sql role assignment create', {
    subscription,
    'account-name': name,
    'resource-group': resourceGroup,
    scope,
    'principal-id': principalId,
    'role-definition-id': role,
  });
}

/** The line that gives an access policy of a cache. `alias`: what the cache calls the principal. */
export function azRedisPolicy(given: To & At & { readonly policy: string; readonly alias: string }): string {
  const { principalId, subscription, resourceGroup, name, policy, alias } = given;
  return azCommand('az redis access-policy-assignment create', {
    subscription,
    name,
    'resource-group': resourceGroup,
    'policy-assignment-name': principalId,
    'access-policy-name': policy,
    'object-id': principalId,
    'object-id-alias': alias,
  });
}

/** The same for a database of Azure Managed Redis. */
export function azManagedRedisPolicy(
  given: To & At & { readonly database: string; readonly policy: string },
): string {
  const { principalId, subscription, resourceGroup, name, database, policy } = given;
  return azCommand('az redisenterprise database access-policy-assignment create', {
    subscription,
    'cluster-name': name,
    'resource-group': resourceGroup,
    'database-name': database,
    'access-policy-assignment-name': principalId,
    'access-policy-name': policy,
    'object-id': principalId,
  });
}

/** The line that gives an app an identity: a user-assigned one, by its resource ID, or the system-assigned one. */
export function azAssign(app: ArmId, identity: ArmId | 'system'): string | undefined {
  const { subscriptionId, resourceGroup, names = [] } = parseArmId(app) ?? {};
  const [service, name] = names;
  if (resourceGroup === undefined || service === undefined || name === undefined) return undefined;
  const which = identity === 'system' ? ' --system-assigned' : '';
  return `${azCommand('az spring app identity assign', {
    subscription: subscriptionId,
    'resource-group': resourceGroup,
    service,
    name,
    ...(identity !== 'system' && { 'user-assigned': identity }),
  })}${which}`;
}

function azCommand(command: string, options: Options): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values: readonly AzValue[] = typeof value === 'string' || 'ask' in value ? [value] : value;
    // What begins with a dash would be taken for an option of its own.
    if (typeof value === 'string' && value.startsWith('-')) return [`--${name}=${shellWord(value)}`];
    return [`--${name}`, ...values.map(shellWord)];
  });
  return [command, ...words].join(' ');
}

/** A question to the CLI about the resource of a name, for what only Azure knows. `what`: a property of the resource. */
export function askedOf(name: string, resourceType: string, what: 'id' | 'resourceGroup'): AzValue {
  return {
    ask: `az resource list --name ${shellWord(name)} --resource-type ${resourceType} --query '[0].${what}' --output tsv`,
  };
}

/**
 * A word as it is where no shell could read it otherwise; within double quotes where bash and PowerShell read these alike; else in single
 * quotes for a POSIX shell such as Cloud Shell's.
 */
function shellWord(value: AzValue): string {
  if (typeof value !== 'string') return `"$(${value.ask})"`;
  const text = asText(value);
  if (/^[\w./:@-]+$/.test(text)) return text;
  return isHarmless(text) ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A text that others may have written, so that nothing but a text comes of it: a terminal takes control characters for keys that are
 * pressed, and the CLI reads `@name` and `key=@name` as what the file of that name holds. In a
 * condition `@Resource[...]` stands first; no file is called so.
 */
function asText(value: string): string {
  return value
    .replace(/\p{Cc}/gu, ' ')
    .replace(/^([^=]*=)?@(?!(?:Resource|Request|Principal|Environment)\[)/i, '$1 @');
}

/** Letters of any language, digits and what stands in names and ids of resources: within double quotes no shell minds them. */
export function isHarmless(text: string): boolean {
  return /^[\p{L}\p{N}/._() -]{1,1000}$/u.test(text);
}
