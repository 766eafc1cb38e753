#!/usr/bin/env bash
set -euo pipefail
CLUSTER=aks-harbour GROUP=rg-harbour NS=pilots SA=pilots

ISSUER=$(az aks show -g $GROUP -n $CLUSTER --query oidcIssuerProfile.issuerUrl -o tsv)
CLIENT_ID=$(az identity show -g $GROUP -n id-pilots --query clientId -o tsv)

az identity federated-credential create -g $GROUP --identity-name id-pilots -n pilots \
  --issuer "$ISSUER" --subject "system:serviceaccount:$NS:$SA" --audiences api://AzureADTokenExchange

kubectl apply -f - <<YAML
apiVersion: v1
kind: ServiceAccount
metadata:
  name: $SA
  namespace: $NS
  annotations:
    azure.workload.identity/client-id: $CLIENT_ID
YAML

kubectl -n "$NS" rollout restart deployment/pilots
