import assert from 'node:assert/strict';
import { cannedApps, ids } from '../../../test/rules/canned-apps';
import { judged } from '../../../test/rules/check-app';
import { lintApp } from '../../lint/lint-app';
import { plain } from '../../lifecycle/text';
import { secretInAppVariables } from './secret-in-app-variables';

const secret = 'hV8~Qk2vJd93nXpL0aTz';
const withVariables = (variables: Readonly<Record<string, string>>, app = cannedApps.users) => ({
  ...app,
  variables: new Map(Object.entries(variables)),
});

describe('MI608 secret-in-app-variables', () => {
  it('reports a secret, and says more of one that is used before the identity', () => {
    const [first] = judged(secretInAppVariables, withVariables({ AZURE_CLIENT_SECRET: secret }));
    assert.match(first === undefined ? '' : plain(first.message), /DefaultAzureCredential may use it before/);
    assert.equal(first?.at.at(-1), 'AZURE_CLIENT_SECRET');
    const [other] = judged(secretInAppVariables, withVariables({ DB_PASSWORD: secret }));
    assert.match(other === undefined ? '' : plain(other.message), /holds a secret in clear/);
    assert.ok(!JSON.stringify([first, other]).includes(secret));
  });

  it('is silent on references, names, addresses and what is empty', () => {
    for (const [name, value] of [
      ['AZURE_CLIENT_SECRET', ''],
      ['DB_PASSWORD', '${DB_PASSWORD}'],
      ['DB_SECRET_NAME', 'stock-db'],
      ['AZURE_CLIENT_ID', ids.ordersClient],
      ['VAULT_SECRET_URL', 'https://stock.vault.azure.net/secrets/db'],
      ['SPRING_PROFILES_ACTIVE', 'prod'],
      ['DB_PASSWORD', 'changeme'],
    ] as const)
      assert.deepEqual(judged(secretInAppVariables, withVariables({ [name]: value })), [], name);
    assert.deepEqual(judged(secretInAppVariables, cannedApps.users), []);
  });

  it('stands beside what is said of IDs that the variables give', () => {
    const idsOf = (variables: Readonly<Record<string, string>>) =>
      lintApp({ app: withVariables(variables) }).flatMap(({ rule, at }) =>
        at.includes('environmentVariables') ? [`${rule.id} ${at.at(-1) ?? ''}`] : [],
      );
    assert.deepEqual(idsOf({ AZURE_CLIENT_ID: ids.ordersPrincipal.toUpperCase() }), [
      'MI601 AZURE_CLIENT_ID',
    ]);
    assert.deepEqual(idsOf({ STOCK_CLIENT_ID: '55555555-5555-4555-8555-555555555555' }), [
      'MI602 STOCK_CLIENT_ID',
    ]);
    assert.deepEqual(idsOf({ AZURE_CLIENT_ID: ids.ordersClient, OTHER: ids.ordersPrincipal }), []);
  });

  it('stands beside nothing that is said of client IDs of applications', () => {
    const guid = '55555555-5555-4555-8555-555555555555';
    for (const [variables, expected] of [
      [{ AZURE_CLIENT_ID: guid }, ['MI602 error']],
      [{ AZURE_CLIENT_ID: guid, AZURE_CLIENT_SECRET: '${S}' }, []],
      [{ OAUTH_CLIENT_ID: guid, SPRING_CLOUD_AZURE_ACTIVE_DIRECTORY_CREDENTIAL_CLIENT_ID: guid }, []],
      [{ ORDERS_CLIENT_ID: guid }, ['MI602 info']],
    ] as const) {
      const found = lintApp({ app: withVariables(variables) }).map(
        ({ rule, severity }) => `${rule.id} ${severity}`,
      );
      assert.deepEqual(
        found.filter((one) => one.startsWith('MI60')),
        expected,
      );
    }
  });
});
