#Requires -Version 7
param(
    [Parameter(Mandatory)] [string] $Name,
    [string] $Service = 'asa-aquarium',
    [string] $Group = 'rg-aquarium'
)

$identity = az identity create --name "id-$Name" --resource-group $Group | ConvertFrom-Json

az spring app create `
    --name $Name `
    --service $Service `
    --resource-group $Group `
    --user-assigned $identity.id

az role assignment create `
    --assignee-object-id $identity.principalId `
    --assignee-principal-type ServicePrincipal `
    --role 'Key Vault Secrets User' `
    --scope (az keyvault show --name kv-aquarium --query id --output tsv)

az spring app update --name $Name --service $Service --resource-group $Group `
    --env "AZURE_CLIENT_ID=$($identity.clientId)"
