#!/usr/bin/env bash
# Which apps have which identities; writes a table.
set -euo pipefail

printf '%s\t%s\t%s\n' app type principal
az spring app list -g "$1" -s "$2" -o json |
  jq -r '.[] | [.name, .identity.type // "None", .identity.principalId // "-"] | @tsv' |
  sort |
  while IFS=$'\t' read -r app type principal; do
    printf '%s\t%s\t%s\n' "$app" "$type" "$principal"
    if [[ $type == *UserAssigned* ]]; then
      az spring app identity show -g "$1" -s "$2" -n "$app" \
        --query 'userAssignedIdentities.*.clientId' -o tsv | sed 's/^/  client /'
    fi
  done

cat <<'HELP'
To remove all of them: az spring app identity remove -n APP -s SERVICE -g GROUP --user-assigned
HELP
