#!/usr/bin/env bash
# Wrong (MI507): the header 'Metadata: true' is missing.
curl --silent 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net'
