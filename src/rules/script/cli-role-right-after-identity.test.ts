import { checkRule } from '../../../test/rules/check-rule';

describe('MI510 cli-role-right-after-identity', () => {
  it('reports roles for an identity that the script has just made', async () => {
    await checkRule(
      'grant.sh',
      `
az identity create -n shelf-id -g rg
P=$(az identity show -n shelf-id -g rg --query principalId -o tsv)
az role assignment create --assignee "$P" --role Reader --scope "$V"
                          ^^^^^^^^^^ MI510 info
az role assignment create --assignee-object-id "$P" --role Reader --scope "$V"
                          ^^^^^^^^^^^^^^^^^^^^ MI510 info
C=$(az identity show -n shelf-id -g rg --query clientId -o tsv)
az role assignment create --assignee "$C" --role Reader --scope "$V"
                          ^^^^^^^^^^ MI510 info
`,
    );
    await checkRule(
      'one.sh',
      `
P=$(az identity create -n shelf-id -g rg --query principalId -o tsv)
az role assignment create --role Reader --assignee=$P --scope "$V"
                                        ^^^^^^^^^^ MI510 info
`,
    );
    await checkRule(
      'app.sh',
      `
az spring app identity assign -n shelf -s shop -g rg --system-assigned
az role assignment create --role Reader --scope "$V" \\
  --assignee $(az spring app identity show -n shelf -s shop -g rg --query principalId -o tsv)
  ^^^^^^^^^^ MI510 info
`,
    );
    await checkRule(
      'json.sh',
      `
ID=$(az identity create -n "$NAME" -g rg)
az role assignment create --assignee $(echo "$ID" | jq -r .principalId) --role Reader --scope "$V"
                          ^^^^^^^^^^ MI510 info
`,
    );
    await checkRule(
      'grant.ps1',
      `
$id = az identity create -n shelf-id -g rg | ConvertFrom-Json
az role assignment create --assignee $id.principalId --role Reader --scope $vault
                          ^^^^^^^^^^ MI510 info
`,
    );
    await checkRule(
      '.github/workflows/a.yml',
      `
jobs:
  a:
    steps:
      - run: |
          az identity create -n shelf-id -g rg
          az role assignment create --role Reader --assignee $(az identity show -n shelf-id -g rg --query principalId -o tsv)
                                                  ^^^^^^^^^^ MI510 info
`,
    );
  });

  it('is silent with the type, after a wait, where it is tried again, and for other identities', async () => {
    await checkRule(
      'grant.sh',
      `
az identity create -n shelf-id -g rg
P=$(az identity show -n shelf-id -g rg --query principalId -o tsv)
az role assignment create --assignee-object-id "$P" --assignee-principal-type ServicePrincipal --role Reader --scope "$V"
az role assignment create --assignee "$USER_ID" --role Reader --scope "$V"
az role assignment create --assignee "$1" --role Reader --scope "$V"
az role assignment create --assignee 7f3b9a52-0000-4c1e-9f3e-2f2b8f5f0a11 --role Reader --scope "$V"
O=$(az identity show -n other-id -g rg --query principalId -o tsv)
az role assignment create --assignee "$O" --role Reader --scope "$V"
S=$(az ad signed-in-user show --query id -o tsv)
az role assignment create --assignee "$S" --role Reader --scope "$V"
retry 5 az role assignment create --assignee "$P" --role Reader --scope "$V"
until az role assignment create --assignee "$P" --role Reader; do sleep 5; done
for i in 1 2 3; do az role assignment create --assignee "$P" --role Reader && break; done
az role assignment create --assignee "$P" --role Reader "\${more[@]}"
az role assignment list --assignee "$P"
# az role assignment create --assignee "$P" --role Reader
echo "az role assignment create --assignee $P --role Reader"
sleep 30
az role assignment create --assignee "$P" --role Reader --scope "$V"
`,
    );
    await checkRule(
      'helper.sh',
      `
az identity create -n shelf-id -g rg
P=$(az identity show -n shelf-id -g rg --query principalId -o tsv)
wait_for_principal "$P"
az role assignment create --assignee "$P" --role Reader
`,
    );
    await checkRule(
      'before.sh',
      `
P=$(az identity show -n shelf-id -g rg --query principalId -o tsv)
az role assignment create --assignee "$P" --role Reader
az identity create -n other-id -g rg
`,
    );
    await checkRule(
      'vm.sh',
      `
az vm create -n a -g rg
az role assignment create --assignee $(az vm show -n a -g rg --query identity.principalId -o tsv) --role Reader
`,
    );
    await checkRule(
      'grant.ps1',
      `
$id = az identity create -n shelf-id -g rg | ConvertFrom-Json
Start-Sleep -Seconds 30
az role assignment create --assignee $id.principalId --role Reader --scope $vault
`,
    );
  });
});
