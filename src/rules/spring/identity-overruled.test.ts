import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed, said } from '../../../test/rules/check-rule';

const properties = 'src/main/resources/application.properties';
const yaml = 'src/main/resources/application.yml';
const on =
  'spring.cloud.azure.credential.managed-identity-enabled=true\nspring.cloud.azure.credential.client-id=${ID}\n';
const msi =
  'spring.datasource.url=jdbc:sqlserver://stock.database.windows.net;database=b;authentication=ActiveDirectoryMSI;msiClientId=${ID}\n';
const passwordless =
  'spring.datasource.url=jdbc:mysql://stock.mysql.database.azure.com/b\nspring.datasource.azure.passwordless-enabled=true\nspring.datasource.azure.credential.client-id=${ID}\nspring.datasource.azure.credential.managed-identity-enabled=true\n';

async function found(text: string, options: Parameters<typeof findingsIn>[2] = {}, path = properties) {
  const all = await findingsIn(path, text, options);
  return all.filter(({ rule }) => rule.id === 'MI210');
}

/** The line marked as reported, behind a text. */
function marked(text: string, line: string, level: string): string {
  return `${text}${line}\n${'^'.repeat(line.length)} MI210 ${level}`;
}

describe('MI210 identity-overruled', () => {
  it('reports shared keys of each service below an identity', async () => {
    for (const line of [
      'spring.cloud.azure.storage.blob.account-key=${KEY}',
      'spring.cloud.azure.storage.fileshare.sasToken=${SAS}',
      'spring.cloud.azure.storage.queue.connection-string=${CONNECTION}',
      'spring.cloud.azure.cosmos.key=${KEY}',
      'spring.cloud.azure.servicebus.connection_string=${CONNECTION}',
      'spring.cloud.azure.eventhubs.processor.checkpoint-store.account-key=${KEY}',
      'spring.cloud.azure.appconfiguration.connection-string=${CONNECTION}',
      'spring.cloud.azure.appconfiguration.stores[0].connection-string=${CONNECTION}',
      'spring.cloud.azure.appconfiguration.stores[1].connection-strings[0]=${CONNECTION}',
    ])
      await checkRule(properties, marked(on, line, 'warning'));
  });

  it('reports a password with a passwordless connection, and as an error where the driver refuses it', async () => {
    await checkRule(properties, marked(passwordless, 'spring.datasource.password=${PW}', 'warning'));
    await checkRule(properties, marked(passwordless, 'spring.datasource.password: s', 'warning'));
    await checkRule(properties, marked(msi, 'spring.datasource.password=${PW}', 'error'));
    await checkRule(properties, marked(msi, 'spring.datasource.hikari.password=${PW}', 'error'));
    assert.equal((await found(msi.replace('\n', ';password=${PW}\n'))).length, 1);
  });

  it("is silent about what a developer's own file of variables gives", async () => {
    for (const path of ['.env', 'chart/values-dev.yaml'])
      assert.deepEqual(
        await found(passwordless, {
          others: {
            [path]:
              path === '.env' ? 'SPRING_DATASOURCE_PASSWORD=s' : 'env:\n  SPRING_DATASOURCE_PASSWORD: s',
          },
        }),
        [],
        path,
      );
  });

  it('knows own data sources, and the switch of a service alone', async () => {
    const own = msi.replace('spring.datasource', 'stock.datasource.books');
    await checkRule(properties, marked(own, 'stock.datasource.books.password=${PW}', 'error'));
    const blob = 'spring.cloud.azure.storage.blob';
    assert.equal(
      (await found(`${blob}.credential.managed-identity-enabled=true\n${blob}.account-key=\${KEY}`)).length,
      1,
    );
  });

  it('reads files and variables together, and names the other place', async () => {
    const key = 'spring.cloud.azure.storage.blob.account-key=${KEY}\n';
    const [finding] = await found(key, {
      others: {
        'src/main/resources/application-azure.yml':
          'spring.cloud.azure.credential.managed-identity-enabled: true',
      },
    });
    assert.match(said(finding), /With profile 'azure', 'account-key' is set/);
    assert.equal(finding?.related?.[0]?.path, 'src/main/resources/application-azure.yml');
  });

  it('is silent where only a profile adds a key: that is meant for it', async () => {
    for (const text of [
      `${on}#---\nspring.config.activate.on-profile=local\nspring.cloud.azure.storage.blob.account-key=\${KEY}\n`,
      `${passwordless}#---\nspring.config.activate.on-profile=dev\nspring.datasource.password=\${PW}\n`,
      `${on}#---\nspring.config.activate.on-profile=!azure\nspring.cloud.azure.cosmos.key=\${KEY}\n`,
    ])
      assert.deepEqual(await found(text), [], text);
  });

  it('is silent on right settings', async () => {
    for (const text of [
      `${on}spring.cloud.azure.storage.blob.account-name=stock`,
      `${on}# spring.cloud.azure.storage.blob.account-key=\${KEY}`,
      `${on}stock.note=spring.cloud.azure.storage.blob.account-key`,
      `${on}spring.cloud.azure.storage.blob.account-key=`,
      `${on}spring.cloud.azure.storage.blob.account-key=\${KEY:}`,
      `${on}spring.cloud.azure.storage.blob.connection-string=UseDevelopmentStorage=true`,
      `${on}spring.cloud.azure.storage.blob.connection-string=DefaultEndpointsProtocol=http;AccountName=a;AccountKey=b;BlobEndpoint=http://azurite:10000/a;`,
      `${on}spring.cloud.azure.storage.blob.credential.managed-identity-enabled=false\nspring.cloud.azure.storage.blob.account-key=\${KEY}`,
      `${on}spring.cloud.azure.credential.token-credential-bean-name=mine\nspring.cloud.azure.cosmos.key=\${KEY}`,
      `${on}spring.mail.password=\${PW}`,
      `${msi}spring.mail.password=\${PW}`,
      `${msi}spring.second-datasource.password=\${PW}`,
      `${msi}spring.datasource.password=`,
      `${msi}spring.datasource.password=\${PW:}`,
      msi.replace('ActiveDirectoryMSI', 'ActiveDirectoryPassword') + 'spring.datasource.password=${PW}',
      'spring.datasource.url=jdbc:mysql://x/b\nspring.datasource.azure.passwordless-enabled=false\nspring.datasource.password=${PW}',
      'spring.cloud.azure.storage.blob.account-key=${KEY}',
    ])
      assert.deepEqual(await found(text), [], text);
  });

  it('keeps modules apart, and does not count what test sources set', async () => {
    const key = 'spring.cloud.azure.storage.blob.account-key=${KEY}\n';
    for (const other of [
      'b/src/main/resources/application.properties',
      'a/src/test/resources/application.properties',
    ])
      assert.deepEqual(
        await found(key, { others: { [other]: on } }, 'a/src/main/resources/application.properties'),
        [],
        other,
      );
  });

  it('deletes the key, whatever stands beside it', async () => {
    const key = 'spring.cloud.azure.storage.blob.account-key=${KEY}';
    for (const [text, without] of [
      [`${on}${key}\r\nspring.a=b\r\n`, `${on}spring.a=b\r\n`],
      [`${key}\n# ours\n${on}`, `# ours\n${on}`],
      [`${on}\t${key}`, on],
    ] as const) {
      assert.equal(await fixed(properties, text), without);
      assert.deepEqual(await found(without), []);
    }
    const head =
      'spring:\n  cloud:\n    azure:\n      credential.managed-identity-enabled: true\n      credential.client-id: ${ID}\n      storage.blob:\n';
    assert.equal(
      await fixed(yaml, `${head}        account-key: "\${KEY}" # old\n        account-name: a\n`),
      `${head}        account-name: a\n`,
    );
    const flow = `${head.trimEnd()} { account-key: "\${KEY}", account-name: a }\n`;
    assert.deepEqual((await found(flow, {}, yaml))[0]?.fixes, []);
  });
});
