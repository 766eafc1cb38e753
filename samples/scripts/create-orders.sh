#!/usr/bin/env bash
set -euo pipefail

# Wrong (MI501): the old name of --system-assigned.
az spring app create \
  --name orders --service shop --resource-group rg-shop \
  --assign-identity
