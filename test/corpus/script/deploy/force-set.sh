#!/usr/bin/env bash
set -o errexit

readonly rg="rg-ski"
readonly asa="asa-ski"
readonly sub="$(az account show --query id -o tsv)"

id() {
  printf '/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ManagedIdentity/userAssignedIdentities/%s' "$sub" "$rg" "$1"
}

# lifts have one identity of their own
az spring app identity force-set --name lifts --service "$asa" --resource-group "$rg" \
  --system-assigned disable \
  --user-assigned "$(id id-lifts)"

# passes go back to the system-assigned one
az spring app identity force-set --name passes --service "$asa" --resource-group "$rg" \
  --system-assigned enable \
  --user-assigned disable
