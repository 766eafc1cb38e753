import { say, type Text } from '../../lifecycle/text';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { soleValue } from '../../source/infra/possible-values';
import { entryOf, valueAt } from '../../source/infra/value';
import type { Span } from '../../source/span';
import type { SubjectRule } from '../rule';
import { roleAssignments } from './role-assignment';
import { addressed, shownName } from './spring-app';

/** Since this version of its API a new vault without a word on it takes roles. */
const rolesSince = '2026-02-01';

/** Who decides what a principal may do in a vault, and whether the file says so or leaves it to the default. */
interface VaultModel {
  readonly by: 'roles' | 'policies';
  readonly told: boolean;
}

/** Roles that open data of vaults; the others manage vaults, whatever decides on their data. */
const dataRole =
  /^key vault (?:administrator|.*(?:officer|user|service encryption user|service release user)|reader)$/i;

/** Vaults of this file; which model others have is not known. */
export const vaultAccessWithoutEffect: SubjectRule<'infra'> = {
  id: 'MI414',
  name: 'vault-access-without-effect',
  title: say('Access to a key vault is granted in the way that the vault does not look at.'),
  severity: 'warning',
  subject: 'infra',
  literals: ['microsoft.keyvault', 'azurerm_key_vault'],
  *check(file) {
    for (const vault of file.resources.filter(isVault)) {
      const model = modelOf(vault);
      if (model === undefined) continue;
      const label = shownName(vault);
      if (model.by === 'roles')
        for (const span of policiesOf(file, vault))
          yield { span, message: onPolicies(label, model), confidence: sureness(model) };
      else
        for (const { role, roleSpan, at } of roleAssignments(file))
          if (at === vault && role !== undefined && dataRole.test(role))
            yield { span: roleSpan, message: onRole(label, role, model), confidence: sureness(model) };
    }
  },
};

function isVault({ type, existing }: Resource): boolean {
  return !existing && (type === 'microsoft.keyvault/vaults' || type === 'azurerm_key_vault');
}

function modelOf(vault: Resource): VaultModel | undefined {
  const { body, names, type } = vault;
  const inner = type === 'azurerm_key_vault' ? body : valueAt(body, 'properties');
  if (inner?.kind !== 'object' || body.open || inner.open) return undefined;
  const flag = entryOf(inner, ...flags);
  if (flag === undefined) {
    const by = byDefault(vault);
    return by && { by, told: false };
  }
  const value = soleValue(flag.value, names);
  if (value?.kind !== 'literal' || typeof value.value !== 'boolean') return undefined;
  return { by: value.value ? 'roles' : 'policies', told: true };
}

const flags = ['enableRbacAuthorization', 'enable_rbac_authorization', 'rbac_authorization_enabled'];

function byDefault({ type, apiVersion }: Resource): VaultModel['by'] | undefined {
  if (type === 'azurerm_key_vault') return 'policies';
  const version = apiVersion?.text.slice(0, rolesSince.length) ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(version)) return undefined;
  return version < rolesSince ? 'policies' : 'roles';
}

/** A default may have been set once by hand, and stays then. */
function sureness({ told }: VaultModel): 'high' | 'medium' {
  return told ? 'high' : 'medium';
}

/** Keys and types that give the vault policies. */
function policiesOf({ resources }: InfraFile, vault: Resource): readonly Span[] {
  const inner = valueAt(vault.body, 'properties');
  const list = inner?.kind === 'object' ? entryOf(inner, 'accessPolicies') : undefined;
  const policies = list && soleValue(list.value, vault.names);
  const listed = policies?.kind === 'array' && policies.items.length > 0 ? [list] : [];
  const blocks = vault.body.entries.filter(({ key }) => key === 'access_policy');
  const others = resources.filter((one) => givesPolicies(one) && vaultOf(resources, one) === vault);
  return [
    ...[...listed, ...blocks].flatMap((entry) => entry?.keySpan ?? []),
    ...others.map(({ typeSpan }) => typeSpan),
  ];
}

function givesPolicies({ type }: Resource): boolean {
  return type === 'microsoft.keyvault/vaults/accesspolicies' || type === 'azurerm_key_vault_access_policy';
}

function vaultOf(resources: readonly Resource[], { body, parent }: Resource): Resource | undefined {
  const link = entryOf(body, 'parent', 'key_vault_id')?.value;
  return link?.kind === 'reference' ? addressed(resources, link.path) : parent;
}

function onPolicies(vault: string, { told }: VaultModel): Text {
  return told
    ? say(
        "Key vault '{0}' decides by roles, so its access policies have no effect. Grant a role such as 'Key Vault Secrets User' instead.",
        vault,
      )
    : say(
        "Key vault '{0}' does not say how access is decided. At this API version a new vault decides by roles, so access policies may have no effect.",
        vault,
      );
}

function onRole(vault: string, role: string, { told }: VaultModel): Text {
  return told
    ? say("Key vault '{0}' decides by access policies, so role '{1}' opens none of its data.", vault, role)
    : say(
        "Key vault '{0}' does not say how access is decided, and a new vault then decides by access policies: role '{1}' may open none of its data.",
        vault,
        role,
      );
}
