#!/usr/bin/env bash
set -euo pipefail
# one identity after the other
for name in id-claims id-offers; do
  az identity create -g rg-insurance -n "$name" --tags team=core
done

wait_for() {
  until az ad sp show --id "$1" >/dev/null 2>&1; do sleep 5; done
}

claims=$(az identity show -g rg-insurance -n id-claims --query principalId -o tsv)
wait_for "$claims"
az role assignment create --assignee "$claims" --role "Storage Blob Data Reader" --scope "$CLAIMS_STORE"

# typed on the train, unfinished
if [[ -n "${OFFERS:-}" ]]; then
  az role assignment create --assignee-object-id "$OFFERS" --assignee-principal-type ServicePrincipal --role "
