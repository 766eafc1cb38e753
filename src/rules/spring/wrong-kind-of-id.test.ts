import assert from 'node:assert/strict';
import { ids } from '../../../test/rules/canned-apps';
import { podWith } from '../../../test/rules/pod';
import { checkRule, findingsIn, said } from '../../../test/rules/check-rule';

const properties = 'src/main/resources/application.properties';
const yaml = 'src/main/resources/application.yml';
const on = 'spring.cloud.azure.credential.managed-identity-enabled=true\n';
const id = 'spring.cloud.azure.credential.client-id=';
const url =
  'spring.datasource.url=jdbc:sqlserver://s.database.windows.net;database=b;authentication=ActiveDirectoryMSI;';
const resource =
  '/subscriptions/7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/stock-id';

async function found(text: string, options: Parameters<typeof findingsIn>[2] = {}, path = properties) {
  const all = await findingsIn(path, text, options);
  return all.filter(({ rule }) => rule.id === 'MI212');
}

/** The end of the last line marked as reported. */
function marked(before: string, wrong: string, after = ''): string {
  const column = before.length - before.lastIndexOf('\n') - 1;
  return `${before}${wrong}${after}\n${' '.repeat(column)}${'^'.repeat(wrong.length)} MI212 error`;
}

describe('MI212 wrong-kind-of-id', () => {
  it('reports names and resource IDs where a client ID belongs', async () => {
    await checkRule(properties, marked(`${on}${id}`, 'stock-id'));
    await checkRule(properties, marked(`${on}${id}`, resource));
    await checkRule(properties, marked(`${on}${id}\${ID:`, 'stock-id', '}'));
    await checkRule(properties, marked(`${on}${id}\${ID:\${OTHER:`, 'stock-id', '}}'));
    await checkRule(properties, marked(`${url}msiClientId=`, 'STOCK_READER', ';encrypt=true'));
    await checkRule(properties, marked(`${url}MSICLIENTID=\${ID:`, 'stock-reader', '};encrypt=true'));
    await checkRule(
      yaml,
      marked(
        "spring.cloud.azure.credential.managed-identity-enabled: true\nspring.cloud.azure.credential.client-id: '",
        resource,
        "'",
      ),
    );
    await checkRule(
      properties,
      marked(`${url}encrypt=true\nspring.datasource.hikari.data-source-properties.msiClientId=`, 'stock-id'),
    );
  });

  it('reports a client ID of the app as the user of a passwordless Redis', async () => {
    const redis = `spring.data.redis.azure.passwordless-enabled=true\nspring.data.redis.azure.credential.client-id=\${ID}\nspring.data.redis.username=${ids.ordersClient}`;
    const [finding] = await found(redis, { app: 'users' });
    assert.match(said(finding), /principal ID/);
    assert.deepEqual(await found(redis.replace(ids.ordersClient, ids.ordersPrincipal), { app: 'users' }), []);
    assert.deepEqual(await found(redis), []);
  });

  it('is silent on client IDs, references, gaps, and IDs of applications', async () => {
    for (const text of [
      `${on}${id}5f7b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d`,
      `${on}${id}\${AZURE_CLIENT_ID}`,
      `${on}${id}\${AZURE_CLIENT_ID:}`,
      `${on}${id}<your-client-id>`,
      `${on}${id}your-client-id`,
      `${on}${id}@azure.client-id@`,
      `${on}${id}{{ .Values.clientId }}`,
      `${on}${id}`,
      `${id}stock-app\nspring.cloud.azure.credential.client-secret=\${S}\nspring.cloud.azure.profile.tenant-id=\${T}`,
      `spring.cloud.azure.active-directory.credential.client-id=stock-app`,
      `# ${id}stock-id\n${on}${id}\${ID}`,
      `${url}msiClientId=\${STOCK_ID}`,
      `${url}user=stock-reader`,
      'spring.security.oauth2.client.registration.azure.client-id=stock-app',
      'kafka.client-id=stock-app\nspring.kafka.client-id=stock-app',
    ])
      assert.deepEqual(await found(text), [], text);
  });

  it('leaves principal IDs of the linked app to MI601', async () => {
    const all = await findingsIn(properties, `${on}${id}${ids.ordersPrincipal}`, { app: 'users' });
    assert.deepEqual(
      all.map(({ rule }) => rule.id),
      ['MI601'],
    );
  });
});

describe('MI212 wrong-kind-of-id, in variables of containers', () => {
  const pod = (value: string) =>
    podWith(`            - name: AZURE_CLIENT_ID\n              value: ${value}`);
  const underline = (text: string, wrong: string, level: string) => {
    const before = text.slice(0, text.lastIndexOf(wrong));
    const column = before.length - before.lastIndexOf('\n') - 1;
    return `${text}\n${' '.repeat(column)}${'^'.repeat(wrong.length)} MI212 ${level}`;
  };

  for (const [path, text, wrong] of [
    ['k8s/orders.yaml', pod('orders-identity'), 'orders-identity'],
    ['k8s/orders.yaml', pod(resource), resource],
    [
      'k8s/names.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders\ndata:\n  AZURE_CLIENT_ID: "orders_identity"',
      'orders_identity',
    ],
    [
      'k8s/account.yaml',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: orders\n  annotations:\n    azure.workload.identity/client-id: orders-identity',
      'orders-identity',
    ],
    [
      'compose.yaml',
      'services:\n  orders:\n    image: orders:1\n    environment:\n      - MANAGED_IDENTITY_CLIENT_ID=orders-identity',
      'orders-identity',
    ],
    ['Dockerfile', 'FROM eclipse-temurin:21\nENV AZURE_CLIENT_ID=orders-identity', 'orders-identity'],
    ['.env', 'AZURE_CLIENT_ID=orders-identity', 'orders-identity'],
    ['charts/orders/values.yaml', 'env:\n  AZURE_CLIENT_ID: orders-identity', 'orders-identity'],
  ] as const)
    it(`reports ${wrong.slice(0, 20)} in ${path}`, () =>
      checkRule(path, underline(text, wrong, wrong === resource ? 'error' : 'warning')));

  for (const name of ['my-identity', 'my-orders-identity', 'test.uami'])
    it(`warns of ${name}, which people may have meant to replace`, () =>
      checkRule('k8s/orders.yaml', underline(pod(name), name, 'warning')));

  for (const value of [
    '22222222-2222-4222-8222-2222222222c2',
    '"{{ .Values.identity.clientId }}"',
    '${ORDERS_IDENTITY}',
    '$(ORDERS_IDENTITY)',
    '<client-id>',
    'your-client-id',
    'REPLACE_ME',
    '__AZURE_CLIENT_ID__',
    '"#{ordersIdentity}#"',
    'AZURE_CLIENT_ID',
    '""',
    'system',
  ])
    it(`is silent about ${value}`, () => checkRule('k8s/orders.yaml', pod(value)));

  it('is silent about client IDs that others give, and about a reference', async () => {
    await checkRule(
      'k8s/orders.yaml',
      pod('22222222-2222-4222-8222-2222222222c2')
        .replace('AZURE_CLIENT_ID', 'GITHUB_CLIENT_ID')
        .replace(/value: .*/, 'value: orders-web'),
    );
    await checkRule(
      'k8s/orders.yaml',
      pod('x').replace('value: x', 'valueFrom: { configMapKeyRef: { name: ids, key: orders-identity } }'),
    );
  });
});
