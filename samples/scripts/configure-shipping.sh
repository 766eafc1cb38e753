#!/usr/bin/env bash
set -euo pipefail
id=$(az identity show --name shipping-id --resource-group rg-shop --query principalId --output tsv)

# Wrong (MI506): a principal ID is no client ID.
az spring app update --name shipping --service shop --resource-group rg-shop --env AZURE_CLIENT_ID="$id"
