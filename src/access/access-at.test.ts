import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { assigned } from '../../test/rules/role-named';
import { referenceFolder } from '../../test/sandbox/reference';
import type { RoleAssignment, RolePermission, VaultAccess } from '../estate/grants';
import { accessAt, placeAt, type Access, type Place } from './access-at';
import type { ServiceId } from './azure-service';
import { azureServices } from './azure-services';
import { builtInRole, builtInRoleIds } from './built-in-role';

const principalId = '22222222-2222-4222-8222-222222222222';
const subscription = '/subscriptions/00000000-0000-0000-0000-0000000000aa';
const group = `${subscription}/resourceGroups/shop`;
const management = '/providers/Microsoft.Management/managementGroups/corp';
const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/kv-shop`;
const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/shopdata`;
const busId = `${group}/providers/Microsoft.ServiceBus/namespaces/sb-shop`;

const has = (...assignments: readonly RoleAssignment[]) => ({
  principalId,
  roles: { assignments, unreadable: [] },
});
const role = (name: string, scope: string): RoleAssignment => assigned(name, scope, principalId);
const unreadRole = (scope: string): RoleAssignment => ({
  id: `${scope}/custom`,
  scope,
  principalId,
  roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/c0000000-0000-4000-8000-000000000001',
  roleName: 'Shop',
});
const custom = (scope: string, ...permissions: readonly Partial<RolePermission>[]): RoleAssignment => ({
  ...unreadRole(scope),
  permissions: permissions.map((given) => ({ actions: [], dataActions: [], notDataActions: [], ...given })),
});
const at = (service: ServiceId, host: string): Place => placeAt(service, host);
const vault = at('keyVault', 'kv-shop.vault.azure.net');
const blobs = at('storage', 'shopdata.blob.core.windows.net');
const answers = ({ answer, why }: Access): readonly string[] => [answer, why];

/** What the data actions of each service begin with. */
const namespaces: Readonly<Partial<Record<ServiceId, string>>> = {
  keyVault: 'microsoft.keyvault/vaults/',
  storage: 'microsoft.storage/storageaccounts/',
  serviceBus: 'microsoft.servicebus/',
  eventHubs: 'microsoft.eventhub/',
  appConfiguration: 'microsoft.appconfiguration/configurationstores/',
  ai: 'microsoft.cognitiveservices/',
  search: 'microsoft.search/searchservices/',
  eventGrid: 'microsoft.eventgrid/',
  signalR: 'microsoft.signalrservice/signalr/',
  webPubSub: 'microsoft.signalrservice/webpubsub/',
  containerRegistry: 'microsoft.containerregistry/registries/',
  digitalTwins: 'microsoft.digitaltwins/',
  monitor: 'microsoft.insights/',
};
/** Shows names and properties of what is in a vault, and no value. */
const metadataOnly = new Set(['Key Vault Reader']);

interface PublishedRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly RolePermission[];
}

/** Azure's own list where it is beside the project, else the project's table. */
function publishedRoles(): readonly PublishedRole[] {
  const file = path.join(referenceFolder, 'built-in-roles.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { roles: PublishedRole[] }).roles;
  return builtInRoleIds().map((id) => ({ id, name: '', permissions: [], ...builtInRole(id) }));
}

describe('access at a place', () => {
  describe('by every built-in role with data actions', () => {
    const roles = publishedRoles().filter(({ permissions }) =>
      permissions.some(({ dataActions }) => dataActions.length > 0),
    );

    it('knows all of them', () => {
      assert.ok(roles.length > 100, String(roles.length));
      const unknown = roles.filter(({ id, name }) => builtInRole(id)?.name !== name);
      assert.deepEqual(
        unknown.map(({ name }) => name),
        [],
      );
    });

    for (const { id: service, access, label } of azureServices) {
      const namespace = namespaces[service];
      it(`is right for ${label}, by the table and by what Azure says of the role`, () => {
        for (const { id, name, permissions } of roles) {
          const unread: RoleAssignment = { ...unreadRole(group), roleDefinitionId: id, roleName: name };
          const byTable = accessAt(has(unread), { services: [service] });
          const byAzure = accessAt(has({ ...unread, permissions }), { services: [service] });
          if (namespace === undefined && access !== 'control') {
            assert.deepEqual(answers(byTable), ['unknown', 'decided-elsewhere'], name);
            continue;
          }
          const opens =
            access === 'control'
              ? permissions.some(({ actions }) => actions === undefined || actions.length > 0)
              : !metadataOnly.has(name) &&
                permissions.some(({ dataActions }) =>
                  dataActions.some((action) => action.toLowerCase().startsWith(namespace ?? '')),
                );
          const expected = opens ? 'data' : 'none';
          // Control-plane actions open a registry, too; which ones a role has only Azure tells.
          const isRegistry = service === 'containerRegistry' && !opens;
          if (isRegistry) assert.notEqual(byTable.answer, 'data', name);
          else assert.deepEqual([byTable.answer, byAzure.answer], [expected, expected], name);
        }
      });
    }
  });

  it('is not given by roles that manage', () => {
    for (const name of [
      'Owner',
      'Contributor',
      'Reader',
      'Key Vault Contributor',
      'Storage Account Contributor',
    ])
      for (const place of [vault, blobs, at('serviceBus', 'sb-shop.servicebus.windows.net')])
        assert.equal(accessAt(has(role(name, subscription)), place).answer, 'none', name);
  });

  it('is given to Azure Resource Manager by control-plane actions, not by a data-only role', () => {
    const arm: Place = { services: ['arm'] };
    assert.equal(accessAt(has(role('Reader', group)), arm).answer, 'data');
    assert.equal(accessAt(has(role('Key Vault Secrets User', group)), arm).answer, 'none');
    assert.equal(accessAt(has(custom(group, { dataActions: ['*'] })), arm).answer, 'none');
    assert.equal(accessAt(has(custom(group, { actions: ['*'], notActions: ['*'] })), arm).answer, 'none');
  });

  it('comes from each level of scope, from the root down to a part of the resource', () => {
    for (const [scope, doubts] of [
      ['/', ['place']],
      [management, ['place']],
      [subscription, ['place']],
      [group, ['place']],
      [`${group.toUpperCase()}/`, ['place']],
      [accountId, []],
      [`${accountId}/blobServices/default/containers/in`, ['part']],
    ] as const) {
      const { answer, by } = accessAt(has(role('Storage Blob Data Reader', scope)), blobs);
      assert.equal(answer, 'data', scope);
      assert.deepEqual(by[0]?.doubts, doubts, scope);
    }
    for (const scope of [
      accountId.replace('shopdata', 'audit'),
      accountId.replace('shopdata', 'shopdata2'),
      vaultId,
      `${group}/providers/Microsoft.Compute/virtualMachines/shopdata`,
    ])
      assert.deepEqual(
        answers(accessAt(has(role('Storage Blob Data Reader', scope)), blobs)),
        ['none', 'nothing-opens-it'],
        scope,
      );
  });

  it('to a registry is also given by control-plane actions', () => {
    const registry: Place = { services: ['containerRegistry'] };
    const pull = 'Microsoft.ContainerRegistry/registries/pull/read';
    assert.equal(accessAt(has(custom(group, { actions: [pull] })), registry).answer, 'data');
    assert.equal(
      accessAt(has(custom(group, { actions: ['*'], notActions: ['*/pull/read', '*/write'] })), registry)
        .answer,
      'none',
    );
    assert.equal(accessAt(has(role('Contributor', group)), registry).answer, 'unknown');
  });

  it('tells parts of a storage account apart', () => {
    const host = (kind: string) => at('storage', `shopdata.${kind}.core.windows.net`);
    const table = {
      'Storage Blob Data Reader': ['blob', 'dfs'],
      'Storage Queue Data Message Sender': ['queue'],
      'Storage Table Data Reader': ['table'],
      'Storage File Data Privileged Reader': ['file'],
      'Storage File Data SMB Share Reader': ['file'],
    };
    for (const [name, kinds] of Object.entries(table))
      for (const kind of ['blob', 'dfs', 'queue', 'table', 'file'])
        assert.equal(
          accessAt(has(role(name, accountId)), host(kind)).answer,
          kinds.includes(kind) ? 'data' : 'none',
          `${name} at ${kind}`,
        );
  });

  it('of a host that Service Bus and Event Hubs share may be by roles of either', () => {
    const hubs = `${group}/providers/Microsoft.EventHub/namespaces/sb-shop`;
    const host = at('serviceBus', 'sb-shop.servicebus.windows.net');
    assert.equal(accessAt(has(role('Azure Event Hubs Data Sender', hubs)), host).answer, 'data');
    assert.equal(
      accessAt(has(role('Azure Service Bus Data Receiver', `${busId}/queues/in`)), host).answer,
      'data',
    );
    assert.equal(accessAt(has(role('Azure Service Bus Data Receiver', hubs)), host).answer, 'none');
  });

  it('by a custom role goes by its data actions, wildcards and what it takes away', () => {
    for (const [permissions, answer] of [
      [[{ dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'] }], 'data'],
      [[{ dataActions: ['MICROSOFT.KEYVAULT/VAULTS/SECRETS/GETSECRET/ACTION'] }], 'data'],
      [[{ dataActions: ['*'] }], 'data'],
      [[{ dataActions: ['Microsoft.KeyVault/vaults/*/action'] }], 'data'],
      [[{ dataActions: ['Microsoft.KeyVault/vaults/secrets/somethingNew/action'] }], 'data'],
      [
        [
          {
            dataActions: ['Microsoft.KeyVault/vaults/secrets/*'],
            notDataActions: ['Microsoft.KeyVault/vaults/secrets/*'],
          },
        ],
        'none',
      ],
      [[{ dataActions: ['*'], notDataActions: ['Microsoft.KeyVault/*'] }], 'none'],
      [[{ dataActions: ['*'], notDataActions: ['*/purge/action'] }], 'data'],
      // What one element takes away, another one may give.
      [[{ dataActions: ['*'], notDataActions: ['*'] }, { dataActions: ['*'] }], 'data'],
      [[{ dataActions: ['Microsoft.KeyVault/vaults/*/read'] }], 'none'],
      [[{ actions: ['*'] }], 'none'],
      [[], 'none'],
    ] as const)
      assert.equal(
        accessAt(has(custom(vaultId, ...permissions)), { services: ['keyVault'], name: 'kv-shop' }).answer,
        answer,
        JSON.stringify(permissions),
      );
  });

  it('is unknown, not given, where nobody could read what a role allows', () => {
    const unread = unreadRole(group);
    assert.deepEqual(answers(accessAt(has(unread), blobs)), ['unknown', 'unknown-role']);
    const sure = accessAt(has(unread, role('Storage Blob Data Reader', accountId)), blobs);
    assert.equal(sure.answer, 'data');
    const elsewhere = { ...unread, scope: vaultId };
    assert.equal(accessAt(has(elsewhere), blobs).answer, 'none');
  });

  it('is unknown where roles were not read or not everywhere, unless one was found', () => {
    assert.deepEqual(answers(accessAt({ principalId, roles: undefined }, blobs)), [
      'unknown',
      'roles-unread',
    ]);
    const unreadable = [{ subscriptionId: 's', name: 'Dev', why: 'not permitted' }];
    const partly = (...assignments: readonly RoleAssignment[]) =>
      accessAt({ principalId, roles: { assignments, unreadable } }, blobs);
    assert.deepEqual(answers(partly()), ['unknown', 'roles-unread']);
    assert.equal(partly(role('Storage Blob Data Owner', accountId)).answer, 'data');
  });

  it('under a condition only may be given', () => {
    const conditional = {
      ...role('Storage Blob Data Reader', accountId),
      condition: '@Resource[...] StringEquals x',
    };
    assert.deepEqual(accessAt(has(conditional), blobs).by[0]?.doubts, ['condition']);
    const inRole = custom(accountId, { dataActions: ['*'], condition: 'x' });
    assert.deepEqual(accessAt(has(inRole), blobs).by[0]?.doubts, ['condition']);
    const both = accessAt(has(conditional, role('Storage Blob Data Owner', accountId)), blobs);
    assert.equal(
      both.by[0]?.kind === 'role' && both.by[0].name,
      'Storage Blob Data Owner',
      'the surest first',
    );
  });

  describe('to a vault', () => {
    const read = (usesRbac: boolean, ...permissions: readonly string[]): VaultAccess => ({
      id: vaultId,
      name: 'KV-shop',
      usesRbac,
      policies: permissions.length === 0 ? [] : [{ objectId: principalId.toUpperCase(), permissions }],
    });
    const to = (vaults: readonly VaultAccess[] | undefined, ...assignments: readonly RoleAssignment[]) =>
      accessAt({ ...has(...assignments), vaults }, vault);
    const user = role('Key Vault Secrets User', vaultId);

    it('goes by roles or by policies, whichever the vault says', () => {
      assert.equal(to([read(true)], user).answer, 'data');
      assert.equal(to([read(false)], user).answer, 'none');
      assert.equal(to([read(false, 'secrets Get')]).answer, 'data');
      assert.equal(to([read(true, 'secrets get')]).answer, 'none');
      assert.equal(to([read(false, 'secrets list')]).answer, 'none');
      assert.equal(to([read(false)], user).others.length, 1, 'the role without effect is told of');
    });

    it('knows where a vault that was read lies', () => {
      assert.equal(to([read(true)], role('Key Vault Secrets User', group)).answer, 'data');
      assert.deepEqual(to([read(true)], role('Key Vault Secrets User', group)).by[0]?.doubts, []);
      assert.equal(
        to([read(true)], role('Key Vault Secrets User', group.replace('shop', 'shop2'))).answer,
        'none',
      );
      assert.equal(to([read(true)], role('Key Vault Secrets User', management)).answer, 'data');
    });

    it('says that policies were not read where it finds no role', () => {
      assert.deepEqual(answers(to(undefined)), ['none', 'policies-unread']);
      assert.deepEqual(answers(to([])), ['none', 'policies-unread']);
      assert.deepEqual(answers(to([read(true)])), ['none', 'nothing-opens-it']);
    });

    it('by policies is known without the roles', () => {
      const grants = { principalId, roles: undefined, vaults: [read(false, 'keys sign')] };
      assert.equal(accessAt(grants, vault).answer, 'data');
    });
  });
});
