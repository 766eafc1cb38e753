import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.properties';
const id = 'spring.cloud.azure.credential.client-id=${AZURE_CLIENT_ID}';
const ids = async (text: string, file = application) =>
  (await findingsIn(file, text)).map(({ rule }) => rule.id);

describe('MI202 client-id-without-managed-identity-enabled', () => {
  it('reports a client ID that nothing uses, in any block', async () => {
    assert.deepEqual(await ids(id), ['MI202']);
    assert.deepEqual(await ids('spring.datasource.azure.credential.client-id=${ID}'), ['MI202']);
  });

  it('is silent where a secret, a certificate, a user or managed identity uses it', async () => {
    for (const more of [
      'spring.cloud.azure.credential.managed-identity-enabled=true',
      'spring.cloud.azure.credential.client-secret=${S}\nspring.cloud.azure.profile.tenant-id=${T}',
      'spring.cloud.azure.credential.client-certificate-path=/c.pem',
      'spring.cloud.azure.credential.username=me',
    ])
      assert.deepEqual(await ids(`${id}\n${more}`), [], more);
  });

  it('is silent on sign-in of users', async () => {
    assert.deepEqual(await ids('spring.cloud.azure.active-directory.credential.client-id=${ID}'), []);
  });

  it('turns managed identity on', async () => {
    assert.equal(
      await fixed(application, id),
      `${id}\nspring.cloud.azure.credential.managed-identity-enabled=true`,
    );
  });

  it('knows what the app is started with', async () => {
    const setting = 'spring.cloud.azure.credential.managed-identity-enabled=true';
    const text = 'spring.cloud.azure.credential.client-id=${A}';
    for (const [path, starts] of [
      ['deploy.sh', `az spring app deploy -n a -s s -g g --jvm-options="-Xmx1g -D${setting}"`],
      ['Dockerfile', `FROM a\nENTRYPOINT ["java", "-D${setting}", "-jar", "a.jar"]`],
      ['Dockerfile', `FROM a\nCMD java -jar a.jar --${setting}`],
      [
        'compose.yml',
        `services:\n  a:\n    image: a\n    command: ["java", "-jar", "a.jar", "--${setting}"]`,
      ],
      [
        'k8s/a.yaml',
        `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      args: ["--${setting}"]`,
      ],
    ] as const)
      await checkRule('src/main/resources/application.properties', text, { others: { [path]: starts } });
  });
});
