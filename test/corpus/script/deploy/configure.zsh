#!/usr/bin/env zsh
# Settings of the planetarium's apps, from a table: app, variable, value
emulate -L zsh
setopt err_exit no_unset

group=rg-sky
service=asa-sky

while read -r app variable value; do
  [[ -z $app || $app == \#* ]] && continue
  print -- "$app: $variable"
  az spring app update -n $app -s $service -g $group --env "$variable=$value" --output none
done <<'TABLE'
# app       variable            value
shows       SHOW_LENGTH         PT45M
shows       KEY_VAULT_ENDPOINT  https://kv-sky.vault.azure.net/
tickets     AZURE_CLIENT_ID     6d0a7c43-15be-4f28-93c1-b8e74f2d5a06
TABLE

az spring app identity assign -n shows -s $service -g $group --system-assigned \
  --role "Key Vault Secrets User" --scope "$(az keyvault show -n kv-sky --query id -o tsv)"
