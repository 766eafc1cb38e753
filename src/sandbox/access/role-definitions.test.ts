import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { needsReference, referenceFolder } from '../../../test/sandbox/reference';
import { codeOf, development, production, shop, withSandbox } from '../../../test/sandbox/opened';
import { builtInRole } from '../../access/built-in-role';
import { stableGuid } from '../estates/stable-guid';
import { findRole, roleDefinitions, type RoleFacts } from './role-definitions';

const version = 'api-version=2022-04-01';
/** A built-in role that the table leaves out, and a GUID of none. */
const leftOut = '8b9beb50-e28c-4879-8472-24c9d328085f';
const nobodys = '5a4db000-0000-4000-a000-000000000007';

interface Definition {
  readonly name: string;
  readonly properties: {
    readonly roleName: string;
    readonly type: string;
    readonly createdOn: string;
    readonly permissions: readonly [Omit<RoleFacts, 'name' | 'roleName'>];
  };
}

describe('the built-in roles of the sandbox', () => {
  it('are some two hundred, with a GUID, a name and permissions of their own each', () => {
    assert.ok(roleDefinitions.length >= 150, String(roleDefinitions.length));
    for (const field of ['name', 'roleName'] as const)
      assert.equal(new Set(roleDefinitions.map((role) => role[field])).size, roleDefinitions.length);
    for (const { name, actions, dataActions, notActions, notDataActions } of roleDefinitions) {
      assert.match(name, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.ok(actions.length + dataActions.length > 0, name);
      for (const action of [...actions, ...notActions, ...dataActions, ...notDataActions])
        assert.match(action, /^(\*(\/|$)|microsoft\.[\w.*]+(\/|$))/i, name);
    }
  });

  for (const [roleName, allowed, excepted] of [
    ['Owner', 'actions', undefined],
    ['Contributor', 'actions', 'notActions'],
    ['Key Vault Secrets User', 'dataActions', undefined],
    ['Azure Spring Apps Connect Role', 'dataActions', undefined],
    ['Storage Blob Data Reader', 'dataActions', undefined],
  ] as const)
    it(`have what ${roleName} may do`, () => {
      const role = roleDefinitions.find((facts) => facts.roleName === roleName);
      assert.ok(role !== undefined && role[allowed].length > 0);
      if (excepted !== undefined) assert.ok(role[excepted].length > 0);
    });

  it('agree with what the extension knows of them by itself', () => {
    const both = roleDefinitions.filter(({ name }) => builtInRole(name) !== undefined);
    assert.ok(both.length > 80, String(both.length));
    for (const { name, roleName, dataActions } of both) {
      const known = builtInRole(name);
      assert.equal(known?.name, roleName);
      const missing = known.permissions
        .flatMap((permission) => permission.dataActions)
        .filter((action) => !dataActions.includes(action));
      assert.deepEqual(missing, [], roleName);
    }
  });

  it('are listed with permissions and dates', () =>
    withSandbox({}, async ({ asker }) => {
      const path = `${production}/providers/Microsoft.Authorization/roleDefinitions?${version}`;
      const { value } = (await asker.arm('GET', path)).body as { value: Definition[] };
      const custom = value.filter(({ properties }) => properties.type === 'CustomRole');
      assert.deepEqual(
        custom.map(({ properties }) => properties.roleName),
        ['Harbor Stock Reader'],
      );
      assert.equal(value.length, roleDefinitions.length + custom.length);
      const reader = value.find(({ properties }) => properties.roleName === 'Reader');
      assert.deepEqual(reader?.properties.permissions[0].actions, ['*/read']);
      assert.ok(value.every(({ properties }) => !Number.isNaN(Date.parse(properties.createdOn))));
    }));

  it('are beside the custom roles of where they can be assigned, which can be asked for alone', () =>
    withSandbox({}, async ({ asker }) => {
      const names = async (subscription: string): Promise<readonly string[]> => {
        const filter = encodeURIComponent("type eq 'CustomRole'");
        const path = `${subscription}/providers/Microsoft.Authorization/roleDefinitions?$filter=${filter}&${version}`;
        const { value } = (await asker.arm('GET', path)).body as { value: Definition[] };
        return value.map(({ properties }) => properties.roleName);
      };
      assert.deepEqual(await names(production), ['Harbor Stock Reader']);
      assert.deepEqual(await names(development), []);
    }));

  it('include any other built-in role by its GUID, and no GUID that is none', () =>
    withSandbox({}, async ({ asker }) => {
      const roles = '/providers/Microsoft.Authorization/roleDefinitions';
      const assign = (role: string, n: number) =>
        asker.arm(
          'PUT',
          `${shop}/providers/Microsoft.Authorization/roleAssignments/${stableGuid(String(n))}?${version}`,
          {
            properties: { roleDefinitionId: `${roles}/${role}`, principalId: nobodys, principalType: 'User' },
          },
        );
      assert.equal((await assign(leftOut, 1)).status, 201);
      const refused = await assign(nobodys, 2);
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'RoleDefinitionDoesNotExist']);
      assert.equal(
        (await asker.arm('GET', `${production}${roles}/${leftOut.toUpperCase()}?${version}`)).status,
        200,
      );
      assert.equal((await asker.arm('GET', `${production}${roles}/${nobodys}?${version}`)).status, 404);
    }));

  it('are no roles for a text that is no GUID', () => {
    for (const text of ['', 'reader', leftOut.slice(0, 8), `${leftOut}0`])
      assert.equal(findRole(text), undefined);
  });
});

describe('the table of built-in roles against a public list of them', () => {
  before(function () {
    needsReference(this, 'built-in-roles.json');
  });

  interface Listed {
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly Omit<RoleFacts, 'name' | 'roleName'>[];
  }

  function listed(): ReadonlyMap<string, Listed> {
    const file = path.join(referenceFolder, 'built-in-roles.json');
    const { roles } = JSON.parse(readFileSync(file, 'utf8')) as { roles: Listed[] };
    return new Map(roles.map((role) => [role.id, role]));
  }

  it('has every role right, to the last action', () => {
    const published = listed();
    for (const { name, roleName, ...permissions } of roleDefinitions) {
      const role = published.get(name);
      assert.equal(role?.name, roleName);
      assert.deepEqual([permissions], role.permissions, roleName);
    }
  });

  it('takes the GUID of each of them for a role', () => {
    const unknown = [...listed().keys()].filter((guid) => findRole(guid) === undefined);
    assert.deepEqual(unknown, []);
  });
});
