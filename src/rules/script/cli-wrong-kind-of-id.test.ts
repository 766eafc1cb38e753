import { checkRule } from '../../../test/rules/check-rule';

describe('MI509 cli-wrong-kind-of-id', () => {
  it('reports IDs that are taken with a query, jq and here-strings', async () => {
    await checkRule(
      'grant.sh',
      `
IDENTITY=$(az identity show -n shelf-id -g rg)
Q=$(jq -r .clientId <<< "$IDENTITY")
az role assignment create --assignee-object-id $Q --assignee-principal-type ServicePrincipal --role Reader --scope "$V"
                                               ^^ MI509 error
az keyvault set-policy -n v --object-id "$(az ad sp show --id $X --query appId -o tsv)" --secret-permissions get
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI509 error
az cosmosdb sql role assignment create -a db -g rg --principal-id $(az identity show --ids "$I" --query clientId -o tsv)
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI509 error
ID=$(az identity show -n shelf-id -g rg --query id -o tsv)
export AZURE_CLIENT_ID="$ID"
                       ^^^^^ MI509 error
az spring app identity assign -n s --user-assigned $(az identity show -n x -g y --query clientId -o tsv)
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI509 error
curl -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?resource=r&object_id=$Q"
                                                                                                  ^^ MI509 error
az deployment group create -g x -f m.bicep --parameters principalId=$(az identity show -n x -g y --query clientId -o tsv)
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI509 error
`,
    );
    await checkRule(
      'grant.ps1',
      `
$identity = Get-AzUserAssignedIdentity -Name shelf-id -ResourceGroupName rg
New-AzRoleAssignment -ObjectId $identity.ClientId -RoleDefinitionName Reader -Scope $scope
                               ^^^^^^^^^^^^^^^^^^ MI509 error
Set-AzKeyVaultAccessPolicy -VaultName v -ObjectId $identity.ClientId -PermissionsToSecrets get
                                                  ^^^^^^^^^^^^^^^^^^ MI509 error
$env:AZURE_CLIENT_ID = $identity.Id
                       ^^^^^^^^^^^^ MI509 error
$rights = @{ ObjectId = $identity.ClientId; Scope = $scope }
                        ^^^^^^^^^^^^^^^^^^ MI509 error
New-AzRoleAssignment @rights
`,
    );
    await checkRule(
      '.github/workflows/grant.yml',
      `
jobs:
  grant:
    steps:
      - id: ids
        run: echo "client=$(az identity show -n x -g y --query clientId -o tsv)" >> "$GITHUB_OUTPUT"
      - run: az role assignment create --assignee-object-id \${{ steps.ids.outputs.client }} --role Reader
                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI509 error
`,
    );
  });

  it('is silent where the right ID is given, where either one may be, and where nothing tells which it is', async () => {
    await checkRule(
      'grant.sh',
      `
P=$(az identity show -n shelf-id -g rg --query principalId -o tsv)
C=$(az identity show -n shelf-id -g rg --query clientId -o tsv)
R=$(az identity show -n shelf-id -g rg --query id -o tsv)
O=$(az ad sp show --id "$C" --query id -o tsv)
az role assignment create --assignee-object-id "$P" --assignee-principal-type ServicePrincipal --role Reader --scope "$V"
az role assignment create --assignee-object-id "$O" --assignee-principal-type ServicePrincipal --role Reader --scope "$V"
az role assignment create --assignee "$C" --role Reader --scope "$V"
az keyvault set-policy -n v --spn "$C" --secret-permissions get
az spring app identity assign -n s --user-assigned "$R"
az spring app update -n s --env AZURE_CLIENT_ID="$C" IDENTITY_RESOURCE="$R" OWNER=$P
az role assignment create --assignee-object-id "$1" --role Reader --scope "$V"
az role assignment create --assignee-object-id "$(cat id.txt)" --role Reader --scope "$V"
SUB=$(az account show --query id -o tsv)
az role assignment create --role Reader --scope "/subscriptions/$SUB" --assignee-object-id "$P"
# az role assignment create --assignee-object-id "$C" --role Reader
echo "az role assignment create --assignee-object-id $C --role Reader"
cat <<HELP
  --assignee-object-id $C
HELP
BOTH=$(az identity show -n x -g y --query '[clientId, principalId]' -o tsv)
az role assignment create --assignee-object-id "$BOTH" --role Reader
APP=$(az ad app show --id x --query id -o tsv)
export AZURE_CLIENT_ID=$APP
az role assignment create --assignee-object-id
`,
    );
    await checkRule(
      'grant.ps1',
      `
$identity = Get-AzUserAssignedIdentity -Name shelf-id -ResourceGroupName rg
New-AzRoleAssignment -ObjectId $identity.PrincipalId -RoleDefinitionName Reader -Scope $scope
New-AzRoleAssignment -ApplicationId $identity.ClientId -RoleDefinitionName Reader -Scope $scope
$env:AZURE_CLIENT_ID = $identity.ClientId
Update-AzSpringApp -Name s -UserAssignedIdentity $identity.Id
Write-Host "object: $($identity.ClientId)"
$group = Get-AzResourceGroup -Name rg
$clientIds = @($identity.ClientId, $other.ClientId)
`,
    );
  });

  it('reports literals whose form shows that they are something else', () =>
    checkRule(
      'assign.sh',
      `az spring app update -n a -s s -g g --env AZURE_CLIENT_ID=shelf-id GITHUB_CLIENT_ID=Iv1.abc
                                                          ^^^^^^^^ MI509 warning
az spring app identity assign -n a -s s -g g --user-assigned 22222222-2222-4222-8222-2222222222c2
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI509 error
az spring app identity assign -n a -s s -g g --user-assigned shelf-id
                                                             ^^^^^^^^ MI509 error
az spring app identity force-set -n a -s s -g g --system-assigned enable --user-assigned disable
az spring app update -n a -s s -g g --env AZURE_CLIENT_ID=22222222222242228222222222222222
az spring app update -n a -s s -g g --env AZURE_CLIENT_ID=<client-id> MSI_CLIENT_ID=$ID
az spring app identity assign -n b -s s -g g --user-assigned "$ID" /subscriptions/a/resourceGroups/b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/c`,
    ));
});
