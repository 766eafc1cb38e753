import { definitionName } from '../../access/built-in-role';
import { nameOf } from '../../estate/ids/arm-id';
import type { MovedApp, PlannedFile } from './bicep';
import {
  acrPull,
  groupOf,
  pullingIdentities,
  symbolsOf,
  type MovedGrant,
  type MovedIdentity,
  type Symbols,
} from './moving-app';

/** Azure's namespace for `guid()` of Bicep: names of grants are the same, whichever of the two makes them. */
const namespace = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/** The Terraform files of a move: what is new, in the order it has to be there. */
export function terraformFiles(apps: readonly MovedApp[]): readonly PlannedFile[] {
  const pulling = pullingIdentities(apps);
  const symbols = symbolsOf(apps);
  const lines = [
    '# What an app needs in Azure Container Apps, in this order: environment, identities, grants, app.',
    '# The grants are there before the app starts, so that its first call is not refused.',
    'variable "resource_group_name" {',
    '  type = string',
    '}',
    '',
    'variable "location" {',
    '  type = string',
    '}',
    '',
    'resource "azurerm_container_app_environment" "environment" {',
    '  name                = "cae-move"',
    '  resource_group_name = var.resource_group_name',
    '  location            = var.location',
    '}',
    '',
    'variable "registry_id" {',
    '  type        = string',
    '  default     = ""',
    '  description = "Resource ID of the registry of Azure that the images are pulled from by identity; empty for public images."',
    '}',
    ...apps.flatMap((app) => ['', ...linesOf(app, pulling, symbols)]),
    '',
  ];
  return [{ path: 'terraform/main.tf', text: lines.join('\n') }];
}

interface Declared {
  readonly identity: MovedIdentity;
  /** What expressions call it: `azurerm_user_assigned_identity.new_shop_orders`. */
  readonly address: string;
  readonly name: string;
}

function linesOf(
  { moving, identities }: MovedApp,
  pulling: ReadonlySet<MovedIdentity>,
  symbols: Symbols,
): readonly string[] {
  const { name } = moving.app;
  const own = symbols.app(moving);
  const declared = identities.map((identity) => declare(identity, symbols.identity(identity)));
  return [
    ...imageLines(own, name),
    ...(declared.length === 0 ? [] : ['', ...secretsLines(own)]),
    ...declared.flatMap((one) => ['', ...identityLines(one)]),
    ...declared.flatMap(grantLines),
    ...declared.flatMap((one) => (pulling.has(one.identity) ? ['', ...pullLines(one)] : [])),
    '',
    ...appLines(name, { own, declared, pulling }),
  ];
}

function declare(identity: MovedIdentity, name: string): Declared {
  const isNew = identity.becomes === 'new';
  return { identity, name, address: `${isNew ? '' : 'data.'}azurerm_user_assigned_identity.${name}` };
}

function imageLines(own: string, app: string): readonly string[] {
  return [
    `variable "image_${own}" {`,
    '  type        = string',
    `  description = ${quoted(`Image of ${app}.`)}`,
    '}',
  ];
}

function secretsLines(own: string): readonly string[] {
  return [
    `variable "secrets_${own}" {`,
    '  type        = map(string)',
    '  default     = {}',
    '  description = "Secrets that stay in a vault, by name, each as the ID of the secret there: the identity reads them."',
    '}',
  ];
}

function pullLines({ name, address }: Declared): readonly string[] {
  const home = 'join("/", slice(split("/", var.registry_id), 0, 3))';
  const role = `"\${${home}}/providers/Microsoft.Authorization/roleDefinitions/${acrPull}"`;
  return [
    `resource "azurerm_role_assignment" "${name}_pull" {`,
    '  count              = var.registry_id == "" ? 0 : 1',
    `  name               = uuidv5("${namespace}", join("-", [var.registry_id, ${address}.principal_id, ${role}]))`,
    '  scope              = var.registry_id',
    `  role_definition_id = ${role}`,
    `  principal_id       = ${address}.principal_id`,
    '  principal_type     = "ServicePrincipal"',
    '}',
  ];
}

function identityLines({ identity, name }: Declared): readonly string[] {
  if (identity.becomes === 'new')
    return [
      `resource "azurerm_user_assigned_identity" "${name}" {`,
      `  name                = ${quoted(identity.name)}`,
      '  resource_group_name = var.resource_group_name',
      '  location            = var.location',
      '}',
    ];
  return [
    `data "azurerm_user_assigned_identity" "${name}" {`,
    `  name                = ${quoted(identity.name)}`,
    `  resource_group_name = ${quoted(groupOf(identity.held.id ?? '').resourceGroup)}`,
    '}',
  ];
}

function grantLines({ identity, name, address }: Declared): readonly string[] {
  if (identity.becomes === 'kept') return [];
  return identity.grants.flatMap((grant, i) => ['', ...grantLine(grant, `${name}_grant_${i}`, address)]);
}

function grantLine(grant: MovedGrant, name: string, address: string): readonly string[] {
  if (grant.kind === 'policy') return policyLines(grant, name, address);
  const { scope, roleDefinitionId, condition } = grant.assignment;
  const role = quoted(roleAt(scope, roleDefinitionId));
  return [
    `resource "azurerm_role_assignment" "${name}" {`,
    `  name                 = uuidv5("${namespace}", join("-", [${quoted(scope)}, ${address}.principal_id, ${role}]))`,
    `  scope                = ${quoted(scope)}`,
    `  role_definition_id   = ${role}`,
    `  principal_id         = ${address}.principal_id`,
    '  principal_type       = "ServicePrincipal"',
    ...(condition === undefined
      ? []
      : [`  condition            = ${quoted(condition)}`, '  condition_version    = "2.0"']),
    '}',
  ];
}

/** The full id in the subscription of the scope, which is what the name is made of. */
function roleAt(scope: string, roleDefinitionId: string): string {
  const home = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${home}/providers/Microsoft.Authorization/roleDefinitions/${definitionName(roleDefinitionId)}`;
}

function policyLines(
  { vault, permissions }: Extract<MovedGrant, { readonly kind: 'policy' }>,
  name: string,
  address: string,
): readonly string[] {
  const of = (kind: string) =>
    permissions.flatMap((one) => (one.startsWith(`${kind}s `) ? [capital(one.slice(kind.length + 2))] : []));
  return [
    `data "azurerm_key_vault" "${name}" {`,
    `  name                = ${quoted(nameOf(vault))}`,
    `  resource_group_name = ${quoted(groupOf(vault).resourceGroup)}`,
    '}',
    '',
    `resource "azurerm_key_vault_access_policy" "${name}" {`,
    `  key_vault_id = data.azurerm_key_vault.${name}.id`,
    `  tenant_id    = ${address}.tenant_id`,
    `  object_id    = ${address}.principal_id`,
    ...['secret', 'key', 'certificate'].flatMap((kind) =>
      of(kind).length === 0 ? [] : [`  ${kind}_permissions = [${of(kind).map(quoted).join(', ')}]`],
    ),
    '}',
  ];
}

interface OfApp {
  readonly own: string;
  readonly declared: readonly Declared[];
  readonly pulling: ReadonlySet<MovedIdentity>;
}

function appLines(app: string, { own, declared, pulling }: OfApp): readonly string[] {
  const [first] = declared;
  const grants = declared.flatMap(({ identity, name }) => [
    ...(identity.becomes === 'kept'
      ? []
      : identity.grants.map(
          ({ kind }, i) =>
            `    ${kind === 'role' ? 'azurerm_role_assignment' : 'azurerm_key_vault_access_policy'}.${name}_grant_${i},`,
        )),
    ...(pulling.has(identity) ? [`    azurerm_role_assignment.${name}_pull,`] : []),
  ]);
  return [
    `resource "azurerm_container_app" "${own}" {`,
    `  name                         = ${quoted(app)}`,
    '  resource_group_name          = var.resource_group_name',
    '  container_app_environment_id = azurerm_container_app_environment.environment.id',
    '  revision_mode                = "Single"',
    ...(declared.length === 0
      ? []
      : [
          '',
          '  identity {',
          '    type         = "UserAssigned"',
          `    identity_ids = [${declared.map(({ address }) => `${address}.id`).join(', ')}]`,
          '  }',
        ]),
    ...(first === undefined ? [] : ['', ...byIdentity(own, first)]),
    '',
    '  template {',
    '    container {',
    `      name   = ${quoted(app)}`,
    `      image  = var.image_${own}`,
    '      cpu    = 0.5',
    '      memory = "1Gi"',
    ...(first === undefined
      ? []
      : [
          '',
          '      env {',
          '        name  = "AZURE_CLIENT_ID"',
          `        value = ${first.address}.client_id`,
          '      }',
        ]),
    '    }',
    '  }',
    ...(grants.length === 0 ? [] : ['', '  depends_on = [', ...grants, '  ]']),
    '}',
  ];
}

/** Images and secrets are fetched with the app's identity: no password of a registry and no value of a secret is kept. */
function byIdentity(own: string, { address }: Declared): readonly string[] {
  return [
    '  dynamic "registry" {',
    '    for_each = var.registry_id == "" ? [] : [element(split("/", var.registry_id), 8)]',
    '    content {',
    '      server   = "${registry.value}.azurecr.io"',
    `      identity = ${address}.id`,
    '    }',
    '  }',
    '',
    '  dynamic "secret" {',
    `    for_each = var.secrets_${own}`,
    '    content {',
    '      name                = secret.key',
    '      key_vault_secret_id = secret.value',
    `      identity            = ${address}.id`,
    '    }',
    '  }',
  ];
}

/** A string of Terraform, in which `${` and `%{` begin what is worked out unless their first letter is doubled. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, (letter) => letter + letter);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
