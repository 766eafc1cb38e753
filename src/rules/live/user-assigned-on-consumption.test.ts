import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { checkRule, findingsIn, type CheckOptions } from '../../../test/rules/check-rule';
import { judgedFacts } from '../../../test/rules/check-app';
import type { DeclaredIdentityFact } from '../fact';
import { userAssignedOnConsumption } from './user-assigned-on-consumption';

const declared: DeclaredIdentityFact = {
  kind: 'declaredIdentity',
  app: 'orders',
  service: 'shop',
  type: 'UserAssigned',
  userAssigned: ['orders-id'],
  span: { start: 0, end: 5 },
};
const found = (fact: Partial<DeclaredIdentityFact>, app = cannedApps.flex) =>
  judgedFacts(userAssignedOnConsumption, app, [{ ...declared, ...fact }]).length;

describe('MI609 user-assigned-on-consumption', () => {
  it('reports user-assigned identities for an app of that plan, with and without the other kind', () => {
    assert.equal(found({}), 1);
    assert.equal(found({ type: 'SystemAssigned,UserAssigned' }), 1);
    assert.equal(found({ service: undefined, app: 'ORDERS' }), 1);
  });

  it('is silent on the system-assigned one, on other apps and services, and on other plans', () => {
    assert.equal(found({ type: 'SystemAssigned' }), 0);
    assert.equal(found({ type: 'None' }), 0);
    assert.equal(found({ app: 'billing' }), 0);
    assert.equal(found({ app: undefined }), 0);
    assert.equal(found({ service: 'bank' }), 0);
    assert.equal(found({}, cannedApps.user), 0);
  });

  it('says it in the file, and not that the app differs as well', () =>
    checkRule(
      'infra/main.bicep',
      `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/orders'
  location: 'westeurope'
  identity: {
    type: 'UserAssigned'
           ^^^^^^^^^^^^ MI609 warning
    userAssignedIdentities: {
      '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id': {}
    }
  }
}`,
      { app: 'flex' },
    ));

  const id =
    '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id';
  const bicep = (
    name: string,
    identity: string,
  ) => `resource app 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: '${name}'
  location: 'westeurope'
  identity: ${identity}
}`;
  const arm = (name: string, type: string) =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.AppPlatform/Spring/apps',
          apiVersion: '2023-12-01',
          name,
          identity: { type, ...(type.includes('User') && { userAssignedIdentities: { [id]: {} } }) },
        },
      ],
    });
  const terraform = (name: string, identity: string) => `resource "azurerm_spring_cloud_app" "this" {
  name                = "${name}"
  resource_group_name = "shop"
  service_name        = "shop"
  identity {
    ${identity}
  }
}`;
  const users = `{ type: 'UserAssigned', userAssignedIdentities: { '${id}': {} } }`;
  const told = async (path: string, text: string, options: CheckOptions = { app: 'flex' }) =>
    (await findingsIn(path, text, options)).filter(({ rule }) => rule.id === 'MI609').length;

  for (const [path, text] of [
    ['main.bicep', bicep('shop/orders', users)],
    ['main.bicep', bicep('Shop/Orders', users.replace("'UserAssigned'", "'SystemAssigned, UserAssigned'"))],
    ['main.json', arm('shop/orders', 'UserAssigned')],
    ['main.json', arm('shop/orders', 'SystemAssigned,UserAssigned')],
    ['app.tf', terraform('orders', `type = "UserAssigned"\n    identity_ids = ["${id}"]`)],
    ['app.tf', terraform('orders', `type = "SystemAssigned, UserAssigned"\n    identity_ids = ["${id}"]`)],
    ['up.sh', `az spring app create -n orders -s shop -g shop --user-assigned ${id}`],
    ['up.sh', `az spring app identity assign --name orders --service shop -g shop --user-assigned ${id}`],
    [
      'up.ps1',
      `az spring app identity assign -n orders -s shop -g shop --system-assigned --user-assigned ${id}`,
    ],
  ] as const)
    it(`reports ${path}: ${text.replace(/\s+/g, ' ').slice(0, 90)}`, async () => {
      assert.equal(await told(path, text), 1);
    });

  for (const [path, text, app] of [
    ['main.bicep', bicep('shop/orders', "{ type: 'SystemAssigned' }"), 'flex'],
    ['main.bicep', bicep('shop/orders', "{ type: 'None' }"), 'flex'],
    ['main.bicep', bicep('shop/billing', users), 'flex'],
    ['main.bicep', bicep('bank/orders', users), 'flex'],
    ['main.bicep', bicep('shop/orders', users), 'user'],
    ['main.bicep', bicep('shop/orders', users).replace(/^/gm, '// '), 'flex'],
    ['main.bicep', bicep('${service}/${app}', users), 'flex'],
    ['main.json', arm('shop/orders', 'SystemAssigned'), 'flex'],
    ['main.json', arm("[concat('shop', '/', parameters('app'))]", 'UserAssigned'), 'flex'],
    ['app.tf', terraform('orders', 'type = "SystemAssigned"'), 'flex'],
    ['app.tf', terraform('orders', `type = "UserAssigned"\n    identity_ids = ["${id}"]`), 'users'],
    ['app.tf', terraform('${var.name}', `type = "UserAssigned"\n    identity_ids = ["${id}"]`), 'flex'],
    ['up.sh', `# az spring app identity assign -n orders -s shop -g shop --user-assigned ${id}`, 'flex'],
    ['up.sh', 'az spring app identity assign -n orders -s shop -g shop --system-assigned', 'flex'],
    ['up.sh', `az spring app identity remove -n orders -s shop -g shop --user-assigned ${id}`, 'flex'],
    ['up.sh', `az containerapp identity assign -n orders -g shop --user-assigned ${id}`, 'flex'],
  ] as const)
    it(`is silent on ${path} for ${app}: ${text.replace(/\s+/g, ' ').slice(0, 90)}`, async () => {
      assert.equal(await told(path, text, { app }), 0);
    });
});
