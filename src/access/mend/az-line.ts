import { parseArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import { serviceOf } from '../azure-services';
import {
  azCosmosRole,
  azPolicy,
  azRedisPolicy,
  azRole,
  askedOf,
  isHarmless,
  type AzValue,
} from './az-command';
import type { Shortfall } from './shortfall';

/**
 * The line of the Azure CLI that gives what is missing, for bash and PowerShell alike: to copy, or to send to whoever may grant.
 * `undefined` where the resource is not known, or a name holds what a shell would take for something else.
 */
export function azLine(shortfall: Shortfall): string | undefined {
  const { principalId, place, target } = shortfall;
  const { name } = place;
  const isSafe = isGuid(principalId) && [name ?? '', target ?? name ?? ''].every(isHarmless);
  return isSafe && name !== undefined ? lineFor(shortfall, name) : undefined;
}

function lineFor({ principalId, place, target, mend }: Shortfall, name: string): string {
  const known = target === undefined ? undefined : parseArmId(target)?.resourceGroup;
  const resourceGroup = known ?? asked(place, name, 'resourceGroup');
  switch (mend.kind) {
    case 'role':
      return azRole({ principalId, role: mend.name, scope: target ?? asked(place, name, 'id') });
    case 'policy':
      return azPolicy({
        principalId,
        vault: name,
        permissions: mend.permissions.map((word) => `${mend.area} ${word}`),
      });
    case 'cosmos-role':
      return azCosmosRole({ principalId, name, resourceGroup, scope: '/', role: mend.role });
    case 'redis-policy':
      return azRedisPolicy({ principalId, name, resourceGroup, policy: mend.name, alias: principalId });
  }
}

/** Of a resource whose host alone is known, the CLI is asked for the rest. */
function asked({ services }: Shortfall['place'], name: string, what: 'id' | 'resourceGroup'): AzValue {
  return askedOf(name, serviceOf(services[0]).resourceTypes[0] ?? '', what);
}
