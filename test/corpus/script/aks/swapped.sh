#!/usr/bin/env bash
set -euo pipefail

PILOT=$(az identity show -g rg-harbour -n id-tugs --query principalId -o tsv)

kubectl -n tugs set env deployment/tugs AZURE_CLIENT_ID="$PILOT"

helm upgrade tugs ./chart --install --namespace tugs \
  --set image.tag=1.8.0 \
  --set env.AZURE_CLIENT_ID="$PILOT"

az keyvault set-policy -n kv-harbour --secret-permissions get \
  --object-id "$(az identity show -g rg-harbour -n id-tugs --query clientId -o tsv)"
