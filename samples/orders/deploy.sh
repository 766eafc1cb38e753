#!/usr/bin/env bash
set -euo pipefail

# Wrong (MI605): somebody has given the app more identities since, which the next run may take away.
az spring app create \
  --name orders --service shop --resource-group rg-shop \
  --user-assigned /subscriptions/13b17762-8dac-4094-abf5-a17bd1e065dc/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders
az spring app deploy \
  --name orders --service shop --resource-group rg-shop --artifact-path target/orders.jar
