#!/usr/bin/env bash
set -euo pipefail

# Wrong: without an ID behind the flag, every user-assigned identity of the app goes.
az spring app identity remove \
  --name loyalty --service shop --resource-group rg-shop \
  --user-assigned
