import { checkRule } from '../../../test/rules/check-rule';

describe('MI506 through JSON, objects, pipes and pipelines', () => {
  it('follows jq, grep, Python and here-strings', async () => {
    await checkRule(
      'deploy.sh',
      `
IDENTITY=$(az identity show -n shelf-id -g rg)
P=$(echo "$IDENTITY" | jq -r '.principalId')
export AZURE_CLIENT_ID=$P
                       ^^ MI506 error
G=$(az identity show -n a -g b | grep principalId | cut -d'"' -f4)
az spring app deploy -n a --env "AZURE_CLIENT_ID=$G" B=c
                                                 ^^ MI506 error
Y=$(az identity show -n a -g b | python3 -c "import sys,json; print(json.load(sys.stdin)['principalId'])")
export SPRING_CLOUD_AZURE_CREDENTIAL_CLIENT_ID=$Y
                                               ^^ MI506 error
V=$(az identity list -g b --query "[?name=='x'].principalId" -o tsv)
JDBC="jdbc:sqlserver://x;authentication=ActiveDirectoryMSI;msiClientId=$V"
                                                                       ^^ MI506 error
S=$(az ad sp list --display-name x --query '[0].id' -o tsv)
az webapp config appsettings set -n x -g y --settings AZURE_CLIENT_ID=$S
                                                                      ^^ MI506 error
`,
    );
  });

  it('follows it into files, containers, manifests and addresses', async () => {
    await checkRule(
      'deploy.sh',
      `
R=$(az spring app identity show -n s -s s -g g --query principalId -o tsv)
cat > .env <<END
AZURE_CLIENT_ID=$R
                ^^ MI506 error
END
kubectl apply -f - <<END
env:
  - name: AZURE_CLIENT_ID
    value: "$R"
            ^^ MI506 error
END
curl -s -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?resource=x&client_id=\${R}&bypass_cache=true"
                                                                                                     ^^^^ MI506 error
docker run -e AZURE_CLIENT_ID=$R shop/orders
                              ^^ MI506 error
kubectl set env deploy/x AZURE_CLIENT_ID="$R"
                                          ^^ MI506 error
mvn spring-boot:run -Dspring.cloud.azure.credential.client-id=$R
                                                              ^^ MI506 error
retry 5 az containerapp update -n x --set-env-vars AZURE_CLIENT_ID=$R
                                                                   ^^ MI506 error
printf 'AZURE_CLIENT_ID=%s\\n' "$R" | tee -a .env
                               ^^ MI506 error
`,
    );
  });

  it('follows properties of PowerShell objects', async () => {
    await checkRule(
      'deploy.ps1',
      `
$identity = az identity show -n shelf-id -g rg | ConvertFrom-Json
az spring app update -n shelf --env "AZURE_CLIENT_ID=$($identity.principalId)"
                                                       ^^^^^^^^^^^^^^^^^^^^^ MI506 error
$p = (Get-AzUserAssignedIdentity -Name x -ResourceGroupName y).PrincipalId
[Environment]::SetEnvironmentVariable('AZURE_CLIENT_ID', $p)
                                                         ^^ MI506 error
"AZURE_CLIENT_ID=$p" >> $env:GITHUB_ENV
                 ^^ MI506 error
$q = az identity show -n a -g b | ConvertFrom-Json | Select-Object -ExpandProperty principalId
$env:AZURE_CLIENT_ID = $q
                       ^^ MI506 error
$r = az identity show -n a -g b | ConvertFrom-Json | ForEach-Object { $_.principalId }
$env:SHOP_CLIENT_ID = $r.Trim()
                      ^^^^^^^^^ MI506 error
`,
    );
  });

  it('follows outputs of steps and jobs, and variables of pipelines', async () => {
    await checkRule(
      '.github/workflows/deploy.yml',
      `
jobs:
  id:
    outputs:
      client: \${{ steps.show.outputs.pid }}
    steps:
      - id: show
        run: echo "pid=$(az identity show -n a -g b --query principalId -o tsv)" >> "$GITHUB_OUTPUT"
      - run: echo "PRINCIPAL=$(az identity show -n a -g b | jq -r .principalId)" >> $GITHUB_ENV
      - run: az spring app update -n a --env AZURE_CLIENT_ID=$PRINCIPAL
                                                             ^^^^^^^^^^ MI506 error
      - uses: Azure/spring-apps-deploy@v1
        with:
          environment-variables: -AZURE_CLIENT_ID \${{ env.PRINCIPAL }}
                                                  ^^^^^^^^^^^^^^^^^^^^ MI506 error
  use:
    needs: id
    steps:
      - run: az spring app update -n a --env AZURE_CLIENT_ID=\${{ needs.id.outputs.client }}
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI506 error
`,
    );
    await checkRule(
      'azure-pipelines.yml',
      `
steps:
  - task: AzureCLI@2
    name: ids
    inputs:
      scriptType: bash
      inlineScript: |
        echo "##vso[task.setvariable variable=principal;isOutput=true]$(az identity show -n a -g b --query principalId -o tsv)"
        echo "##vso[task.setvariable variable=own]$(az identity show -n a -g b --query principalId -o tsv)"
  - bash: az spring app update -n a --env AZURE_CLIENT_ID=$(ids.principal)
                                                          ^^^^^^^^^^^^^^^^ MI506 error
  - bash: az spring app update -n a --env AZURE_CLIENT_ID=$(own)
                                                          ^^^^^^ MI506 error
  - bash: az spring app update -n a --env AZURE_CLIENT_ID=$OWN
                                                          ^^^^ MI506 error
  - bash: ./x.sh
    env:
      AZURE_CLIENT_ID: $(own)
                       ^^^^^^ MI506 error
`,
    );
  });

  it('warns where only the name of a value tells what it is', async () => {
    await checkRule(
      'deploy.sh',
      `
az containerapp update -n x --set-env-vars AZURE_CLIENT_ID=$APP_PRINCIPAL_ID
                                                           ^^^^^^^^^^^^^^^^^ MI506 warning
export AZURE_CLIENT_ID=$(terraform output -raw app_principal_id)
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI506 warning
`,
    );
  });

  it('is silent for client IDs, and for principal IDs where they belong', async () => {
    await checkRule(
      'deploy.sh',
      `
C=$(az identity show -n shelf-id -g rg | jq -r .clientId)
P=$(az identity show -n shelf-id -g rg | jq -r .principalId)
az spring app update -n shelf --env AZURE_CLIENT_ID=$C OWNER_PRINCIPAL=$P
az role assignment create --assignee-object-id $P --assignee-principal-type ServicePrincipal --role Reader --scope $V
cat > .env <<END
AZURE_CLIENT_ID=$C
AZURE_PRINCIPAL_ID=$P
END
cat <<END
AZURE_CLIENT_ID=$P
END
echo "AZURE_CLIENT_ID=$P"
echo "AZURE_CLIENT_ID=$P" > /dev/null
test "$AZURE_CLIENT_ID" = "$P"
# export AZURE_CLIENT_ID=$P
OLD=$(az identity show -n a -g b --query '{p:principalId, c:clientId}' -o tsv)
export AZURE_CLIENT_ID=$OLD
MIXED=$(az identity show -n a -g b | jq -r '.principalId, .clientId')
export AZURE_CLIENT_ID=$MIXED
COUNT=$(az identity show -n a -g b --query principalId -o tsv | wc -c)
export AZURE_CLIENT_ID=$COUNT
curl -s -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?resource=x&object_id=$P"
curl -s -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?resource=x&client_id=$C"
if [ -n "$X" ]; then Z=$P; else Z=$C; fi
export AZURE_CLIENT_ID=$Z
`,
    );
    await checkRule(
      'deploy.ps1',
      `
$id = Get-AzUserAssignedIdentity -Name shelf-id -ResourceGroupName rg
$env:AZURE_CLIENT_ID = $id.ClientId
"AZURE_CLIENT_ID=$($id.ClientId)" >> $env:GITHUB_ENV
New-AzRoleAssignment -ObjectId $id.PrincipalId -RoleDefinitionName Reader -Scope $v
Write-Host "AZURE_CLIENT_ID is not $($id.PrincipalId)"
$env:AZURE_CLIENT_ID = $id.Tags.client
`,
    );
    await checkRule(
      '.github/workflows/deploy.yml',
      `
jobs:
  a:
    steps:
      - id: show
        run: |
          echo "client=$(az identity show -n a -g b --query clientId -o tsv)" >> "$GITHUB_OUTPUT"
          echo "principal=$(az identity show -n a -g b --query principalId -o tsv)" >> "$GITHUB_OUTPUT"
      - run: az spring app update -n a --env AZURE_CLIENT_ID=\${{ steps.show.outputs.client }}
      - run: az spring app update -n a --env AZURE_CLIENT_ID=\${{ steps.other.outputs.client }}
      - run: az role assignment create --assignee-object-id \${{ steps.show.outputs.principal }} --assignee-principal-type ServicePrincipal
`,
    );
  });
});
