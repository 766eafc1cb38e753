import { say } from '../../lifecycle/text';
import type { InfraFile } from '../../source/infra/infra-file';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { idReferences, ownerOf, readInstead, whereElse, type IdReference } from './id-reference';
import { namedValues, type NamedValue } from './named-values';
import { plainName } from '../plain-name';

const clientIds = new Set(['clientid', 'applicationid']);
const vaults = new Set([
  'microsoft.keyvault/vaults',
  'microsoft.keyvault/vaults/accesspolicies',
  'azurerm_key_vault',
  'azurerm_key_vault_access_policy',
]);

/** Role assignments of every service, access policies of key vaults, and modules that ask for a principal ID. */
export const clientIdUsedAsPrincipalId: SubjectRule<'infra'> = {
  id: 'MI406',
  name: 'client-id-used-as-principal-id',
  title: 'A client ID is given where a principal ID belongs.',
  severity: 'error',
  subject: 'infra',
  literals: ['principalid', 'principal_id', 'objectid', 'object_id'],
  *check(file) {
    for (const named of namedValues(file)) {
      if (!wantsPrincipal(named)) continue;
      for (const found of idReferences(named, clientIds))
        yield {
          span: found.direct ? found.reference.span : named.value.span,
          message: say(
            "'{0}' gets a client ID (application ID). Access is granted to principal IDs (object IDs), so the identity may go without it.",
            named.name,
          ),
          related: whereElse(found),
          fixes: fixesFor(file, found),
        };
    }
  },
};

function wantsPrincipal({ name, resource }: NamedValue): boolean {
  const type = resource?.type.replaceAll('_', '') ?? '';
  const plain = plainName(name);
  if (plain === 'principalid') return type === 'module' || type.includes('roleassignment');
  return plain === 'objectid' && vaults.has(resource?.type ?? '');
}

function fixesFor(file: InfraFile, found: IdReference): readonly EditFix[] {
  const terraform = file.language === 'terraform';
  switch (ownerOf(file, found.reference)) {
    case 'userAssigned':
      return readInstead(found, terraform ? 'principal_id' : 'principalId');
    case 'servicePrincipal':
      return readInstead(found, 'object_id');
    default:
      return [];
  }
}
