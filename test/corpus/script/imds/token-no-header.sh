#!/bin/bash
token=$(curl -s "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com%2F" | jq -r .access_token)

# where are we
curl -s -H Metadata:true "http://169.254.169.254/metadata/instance?api-version=2021-02-01" | jq .compute.location

curl -s -H "Authorization: Bearer $token" -H 'x-ms-version: 2021-08-06' \
  "https://stgarden.blob.core.windows.net/plants?restype=container&comp=list" > list.xml

wget -qO- --header="Metadata: true" 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net' > /dev/null
wget -qO- 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net'
