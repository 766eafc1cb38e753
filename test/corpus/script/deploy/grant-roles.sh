#!/usr/bin/env bash
# Least roles for the parcel services.
set -euo pipefail
: "${RESOURCE_GROUP:?}"

declare -A roles=(
  [tracking]="Azure Event Hubs Data Receiver"
  [labels]="Storage Blob Data Contributor"
)
declare -A scopes=(
  [tracking]="$(az eventhubs namespace show -g "$RESOURCE_GROUP" -n evhns-parcel --query id -o tsv)"
  [labels]="$(az storage account show -g "$RESOURCE_GROUP" -n stparcel --query id -o tsv)"
)

for app in "${!roles[@]}"; do
  principal=$(az identity show -g "$RESOURCE_GROUP" -n "id-$app" --query principalId -o tsv)
  az role assignment create \
    --assignee-object-id "$principal" \
    --assignee-principal-type ServicePrincipal \
    --role "${roles[$app]}" \
    --scope "${scopes[$app]}"
done
