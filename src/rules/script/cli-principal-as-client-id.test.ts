import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const show = 'az identity show -n orders-id -g rg';
const update = 'az spring app update -n orders';

describe('MI506 cli-principal-as-client-id', () => {
  it('reports each use as a client ID, through variables and pipes', async () => {
    await checkRule(
      'a.sh',
      `ID="$(${show} --query principalId -o tsv | tr -d '\\r')"\nOTHER=$ID\n` +
        `${update} --env AZURE_CLIENT_ID=$OTHER\n${' '.repeat(53)}^^^^^^ MI506 error\n${update} --env B_CLIENT_ID=$ID\n${' '.repeat(49)}^^^ MI506\n`,
    );
    await checkRule(
      'a.sh',
      `ID=$(${show} --query principalId)\nAZURE_CLIENT_ID=$ID mvn test\n                ^^^ MI506\n`,
    );
  });

  it('reports it in PowerShell', async () => {
    await checkRule(
      'a.ps1',
      `$id = (${show} --query principalId -o tsv).Trim()\n$env:AZURE_CLIENT_ID = $id\n                       ^^^ MI506\n`,
    );
  });

  it('is silent where a principal is meant, another thing is asked for, or the name says nothing', async () => {
    await checkRule(
      'a.sh',
      `ID=$(${show} --query principalId -o tsv)\naz role assignment create --assignee-object-id $ID\n` +
        `CLIENT_ID=$(az ad sp show --id $ID --query appId -o tsv)\n${update} --env PRINCIPAL=$ID\n` +
        `CLIENT_ID=$(${show} --query principalId | lookup)\nclient_id=$(${show} --query '{id:principalId}')\n`,
    );
    await checkRule(
      'a.sh',
      `if true; then ID=$(${show} --query principalId); else ID=$(${show} --query clientId); fi\n${update} --env CLIENT_ID=$ID\n`,
    );
  });

  it('asks for the other ID, as the kind of identity allows', async () => {
    for (const [path, text, right] of [
      ['a.sh', `CLIENT_ID=$(${show} --query "principalId")`, `CLIENT_ID=$(${show} --query "clientId")`],
      [
        'a.ps1',
        '$clientId = az spring app show -n orders --query identity.principalId -o tsv',
        '$clientId = $(az ad sp show --id $(az spring app show -n orders --query identity.principalId -o tsv) --query appId --output tsv)',
      ],
    ] as const) {
      assert.equal(await fixed(path, text), right);
      assert.deepEqual(await findingsIn(path, right), []);
    }
  });

  it('is silent where only the name is misleading', async () => {
    await checkRule(
      'a.sh',
      'CLIENT_ID=$(az identity show -n o -g rg --query principalId -o tsv)\n' +
        'az role assignment create --assignee-object-id "$CLIENT_ID" --role R --scope S\n',
    );
  });
});
