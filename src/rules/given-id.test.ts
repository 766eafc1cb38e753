import assert from 'node:assert/strict';
import { cannedApps } from '../../test/rules/canned-apps';
import { plain } from '../lifecycle/text';
import { classGivenId, idReadFrom, placeNamed, wantedId, wrongIdAt, type IdPlace } from './given-id';

const guid = '7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11';
const resource =
  '/subscriptions/7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id';

describe('classGivenId', () => {
  for (const [kind, values] of [
    ['guid', [guid, guid.toUpperCase(), ` ${guid} `]],
    ['resourceId', [resource, resource.toLowerCase(), resource.replace('resourceGroups', 'resourcegroups')]],
    ['name', ['orders-id', 'SHELF_SQL_READER', 'id-orders-prod-weu', 'shop.orders', 'Bestellungen2']],
    ['empty', ['', '  ']],
    [
      'unknown',
      [
        ...[
          '${AZURE_CLIENT_ID}',
          '${A:orders-id}',
          '@client.id@',
          '<client-id>',
          '{{ .Values.id }}',
          '$CLIENT_ID',
        ],
        ...[
          '%CLIENT_ID%',
          '#{id}#',
          '__ID__',
          'your-client-id',
          'client-id',
          'managed-identity-client-id',
          'CHANGEME',
        ],
        ...[
          'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
          '00000000-0000-0000-0000-000000000000',
          'null',
          'none',
          'system',
        ],
        ...['the id of orders', 'my-identity', 'TODO', 'my', 'guid'],
      ],
    ],
  ] as const)
    for (const value of values)
      it(`takes '${value}' for ${kind}`, () => {
        assert.equal(classGivenId(value).kind, kind);
      });

  it('knows the IDs of the linked app', () => {
    const app = cannedApps.both;
    assert.ok('identity' in app);
    const [user] = app.identity.userAssigned;
    assert.ok(user?.clientId !== undefined && user.principalId !== undefined);
    assert.equal(classGivenId(user.clientId.toUpperCase(), app).kind, 'clientId');
    assert.equal(classGivenId(user.principalId, app).kind, 'principalId');
    assert.deepEqual(classGivenId(app.identity.principalId ?? '', app), {
      kind: 'principalId',
      of: 'the system-assigned identity',
    });
    assert.deepEqual(classGivenId(guid, app), { kind: 'guid' });
  });
});

describe('what a place wants', () => {
  it('differs by database', () => {
    const wants: readonly (readonly [IdPlace, string])[] = [
      ['sqlUserSid', 'clientId'],
      ['sqlUserObjectId', 'principalId'],
      ['sqlServerLogin', 'clientId'],
      ['postgresPrincipalOid', 'principalId'],
      ['mysqlAadUser', 'clientId'],
      ['redisUser', 'principalId'],
    ];
    for (const [place, wanted] of wants) assert.equal(wantedId(place), wanted, place);
  });

  it('is told by the name of a setting', () => {
    for (const name of ['AZURE_CLIENT_ID', 'msiClientId', 'managed-identity-client-id', 'ORDERS_CLIENTID'])
      assert.equal(placeNamed(name), 'clientId', name);
    assert.equal(placeNamed('managedIdentityResourceId'), 'resourceId');
    for (const name of ['clientIdentity', 'tenant_id', 'id', 'subscriptionId'])
      assert.equal(placeNamed(name), undefined, name);
  });

  it('makes IDs of other kinds, and names, wrong', () => {
    const word = (value: string, place: IdPlace) => {
      const text = wrongIdAt(classGivenId(value), place);
      return text && plain(text).split(';')[0];
    };
    assert.equal(word(resource, 'clientId'), 'This is a resource ID');
    assert.equal(word('orders-id', 'sqlServerLogin'), 'This is a name');
    assert.equal(word('orders-id', 'grantee'), 'This is a name');
    assert.equal(word(guid, 'identityList'), 'This is a client ID or principal ID');
    assert.equal(word('orders-id', 'resourceId'), 'This is a name');
  });

  it('lets pass what is right, or may be', () => {
    for (const [value, place] of [
      [guid, 'clientId'],
      [guid, 'objectId'],
      [guid, 'redisUser'],
      [resource, 'resourceId'],
      ['orders-id', 'postgresUser'],
      [guid, 'postgresUser'],
      ['', 'clientId'],
      ['${ID}', 'identityList'],
    ] as const)
      assert.equal(wrongIdAt(classGivenId(value), place), undefined, `${value} at ${place}`);
  });

  it('is compared with the member that is read', () => {
    assert.notEqual(wrongIdAt({ kind: idReadFrom('principal_id') }, 'clientId'), undefined);
    assert.notEqual(wrongIdAt({ kind: idReadFrom('appId') }, 'grantee'), undefined);
    assert.notEqual(wrongIdAt({ kind: idReadFrom('clientId') }, 'identityList'), undefined);
    assert.equal(wrongIdAt({ kind: idReadFrom('id') }, 'identityList'), undefined);
    assert.equal(wrongIdAt({ kind: idReadFrom('tenant_id') }, 'clientId'), undefined);
  });
});
