import { sameArmId } from '../../estate/ids/arm-id';
import { missing, groupId } from '../spring/find';
import { listReply } from '../http/paging/pages';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const path = `/subscriptions/{sub}/resourceGroups/{group}/providers/${type}/{name}/federatedIdentityCredentials`;

function identityId(exchange: Exchange): string {
  return `${groupId(exchange)}/providers/${type}/${exchange.params['name'] ?? ''}`;
}

function list(exchange: Exchange): Reply {
  const { userAssigned, federatedCredentials } = exchange.world.estate;
  const id = identityId(exchange);
  if (userAssigned.get(id) === undefined) return missing(exchange, type, exchange.params['name'] ?? '');
  return listReply(exchange, {
    revision: String(federatedCredentials.revision(id)),
    items: () => federatedCredentials.under(id),
  });
}

/** Who outside Azure may become a user-assigned identity. */
export const federatedRoutes: readonly Route[] = [
  { method: 'GET', path, provider: 'federatedCredentials', handle: list },
  {
    method: 'GET',
    path: `${path}/{credential}`,
    provider: 'federatedCredentials',
    handle: (exchange) => {
      const name = exchange.params['credential'] ?? '';
      const wanted = `${identityId(exchange)}/federatedIdentityCredentials/${name}`;
      const found = [...exchange.world.estate.federatedCredentials.under(identityId(exchange))].find(
        ({ id }) => sameArmId(id, wanted),
      );
      return found === undefined
        ? armError(404, 'NotFound', `The federated identity credential '${name}' was not found.`)
        : ok(found);
    },
  },
];
