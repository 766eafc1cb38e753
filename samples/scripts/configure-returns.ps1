# Wrong (MI506): the directory knows the client ID, 'az ad sp show' asks it.
$id = az spring app identity show --name returns --service shop --resource-group rg-shop --query principalId --output tsv
az spring app update --name returns --service shop --resource-group rg-shop --env "AZURE_CLIENT_ID=$id"
