#!/bin/sh
# Asks the instance's endpoint for a token; for support only.
resource=${1:-https://vault.azure.net}
client=${2:-}

url="http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=$resource"
if [ -n "$client" ]; then
  url="$url&client_id=$client"
fi

curl --silent --fail --retry 5 --retry-all-errors --header 'Metadata: true' "$url" |
  jq -r '.expires_on'
