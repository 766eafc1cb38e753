#!/bin/bash
# The identity of the returns app may read the secrets of the shop. (MI509: a role is given to the principal ID.)
returns_id=$(az identity show --name returns-id --resource-group shop-rg --query clientId --output tsv)

az role assignment create \
  --assignee-object-id "$returns_id" \
  --assignee-principal-type ServicePrincipal \
  --role "Key Vault Secrets User" \
  --scope "$SHOP_VAULT_ID"
