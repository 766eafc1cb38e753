import { definitionName } from '../../access/built-in-role';
import { parseScope } from '../../access/scope';
import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { acrPull, groupOf, type MovedGrant } from './moving-app';
import { versionFor } from './resource-versions';

/** A Bicep file that gives something at one kind of place, and how it is used for one grant. */
export interface GrantModule {
  readonly file: string;
  readonly text: string;
  readonly scope: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** A module of its own for each kind of place: only there the principal is known early enough to make the name of it. */
export function moduleFor(grant: MovedGrant): GrantModule | undefined {
  if (grant.kind === 'policy') return policyModule(grant.vault, grant.permissions);
  const { scope, roleDefinitionId, condition } = grant.assignment;
  const role = `'${definitionName(roleDefinitionId)}'`;
  const parsed = parseScope(scope);
  const conditions: readonly (readonly [string, string])[] =
    condition === undefined ? [] : [['condition', `'${inQuotes(condition)}'`]];
  const parameters = new Map([['role', role], ...conditions]);
  if (parsed.kind === 'subscription')
    return {
      file: 'subscription.bicep',
      text: roleText("targetScope = 'subscription'", 'subscription().id', undefined),
      scope: `subscription('${parsed.subscriptionId}')`,
      parameters,
    };
  if (parsed.kind === 'group')
    return {
      file: 'resource-group.bicep',
      text: roleText(undefined, 'resourceGroup().id', undefined),
      scope: `resourceGroup('${parsed.subscriptionId}', '${inQuotes(parsed.name)}')`,
      parameters,
    };
  return resourceModule(scope, parameters);
}

function resourceModule(scope: ArmId, parameters: ReadonlyMap<string, string>): GrantModule | undefined {
  const id = parseArmId(scope);
  const version = id === undefined ? undefined : versionFor(id.type);
  if (id === undefined || version === undefined) return undefined;
  const { subscriptionId, resourceGroup, names, type } = id;
  return {
    file: fileOf(type),
    text: roleText(undefined, 'target.id', { type, version }),
    scope: `resourceGroup('${subscriptionId}', '${inQuotes(resourceGroup)}')`,
    parameters: new Map([['targetName', `'${inQuotes(names.join('/'))}'`], ...parameters]),
  };
}

const registry = 'Microsoft.ContainerRegistry/registries';

/** Lets an identity pull images from a registry that is a parameter. */
export const pullModule = {
  file: fileOf(registry),
  text: roleText(undefined, 'target.id', { type: registry, version: versionFor(registry) ?? '' }),
  role: acrPull,
} as const;

function fileOf(type: string): string {
  return `${type.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.bicep`;
}

function roleText(
  head: string | undefined,
  scopeId: string,
  resource: { readonly type: string; readonly version: string } | undefined,
): string {
  return [
    '// The name is made of scope, principal and role, as Azure Verified Modules make it: the same grant has one name.',
    ...(head === undefined ? [] : [head]),
    ...(resource === undefined ? [] : ['param targetName string']),
    'param principalId string',
    'param role string',
    "param condition string = ''",
    '',
    ...(resource === undefined
      ? []
      : [
          `resource target '${resource.type}@${resource.version}' existing = {`,
          '  name: targetName',
          '}',
          '',
        ]),
    "var roleDefinitionId = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)",
    '',
    "resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {",
    `  name: guid(${scopeId}, principalId, roleDefinitionId)`,
    ...(resource === undefined ? [] : ['  scope: target']),
    '  properties: {',
    '    principalId: principalId',
    "    principalType: 'ServicePrincipal'",
    '    roleDefinitionId: roleDefinitionId',
    '    condition: empty(condition) ? null : condition',
    "    conditionVersion: empty(condition) ? null : '2.0'",
    '  }',
    '}',
    '',
  ].join('\n');
}

/** For a vault that goes by access policies, on which roles have no effect. */
function policyModule(vault: ArmId, permissions: readonly string[]): GrantModule {
  const { subscriptionId, resourceGroup } = groupOf(vault);
  const kinds = ['secrets', 'keys', 'certificates'] as const;
  const of = (kind: string) =>
    permissions.flatMap((one) => (one.startsWith(`${kind} `) ? [`'${one.slice(kind.length + 1)}'`] : []));
  return {
    file: 'vault-policy.bicep',
    text: [
      '// This vault goes by access policies: roles of Azure have no effect on its data.',
      'param vaultName string',
      'param principalId string',
      ...kinds.map((kind) => `param ${kind} array = []`),
      '',
      "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {",
      '  name: vaultName',
      '}',
      '',
      "resource policies 'Microsoft.KeyVault/vaults/accessPolicies@2023-07-01' = {",
      '  parent: vault',
      "  name: 'add'",
      '  properties: {',
      '    accessPolicies: [',
      '      {',
      '        tenantId: vault.properties.tenantId',
      '        objectId: principalId',
      '        permissions: {',
      ...kinds.map((kind) => `          ${kind}: ${kind}`),
      '        }',
      '      }',
      '    ]',
      '  }',
      '}',
      '',
    ].join('\n'),
    scope: `resourceGroup('${subscriptionId}', '${inQuotes(resourceGroup)}')`,
    parameters: new Map([
      ['vaultName', `'${inQuotes(vault.slice(vault.lastIndexOf('/') + 1))}'`],
      ...kinds.flatMap((kind): readonly (readonly [string, string])[] =>
        of(kind).length === 0 ? [] : [[kind, `[${of(kind).join(', ')}]`]],
      ),
    ]),
  };
}

const lineEnds: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Within a string in single quotes, which ends with its line: the portal writes conditions over several. */
export function inQuotes(text: string): string {
  return text.replace(/[\\']|\$(?=\{)|[\n\r\t]/g, (letter) => lineEnds[letter] ?? `\\${letter}`);
}
