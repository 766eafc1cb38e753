import type { Route } from '../http/route';

const path =
  '/subscriptions/{sub}/resourceGroups/{group}/providers/Microsoft.AppPlatform/locations/{location}';

export const operationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${path}/operationStatus/{name}/operationId/{operation}`,
    provider: 'appPlatform',
    action: 'Microsoft.AppPlatform/locations/operationStatus/operationId/read',
    handle: (exchange) => exchange.world.operations.status(exchange.params['operation'] ?? '', exchange),
  },
  {
    method: 'GET',
    path: `${path}/operationResults/{operation}/Spring/{name}`,
    provider: 'appPlatform',
    action: 'Microsoft.AppPlatform/locations/operationResults/Spring/read',
    handle: (exchange) => exchange.world.operations.result(exchange.params['operation'] ?? '', exchange),
  },
];
