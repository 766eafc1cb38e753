import { grantStoreRoutes } from './access/grant-store-routes';
import { permissionRoutes } from './access/permission-routes';
import { federatedRoutes } from './access/federated-routes';
import { roleDefinitionRoutes } from './access/role-definition-routes';
import { roleRoutes } from './access/role-routes';
import { storeRoutes } from './access/store-routes';
import { userAssignedRoutes } from './access/user-assigned-routes';
import { vaultRoutes } from './access/vault-routes';
import { appRoutes } from './spring/app-routes';
import { deploymentRoutes } from './spring/deployment-routes';
import { operationRoutes } from './arm/operation-routes';
import { resourceRoutes } from './arm/resource-routes';
import { serviceRoutes } from './spring/service-routes';
import { subscriptionRoutes } from './arm/subscription-routes';
import { graphRoutes } from './graph/routes';
import type { Route } from './http/route';

/** Everything of Azure Resource Manager the sandbox serves. */
export const allRoutes: readonly Route[] = [
  ...subscriptionRoutes,
  ...resourceRoutes,
  ...serviceRoutes,
  ...appRoutes,
  ...deploymentRoutes,
  ...operationRoutes,
  ...userAssignedRoutes,
  ...roleRoutes,
  ...roleDefinitionRoutes,
  ...vaultRoutes,
  ...storeRoutes,
  ...grantStoreRoutes,
  ...permissionRoutes,
  ...federatedRoutes,
  ...graphRoutes,
];
