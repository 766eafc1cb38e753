import assert from 'node:assert/strict';

import {
  codeOf,
  getApp,
  production,
  shop,
  version,
  withSandbox,
  type Opened,
} from '../../../test/sandbox/opened';
import { roleDefinitions } from './role-definitions';

const vault = `${production}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;
const roles = 'api-version=2022-04-01';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const guid = (n: number) => `5a4db000-0000-4000-a000-${String(n).padStart(12, '0')}`;

interface Assignment {
  readonly id: string;
  readonly name: string;
  readonly properties: {
    readonly scope: string;
    readonly principalId: string;
    readonly roleDefinitionId: string;
    readonly principalType: string;
  };
}

async function list({ asker }: Opened, scope: string, filter?: string): Promise<readonly Assignment[]> {
  const query = filter === undefined ? roles : `${roles}&$filter=${encodeURIComponent(filter)}`;
  const answer = await asker.arm(
    'GET',
    `${scope}/providers/Microsoft.Authorization/roleAssignments?${query}`,
  );
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { value: Assignment[] }).value;
}

function assign({ asker }: Opened, name: string, properties: object, scope = vault) {
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?${roles}`;
  return asker.arm('PUT', path, { properties });
}

function definition(role: string): string {
  return `/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

async function newPrincipal(opened: Opened): Promise<string> {
  const app = `${shop}/apps/gateway`;
  await opened.asker.arm('PATCH', `${app}?${version}`, { identity: { type: 'SystemAssigned' } });
  opened.clock.time += 12_000;
  return (await getApp(opened, app)).identity!.principalId!;
}

describe('role assignments', () => {
  it('of a principal are found at, above and below a scope', () =>
    withSandbox({}, async (opened) => {
      const { principalId } = (await getApp(opened, `${shop}/apps/orders`)).identity!;
      const mine = await list(opened, production, `principalId eq '${principalId!.toUpperCase()}'`);
      assert.equal(mine.length, 2);
      assert.equal((await list(opened, vault, `principalId eq '${principalId!}'`)).length, 1);
      assert.equal((await list(opened, vault, `assignedTo('${principalId!}')`)).length, 1);
    }));

  it('of a principal include those of its groups only with assignedTo()', () =>
    withSandbox({}, async (opened) => {
      const { principalId } = (await getApp(opened, `${shop}/apps/orders`)).identity!;
      const own = await list(opened, production, `principalId eq '${principalId!}'`);
      const all = await list(opened, production, `assignedTo('${principalId!}')`);
      const through = all.filter((one) => own.every(({ id }) => id !== one.id));
      assert.deepEqual(
        through.map(({ properties }) => properties.principalType),
        ['Group'],
      );
    }));

  it('with atScope() leave out what is below', () =>
    withSandbox({}, async (opened) => {
      const all = await list(opened, `${production}/resourceGroups/rg-shop`);
      const atScope = await list(opened, `${production}/resourceGroups/rg-shop`, 'atScope()');
      assert.ok(all.length > atScope.length && atScope.length > 0);
      const group = `${production}/resourceGroups/rg-shop`;
      assert.ok(
        atScope.every(
          ({ properties: { scope } }) => group.startsWith(scope) || scope.includes('/managementGroups/'),
        ),
      );
    }));

  it('has one whose principal no longer exists, and one app identity without any', () =>
    withSandbox({}, async (opened) => {
      const { principalId } = (await getApp(opened, `${shop}/apps/search`)).identity!;
      assert.deepEqual(await list(opened, production, `principalId eq '${principalId!}'`), []);
      const known = await opened.asker.arm('GET', `${shop}/apps?${version}`);
      const text = JSON.stringify(known.body);
      const { body } = await opened.asker.arm(
        'GET',
        `${production}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?api-version=2023-01-31`,
      );
      const others = JSON.stringify(body);
      const orphans = (await list(opened, vault)).filter(
        ({ properties }) =>
          !text.includes(properties.principalId) && !others.includes(properties.principalId),
      );
      assert.ok(orphans.length >= 1);
    }));

  it('refuses a filter it does not know', () =>
    withSandbox({}, async ({ asker }) => {
      const path = `${vault}/providers/Microsoft.Authorization/roleAssignments?${roles}&$filter=${encodeURIComponent("scope eq 'x'")}`;
      assert.equal((await asker.arm('GET', path)).status, 400);
    }));

  it('are created with 201, answered with the definition at the subscription, and 200 when sent again', () =>
    withSandbox({}, async (opened) => {
      const principalId = await newPrincipal(opened);
      const properties = {
        roleDefinitionId: definition(reader),
        principalId,
        principalType: 'ServicePrincipal',
      };
      const made = await assign(opened, guid(1), properties);
      assert.equal(made.status, 201);
      const { properties: answered } = made.body as Assignment;
      assert.equal(answered.roleDefinitionId, `${production}${definition(reader)}`);
      assert.equal(answered.scope, vault);
      assert.equal((await assign(opened, guid(1), properties)).status, 200);
    }));

  it('refuse a new principal without its type for a while, in the words clients look for', () =>
    withSandbox({ replicationSeconds: 30 }, async (opened) => {
      const principalId = await newPrincipal(opened);
      const properties = { roleDefinitionId: definition(reader), principalId };
      const refused = await assign(opened, guid(1), properties);
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'PrincipalNotFound']);
      const { message } = (refused.body as { error: { message: string } }).error;
      assert.ok(
        message.startsWith(`Principal ${principalId.replaceAll('-', '')} does not exist in the directory `),
        message,
      );
      assert.equal(
        (await assign(opened, guid(2), { ...properties, principalType: 'ServicePrincipal' })).status,
        201,
      );
      opened.clock.time += 30_000;
      const other = { ...properties, roleDefinitionId: definition(roleDefinitions[0]!.name) };
      assert.equal((await assign(opened, guid(3), other)).status, 201);
    }));

  it('refuse the principal of an identity that was switched off', () =>
    withSandbox({}, async (opened) => {
      const { principalId } = (await getApp(opened, `${shop}/apps/search`)).identity!;
      await opened.asker.arm('PATCH', `${shop}/apps/search?${version}`, { identity: { type: 'None' } });
      opened.clock.time += 60_000;
      const refused = await assign(opened, guid(1), { roleDefinitionId: definition(reader), principalId });
      assert.equal(codeOf(refused), 'PrincipalNotFound');
    }));

  it('refuse the same grant twice with 409, another grant under the same name with 400, an unknown role with 400', () =>
    withSandbox({}, async (opened) => {
      const properties = {
        roleDefinitionId: definition(reader),
        principalId: guid(9),
        principalType: 'ServicePrincipal',
      };
      assert.equal((await assign(opened, guid(1), properties)).status, 201);
      const twice = await assign(opened, guid(2), properties);
      assert.deepEqual([twice.status, codeOf(twice)], [409, 'RoleAssignmentExists']);
      const changed = await assign(opened, guid(1), { ...properties, principalId: guid(8) });
      assert.deepEqual([changed.status, codeOf(changed)], [400, 'RoleAssignmentUpdateNotPermitted']);
      const unknown = await assign(opened, guid(3), { ...properties, roleDefinitionId: definition(guid(7)) });
      assert.deepEqual([unknown.status, codeOf(unknown)], [400, 'RoleDefinitionDoesNotExist']);
    }));

  it('are deleted with 200 and the assignment, and with 204 when there is none', () =>
    withSandbox({}, async (opened) => {
      const [first] = await list(opened, vault);
      const path = `${vault}/providers/Microsoft.Authorization/roleAssignments/${first!.name}?${roles}`;
      assert.equal((await opened.asker.arm('DELETE', path)).status, 200);
      assert.equal((await opened.asker.arm('DELETE', path)).status, 204);
      assert.ok(!(await list(opened, vault)).some(({ name }) => name === first!.name));
    }));
});

describe('role definitions', () => {
  it('are found by name and by id', () =>
    withSandbox({}, async ({ asker }) => {
      const filter = encodeURIComponent("roleName eq 'key vault SECRETS user'");
      const found = await asker.arm(
        'GET',
        `${production}/providers/Microsoft.Authorization/roleDefinitions?${roles}&$filter=${filter}`,
      );
      const [definition] = (found.body as { value: { id: string; name: string }[] }).value;
      assert.equal(definition?.name, '4633458b-17de-408a-b874-0445c86b69e6');
      const one = await asker.arm('GET', `${definition.id}?${roles}`);
      assert.deepEqual(one.body, definition);
    }));

  it('have a name and a GUID of their own each', () => {
    assert.equal(new Set(roleDefinitions.map((role) => role.name)).size, roleDefinitions.length);
    assert.equal(new Set(roleDefinitions.map((role) => role.roleName)).size, roleDefinitions.length);
  });
});
