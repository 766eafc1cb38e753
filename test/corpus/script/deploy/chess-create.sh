#!/usr/bin/env bash
# Creates the app of the chess club and deploys it.
set -euo pipefail

GROUP=rg-chess
SERVICE=asa-chess
APP=pairings

az extension add --name spring --upgrade --yes

az identity create --name "id-$APP" --resource-group "$GROUP" --output none
IDENTITY_ID=$(az identity show --name "id-$APP" --resource-group "$GROUP" --query id --output tsv)
CLIENT_ID=$(az identity show --name "id-$APP" --resource-group "$GROUP" --query clientId --output tsv)

az spring app create \
  --name "$APP" \
  --service "$SERVICE" \
  --resource-group "$GROUP" \
  --user-assigned "$IDENTITY_ID" \
  --runtime-version Java_17

az spring app deploy \
  --name "$APP" \
  --service "$SERVICE" \
  --resource-group "$GROUP" \
  --artifact-path target/pairings.jar \
  --env AZURE_CLIENT_ID="$CLIENT_ID" SPRING_PROFILES_ACTIVE=azure
