#!/usr/bin/env bash
set -euo pipefail

RG=rg-parcel

az identity create -g $RG -n id-returns
RETURNS=$(az identity show -g $RG -n id-returns --query principalId -o tsv)
RETURNS_CLIENT=$(az identity show -g $RG -n id-returns --query clientId -o tsv)

az role assignment create --assignee "$RETURNS" --role "Azure Service Bus Data Sender" \
  --scope "$(az servicebus namespace show -g $RG -n sb-parcel --query id -o tsv)"

az role assignment create --assignee-object-id "$RETURNS_CLIENT" --assignee-principal-type ServicePrincipal \
  --role "Storage Queue Data Message Processor" --scope "$STORAGE_ID"
