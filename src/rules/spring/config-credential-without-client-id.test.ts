import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const on = 'spring.cloud.azure.credential.managed-identity-enabled=true';
const application = 'src/main/resources/application.properties';

describe('MI201 config-credential-without-client-id', () => {
  it('is a hint without a linked app, a warning with several identities, and nothing with one', async () => {
    await checkRule(application, `${on}\n${'^'.repeat(on.length)} MI201 hint`);
    for (const [app, levels] of [
      ['both', ['warning']],
      ['users', ['warning']],
      ['user', []],
      ['system', []],
    ] as const)
      assert.deepEqual(
        (await findingsIn(application, on, { app })).map(({ severity }) => severity),
        levels,
        app,
      );
  });

  const given = 'SPRING_CLOUD_AZURE_CREDENTIAL_CLIENT_ID';
  const givers: Readonly<Record<string, string>> = {
    'run.sh': `docker run -d -e ${given}=$ID shop/orders`,
    'deploy.sh': `kubectl set env deployment/orders ${given}=$ID`,
    'release.sh': `helm upgrade --install orders ./chart --set env.${given}=$ID`,
    'prod.env': `${given}=22222222-2222-4222-8222-2222222222c2`,
    'chart/values.yaml': `env:\n  ${given}: 22222222-2222-4222-8222-2222222222c2`,
  };
  for (const [path, text] of Object.entries(givers))
    it(`takes a client ID that ${path} gives`, async () => {
      assert.deepEqual(await findingsIn(application, on, { others: { [path]: text } }), []);
    });

  it("takes a client ID of the block, of an outer one, of another document, or a bean of one's own", async () => {
    for (const more of [
      'spring.cloud.azure.credential.client-id=${AZURE_CLIENT_ID}',
      'SPRING.CLOUD.AZURE.CREDENTIAL.CLIENT_ID=${AZURE_CLIENT_ID}',
      '#---\nspring.config.activate.on-profile=prod\nspring.cloud.azure.credential.client-id=${ID}',
      'spring.cloud.azure.credential.token-credential-bean-name=mine',
    ])
      assert.deepEqual(await findingsIn(application, `${on}\n${more}`), [], more);
    const inner = 'spring.cloud.azure.keyvault.secret.credential.managed-identity-enabled=true';
    assert.deepEqual(
      await findingsIn(application, `${inner}\nspring.cloud.azure.credential.client-id=\${ID}`),
      [],
    );
  });

  it('judges files of a profile, too', async () => {
    await checkRule(
      'src/main/resources/application-prod.properties',
      `${on}\n${'^'.repeat(on.length)} MI201 hint`,
    );
  });

  it('reports JDBC URLs that name nobody', async () => {
    const url =
      'spring.datasource.url=jdbc:sqlserver://x.database.windows.net;authentication=ActiveDirectoryMSI';
    assert.deepEqual(
      (await findingsIn(application, url)).map(({ rule }) => rule.id),
      ['MI201'],
    );
    for (const named of [
      `${url};user=\${ID}`,
      `${url};msiClientId=\${ID}`,
      `${url}\nspring.datasource.username=\${ID}`,
    ])
      assert.deepEqual(await findingsIn(application, named), [], named);
  });

  it('names the identity in the spelling and with the line ends of the file', async () => {
    const yaml =
      'spring:\r\n  cloud:\r\n    azure:\r\n      credential:\r\n        managedIdentityEnabled: true\r\n';
    assert.equal(
      await fixed('src/main/resources/application.yml', yaml),
      `${yaml}        clientId: \${AZURE_CLIENT_ID}\r\n`,
    );
  });
});
