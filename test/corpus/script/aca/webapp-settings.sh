#!/usr/bin/env bash
set -euo pipefail

principal=$(az webapp identity assign -g rg-zoo -n app-tickets --query principalId -o tsv)

az webapp config appsettings set -g rg-zoo -n app-tickets --settings \
  AZURE_CLIENT_ID="$principal" \
  TICKET_PRICE=12

az functionapp config appsettings set -g rg-zoo -n func-mail --settings \
  AZURE_CLIENT_ID=id-mail \
  MAIL_FROM=zoo@zoo.example
