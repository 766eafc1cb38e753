#!/usr/bin/env bash
set -euo pipefail

# Wrong: a suppression should say why (MI902).
# managed-identity:ignore MI503
az spring app identity remove --name audit --service shop --resource-group rg-shop --user-assigned

# Wrong: this one silences nothing (MI901).
# managed-identity:ignore MI505 the role is given elsewhere
az spring app show --name audit --service shop --resource-group rg-shop
