#!/usr/bin/env bash
set -euo pipefail
id=$(az identity show --name customers-id --resource-group rg-shop --query id --output tsv)

# Wrong (MI504): both kinds of identities.
az spring app create --name customers --service shop --resource-group rg-shop --system-assigned --user-assigned "$id"
