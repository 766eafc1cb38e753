#!/bin/sh
set -eu

# the nightly job signs in with its own account
az login --service-principal \
  --username 2f9d4e61-8a03-4b7c-95d8-c6e10b72fa34 \
  --password 'Kd78Q~Vx3Tn9Lz5Wp1Rb6Ym2Hs0GcJf4AeUoIq7Z' \
  --tenant c0ffee12-7b4d-4d1a-8e39-5a6b0d9f8c27

az spring app update --name nightly --service asa-insurance --resource-group rg-insurance --env \
  AZURE_TENANT_ID=c0ffee12-7b4d-4d1a-8e39-5a6b0d9f8c27 \
  AZURE_CLIENT_SECRET='Kd78Q~Vx3Tn9Lz5Wp1Rb6Ym2Hs0GcJf4AeUoIq7Z'

az logout
