import type { Provider } from '../http/api-versions';
import type { Route } from '../http/route';

/** Not verified: that operations of Cosmos DB and caches have addresses of the same form as those of Azure Spring Apps. */
const owners: readonly (readonly [namespace: string, provider: Provider])[] = [
  ['Microsoft.AppPlatform', 'appPlatform'],
  ['Microsoft.DocumentDB', 'cosmos'],
  ['Microsoft.Cache', 'redis'],
];

function routesOf(namespace: string, provider: Provider): readonly Route[] {
  const path = `/subscriptions/{sub}/resourceGroups/{group}/providers/${namespace}/locations/{location}`;
  return [
    {
      method: 'GET',
      path: `${path}/operationStatus/{name}/operationId/{operation}`,
      provider,
      handle: (exchange) => exchange.world.operations.status(exchange.params['operation'] ?? '', exchange),
    },
    {
      method: 'GET',
      path: `${path}/operationResults/{operation}/Spring/{name}`,
      provider,
      handle: (exchange) => exchange.world.operations.result(exchange.params['operation'] ?? '', exchange),
    },
  ];
}

export const operationRoutes: readonly Route[] = owners.flatMap(([namespace, provider]) =>
  routesOf(namespace, provider),
);
