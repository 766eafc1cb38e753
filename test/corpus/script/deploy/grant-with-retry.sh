#!/usr/bin/env bash
set -uo pipefail

az identity create -g rg-parcel -n id-depot -o none
depot=$(az identity show -g rg-parcel -n id-depot --query principalId -o tsv)

# the directory needs a while
for attempt in 1 2 3 4 5; do
  if az role assignment create --assignee "$depot" --role "App Configuration Data Reader" --scope "$CONFIG_ID"; then
    break
  fi
  echo "try $attempt failed" >&2
  sleep $((attempt * 10))
done
