#!/bin/bash
# The identity of the stock app may read blobs. (MI510: the directory may not know the new identity yet.)
az identity create --name stock-id --resource-group shop-rg
stock_id=$(az identity show --name stock-id --resource-group shop-rg --query principalId --output tsv)

az role assignment create --assignee "$stock_id" --role "Storage Blob Data Reader" --scope "$SHOP_STORAGE_ID"
