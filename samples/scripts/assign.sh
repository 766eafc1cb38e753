#!/usr/bin/env bash
set -euo pipefail

# Right: one kind of identity, named by its resource ID, and its client ID handed to the app.
id=$(az identity show --name orders-id --resource-group rg-shop --query id --output tsv)
client_id=$(az identity show --name orders-id --resource-group rg-shop --query clientId --output tsv)

az spring app identity assign --name orders --service shop --resource-group rg-shop --user-assigned "$id"
az spring app update --name orders --service shop --resource-group rg-shop --env AZURE_CLIENT_ID="$client_id"
