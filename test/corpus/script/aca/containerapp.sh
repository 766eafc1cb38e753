#!/usr/bin/env bash
set -euo pipefail

g=rg-zoo
env=cae-zoo
id=$(az identity show -g $g -n id-feeding --query id -o tsv)
client=$(az identity show -g $g -n id-feeding --query clientId -o tsv)

az containerapp create -g $g -n ca-feeding --environment $env \
  --image crzoo.azurecr.io/feeding:2.3 \
  --registry-server crzoo.azurecr.io --registry-identity "$id" \
  --user-assigned "$id" \
  --secrets "db=keyvaultref:https://kv-zoo.vault.azure.net/secrets/db,identityref:$id" \
  --env-vars AZURE_CLIENT_ID="$client" DB_PASSWORD=secretref:db
