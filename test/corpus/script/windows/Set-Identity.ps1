param([string] $Name = 'feeding')

$identity = az identity show --name "id-$Name" --resource-group rg-aquarium | ConvertFrom-Json

az spring app identity assign --name $Name --service asa-aquarium --resource-group rg-aquarium `
    --user-assigned $identity.clientId

az spring app update --name $Name --service asa-aquarium --resource-group rg-aquarium `
    --env "AZURE_CLIENT_ID=$($identity.principalId)"

$env:AZURE_CLIENT_SECRET = 'w3R8Q~Tn5Kz1Lp9Xv2Bd7Ym4Hs6GcJf0AeUoIq8Z'
az login --service-principal -u $env:AZURE_CLIENT_ID -p $env:AZURE_CLIENT_SECRET --tenant $env:AZURE_TENANT_ID
