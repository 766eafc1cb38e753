#!/bin/bash
set -e
RG=rg-chess
ASA=asa-chess

az spring app create -n ratings -s $ASA -g $RG --assign-identity

PRINCIPAL=$(az spring app show -n ratings -s $ASA -g $RG --query identity.principalId -o tsv)

# let it read its secrets
az keyvault set-policy --name kv-chess --object-id "$PRINCIPAL" --secret-permissions get list

az spring app update -n ratings -s $ASA -g $RG \
    --env AZURE_CLIENT_ID=$PRINCIPAL RATING_K=32

az spring app identity assign -n ratings -s $ASA -g $RG --role "Key Vault Reader"
