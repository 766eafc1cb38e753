#!/usr/bin/env bash
# Gives the identity of the recipes app a user in PostgreSQL. No password is made.
set -euo pipefail

SERVER=psql-recipes
IDENTITY=id-recipes
GROUP=rg-recipes

export PGPASSWORD
PGPASSWORD=$(az account get-access-token --resource-type oss-rdbms --query accessToken -o tsv)

psql "host=$SERVER.postgres.database.azure.com dbname=postgres user=$ADMIN sslmode=require" <<SQL
select * from pgaadauth_create_principal('$IDENTITY', false, false);
grant connect on database recipes to "$IDENTITY";
SQL

clientId=$(az identity show -n "$IDENTITY" -g "$GROUP" --query clientId -o tsv)
az spring connection create postgres-flexible \
  --resource-group "$GROUP" --service asa-recipes --app recipes --deployment default \
  --target-resource-group "$GROUP" --server "$SERVER" --database recipes \
  --user-identity client-id="$clientId" subs-id="$(az account show --query id -o tsv)" \
  --client-type springBoot
