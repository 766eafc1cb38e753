import assert from 'node:assert/strict';
import { grammarsOf } from '../../source/grammar/grammars';
import { readSource } from '../../source/read-source';
import { sourceFile } from '../../source/source-file';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { collectFacts } from '../collect-facts';

const grammars = packageGrammars();

async function allFactsOf(path: string, text: string) {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  await grammars.load(grammarsOf(file.language));
  return collectFacts(readSource(file, grammars).subjects).map(({ span, ...fact }) => ({
    ...fact,
    at: text.slice(span.start, span.end),
  }));
}

/** Variables are told of every program; tests of their own look at them. */
async function factsOf(path: string, text: string) {
  return (await allFactsOf(path, text)).filter(({ kind }) => kind !== 'variable');
}

async function variablesOf(path: string, text: string) {
  const facts = await allFactsOf(path, text);
  return facts.flatMap((fact) =>
    fact.kind === 'variable'
      ? [`${fact.app ?? '?'}: ${fact.name}=${fact.value ?? '(open)'} at ${fact.at}`]
      : [],
  );
}

const group = '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop';
const client = '22222222-2222-4222-8222-2222222222c2';

describe('the facts of infrastructure files', () => {
  it('tell what a Bicep file says of an app', async () => {
    const facts = await factsOf(
      'main.bicep',
      `param serviceName string = 'shop'
resource shop 'Microsoft.AppPlatform/Spring@2023-12-01' existing = { name: serviceName }
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'orders-id' }
resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  parent: shop
  name: 'orders'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '\${id.id}': {}
      '${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/audit-id': {}
    }
  }
}
resource main 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  properties: { deploymentSettings: { environmentVariables: { AZURE_CLIENT_ID: '${client}' } } }
}`,
    );
    assert.deepEqual(facts, [
      { kind: 'deployedApp', app: 'orders', service: 'shop', at: 'orders' },
      {
        kind: 'declaredIdentity',
        app: 'orders',
        service: 'shop',
        type: 'UserAssigned',
        userAssigned: ['orders-id', 'audit-id'],
        at: 'UserAssigned',
      },
      // Which app the deployment is of, nothing says.
      { kind: 'clientId', value: client, where: 'AZURE_CLIENT_ID', isUnclear: true, at: client },
    ]);
  });

  it('tell what Terraform says, and no more than it says', async () => {
    const app = (ids: string) => `resource "azurerm_user_assigned_identity" "orders" {
  name = "orders-id"
}
resource "azurerm_spring_cloud_app" "orders" {
  name                = "orders"
  resource_group_name = "shop-rg"
  service_name        = "shop"
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.orders.id${ids}]
  }
}`;
    const [deployed, declared] = await factsOf('main.tf', app(''));
    assert.deepEqual(deployed, {
      kind: 'deployedApp',
      app: 'orders',
      service: 'shop',
      resourceGroup: 'shop-rg',
      at: 'orders',
    });
    const known = {
      kind: 'declaredIdentity',
      app: 'orders',
      service: 'shop',
      type: 'SystemAssigned,UserAssigned',
    };
    const at = 'SystemAssigned, UserAssigned';
    assert.deepEqual(declared, { ...known, userAssigned: ['orders-id'], at });
    const [, partly] = await factsOf('main.tf', app(', var.other'));
    assert.deepEqual(partly, { ...known, userAssigned: undefined, at });
  });

  it('tell what a template says', async () => {
    const [deployed, declared] = await factsOf(
      'main.json',
      `{"resources": [{"type": "Microsoft.AppPlatform/Spring", "name": "shop", "resources": [{
        "type": "apps", "name": "orders", "identity": {"type": "UserAssigned", "userAssignedIdentities": {
          "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'orders-id')]": {}}}}]}]}`,
    );
    assert.deepEqual(deployed, { kind: 'deployedApp', app: 'orders', service: 'shop', at: 'orders' });
    assert.deepEqual(declared, {
      kind: 'declaredIdentity',
      app: 'orders',
      service: 'shop',
      type: 'UserAssigned',
      userAssigned: ['orders-id'],
      at: 'UserAssigned',
    });
  });

  it('tell no identity whose type may be given from outside', async () => {
    const facts = await factsOf(
      'main.bicep',
      `param kind string = 'SystemAssigned'
resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/orders'
  identity: { type: kind }
}`,
    );
    assert.deepEqual(
      facts.map(({ kind }) => kind),
      ['deployedApp'],
    );
  });

  it('tell names that a template puts together, as far as they are known', async () => {
    for (const [name, app, service] of [
      ["[concat(parameters('service'), '/', 'orders')]", 'orders', undefined],
      ["[format('{0}/{1}', 'shop', 'orders')]", 'orders', 'shop'],
    ] as const) {
      const text = `{"resources": [{"type": "Microsoft.AppPlatform/Spring/apps", "name": "${name}"}]}`;
      const [fact, ...others] = await factsOf('main.json', text);
      const at = name.slice(1, -1);
      assert.deepEqual(fact, { kind: 'deployedApp', app, ...(service !== undefined && { service }), at });
      assert.deepEqual(others, []);
    }
    const unknown = `{"resources": [{"type": "Microsoft.AppPlatform/Spring/apps", "name": "[format('{0}/{1}', 'shop', parameters('app'))]"}]}`;
    assert.deepEqual(await factsOf('main.json', unknown), []);
  });

  it('leave out client IDs of applications, and apps without an identity here', async () => {
    const facts = await factsOf(
      'main.tf',
      `resource "azurerm_spring_cloud_app" "orders" {
  name = "orders"
}
resource "azurerm_spring_cloud_java_deployment" "d" {
  environment_variables = {
    AZURE_CLIENT_ID     = "${client}"
    AZURE_CLIENT_SECRET = var.secret
  }
}
resource "azurerm_spring_cloud_java_deployment" "e" {
  environment_variables = {
    SPRING_CLOUD_AZURE_ACTIVE_DIRECTORY_CREDENTIAL_CLIENT_ID = "${client}"
  }
}`,
    );
    assert.deepEqual(
      facts.map(({ kind }) => kind),
      ['deployedApp'],
    );
  });

  it('tell the variables of deployments, with the app they are for', async () => {
    assert.deepEqual(
      await variablesOf(
        'main.bicep',
        `param url string = 'jdbc:postgresql://shop.postgres.database.azure.com/orders'
param other string
resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = { name: 'shop/orders' }
resource main 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: orders
  name: 'default'
  properties: { deploymentSettings: { environmentVariables: union({ SPRING_DATASOURCE_URL: url }, { A: other, EMPTY: '', N: 3 }) } }
}
resource single 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  name: 'shop/billing/default'
  properties: { deploymentSettings: { environmentVariables: { B: '\${url}?ssl=\${other}' } } }
}`,
      ),
      [
        'orders: SPRING_DATASOURCE_URL=jdbc:postgresql://shop.postgres.database.azure.com/orders at jdbc:postgresql://shop.postgres.database.azure.com/orders',
        ...['orders: A=(open) at other', 'orders: EMPTY= at ', 'orders: N=3 at 3'],
        'billing: B=(open) at ${url}?ssl=${other}',
      ],
    );
  });

  it('tell the variables of lists, of container apps, web apps and pods', async () => {
    assert.deepEqual(
      await variablesOf(
        'main.tf',
        `resource "azurerm_container_app" "till" {
  name = "till"
  template {
    container {
      env {
        name  = "SPRING_PROFILES_ACTIVE"
        value = "prod"
      }
      env {
        name        = "DB_PASSWORD"
        secret_name = "db"
      }
    }
  }
}
resource "azurerm_linux_web_app" "shop" {
  name         = "shop"
  app_settings = merge(local.common, { AZURE_CLIENT_ID = null, B = "b" })
}
resource "kubernetes_deployment" "pod" {
  spec {
    template {
      spec {
        container {
          env {
            name  = "C"
            value = "c"
          }
        }
      }
    }
  }
}
resource "azapi_resource" "web" {
  type = "Microsoft.App/containerApps@2024-03-01"
  name = "web"
  body = jsonencode({ properties = { template = { containers = [{ env = [{ name = "D", value = "d" }] }] } } })
}`,
      ),
      [...['till: SPRING_PROFILES_ACTIVE=prod at prod', 'shop: B=b at b', '?: C=c at c', 'web: D=d at d']],
    );
  });
});
