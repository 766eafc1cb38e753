import assert from 'node:assert/strict';
import { findingsIn, fixed } from '../../../test/rules/check-rule';

const properties = 'src/main/resources/application.properties';
const on = 'spring.cloud.azure.credential.managed-identity-enabled=true\n';
const id = 'spring.cloud.azure.credential.client-id=${ID}\n';
const deployment = (...variables: readonly string[]) =>
  `resource "azurerm_spring_cloud_java_deployment" "stock" {\n  name = "default"\n  spring_cloud_app_id = var.app\n  environment_variables = {\n${variables.map((one) => `    ${one}\n`).join('')}  }\n}\n`;
const federated = deployment('AZURE_FEDERATED_TOKEN_FILE = "/var/run/token"');

async function ids(text: string, others: Record<string, string>, path = properties) {
  return (await findingsIn(path, text, { others })).map(({ rule }) => rule.id);
}

describe('MI211 workload-identity-overruled', () => {
  it('reports the switch, with or without a client ID, and names the place that gives the token file', async () => {
    for (const text of [
      on + id,
      on,
      on.replace('=true', '=${MI:true}'),
      on.replace('credential', 'keyvault.secret.property-sources[0].credential'),
      `#---\nspring.config.activate.on-profile=aks\n${on}`,
      on.replace('managed-identity-enabled', 'managedIdentityEnabled'),
    ])
      assert.deepEqual(await ids(text, { 'infra/main.tf': federated }), ['MI211'], text);
    const [finding] = await findingsIn(properties, on, { others: { 'infra/main.tf': federated } });
    assert.equal(finding?.related?.[0]?.path, 'infra/main.tf');
  });

  it('is silent without a workload identity, without the switch, and for other apps', async () => {
    const quiet = deployment('AZURE_CLIENT_ID = "${var.id}"');
    for (const [text, others] of [
      [on + id, {}],
      [on + id, { 'infra/main.tf': quiet }],
      [on + id, { 'infra/main.tf': federated.replaceAll(/^ {4}/gm, '    # ') }],
      [on + id, { 'infra/main.tf': '# AZURE_FEDERATED_TOKEN_FILE\n' }],
      [on + id, { 'infra/variables.tf': 'variable "AZURE_FEDERATED_TOKEN_FILE" { default = "spring." }\n' }],
      [id.replace('client-id', 'client-secret'), { 'infra/main.tf': federated }],
      [on.replace('true', 'false') + id, { 'infra/main.tf': federated }],
      [`# ${on}spring.a=b\n`, { 'infra/main.tf': federated }],
      [on.replace('azure.', 'azure.active-directory.'), { 'infra/main.tf': federated }],
      [on.replace('=true', '=${MI:false}') + id, { 'infra/main.tf': federated }],
      [`stock.note=${on}`, { 'infra/main.tf': federated }],
    ] as const)
      assert.ok(!(await ids(text, others)).includes('MI211'), JSON.stringify([text, others]));
    const other = {
      'b/src/main/resources/application.properties': 'spring.a=azure\n',
      'b/main.tf': federated,
    };
    assert.deepEqual(await ids(on + id, other, 'a/src/main/resources/application.properties'), []);
  });

  it('knows that a profile may be one for another host', async () => {
    const path = 'src/main/resources/application-springapps.properties';
    const levels = async (file: string, ...variables: readonly string[]) =>
      (
        await findingsIn(file, on + id, {
          others: { 'infra/main.tf': deployment('AZURE_FEDERATED_TOKEN_FILE = "/token"', ...variables) },
        })
      ).map(({ rule, severity }) => `${rule.id} ${severity}`);
    assert.deepEqual(await levels(path), ['MI211 info']);
    assert.deepEqual(await levels(path, 'SPRING_PROFILES_ACTIVE = "metrics,aks"'), []);
    assert.deepEqual(await levels(path, 'SPRING_PROFILES_ACTIVE = "metrics,springapps"'), ['MI211 warning']);
    assert.deepEqual(await levels(path.replace('springapps', 'k8s')), ['MI211 warning']);
  });

  it('is silent where a profile of the pod, or one that is called after a cluster, turns it off again', async () => {
    const off = on.replace('=true', '=false');
    const pod = deployment('AZURE_FEDERATED_TOKEN_FILE = "/token"', 'SPRING_PROFILES_ACTIVE = "metrics,pod"');
    const file = (profile: string) => `src/main/resources/application-${profile}.properties`;
    assert.deepEqual(await ids(on + id, { 'main.tf': pod, [file('pod')]: off }), []);
    assert.deepEqual(await ids(on + id, { 'main.tf': federated, [file('aks')]: off }), []);
    assert.deepEqual(await ids(on + id, { 'main.tf': pod, [file('dev')]: off }), ['MI211']);
    assert.deepEqual(await ids(on + id, { 'main.tf': federated, [file('dev')]: off }), ['MI211']);
  });

  it('takes the switch away', async () => {
    const others = { 'main.tf': federated };
    assert.equal(await fixed(properties, `${id}${on}spring.a=b\n`, { others }), `${id}spring.a=b\n`);
  });
});
