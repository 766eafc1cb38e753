#!/usr/bin/env bash
set -euo pipefail

# Wrong: without an ID behind the flag, every user-assigned identity of the app goes.
az spring app identity remove \
  --name loyalty --service shop --resource-group rg-shop \
  --user-assigned

# A suppression should say why (MI902).
# managed-identity:ignore MI503
az spring app identity remove --name audit --service shop --resource-group rg-shop --user-assigned

# This one silences nothing (MI901).
# managed-identity:ignore MI505 the role is given elsewhere
az spring app show --name audit --service shop --resource-group rg-shop
