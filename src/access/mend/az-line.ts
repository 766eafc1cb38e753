import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import { serviceOf } from '../azure-services';
import type { Shortfall } from './shortfall';

/**
 * The line of the Azure CLI that gives what is missing, for bash and PowerShell alike: to copy, or to send to whoever may grant.
 * `undefined` where the resource is not known, or a name holds what a shell would take for something else.
 */
export function azLine(shortfall: Shortfall): string | undefined {
  const { principalId, place, target } = shortfall;
  const { name } = place;
  const isSafe = isGuid(principalId) && [name ?? '', target ?? name ?? ''].every(isPlain);
  return isSafe && name !== undefined ? lineFor(shortfall, name) : undefined;
}

function lineFor({ principalId, place, target, mend }: Shortfall, name: string): string {
  const [service] = place.services;
  switch (mend.kind) {
    case 'role':
      return `az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${mend.name}" --scope "${target ?? idByName(name, service)}"`;
    case 'policy':
      return `az keyvault set-policy --name ${name} --object-id ${principalId} --${options[mend.area]} ${mend.permissions.join(' ')}`;
    case 'cosmos-role':
      return `az cosmosdb sql role assignment create --account-name ${name} --resource-group "${groupOf(target) ?? groupByName(name, service)}" --scope "/" --principal-id ${principalId} --role-definition-id ${mend.role}`;
    case 'redis-policy':
      return `az redis access-policy-assignment create --name ${name} --resource-group "${groupOf(target) ?? groupByName(name, service)}" --policy-assignment-name ${principalId} --access-policy-name "${mend.name}" --object-id ${principalId} --object-id-alias ${principalId}`;
  }
}

const options = {
  secrets: 'secret-permissions',
  keys: 'key-permissions',
  certificates: 'certificate-permissions',
} as const;

function groupOf(target: ArmId | undefined): string | undefined {
  return target === undefined ? undefined : parseArmId(target)?.resourceGroup;
}

/** Of a resource whose host alone is known, the CLI is asked for the rest. */
function idByName(name: string, service: Shortfall['place']['services'][0]): string {
  return `$(az resource list --name ${name} --resource-type ${typeOf(service)} --query '[0].id' --output tsv)`;
}

function groupByName(name: string, service: Shortfall['place']['services'][0]): string {
  return `$(az resource list --name ${name} --resource-type ${typeOf(service)} --query '[0].resourceGroup' --output tsv)`;
}

function typeOf(service: Shortfall['place']['services'][0]): string {
  return serviceOf(service).resourceTypes[0] ?? '';
}

/** Letters of any language, digits and what stands in names and ids of resources; within double quotes no shell minds them. */
function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}/._() -]{1,1000}$/u.test(text);
}
