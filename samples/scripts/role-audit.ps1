# Wrong (MI505): the role lacks a scope.
az spring app identity assign --name audit --service shop --resource-group rg-shop --system-assigned --role 'Key Vault Secrets User'
