import assert from 'node:assert/strict';

import { discoveryStatuses, instanceStates } from '../../../test/sandbox/recorded-facts';
import { Failure } from '../../lifecycle/failure';
import { sampleEstate } from '../sample/sample-estate';
import { sampleIds } from '../sample/sample-ids';
import { chooseEstate } from './choose';
import { Collection, parentOf } from './collection';
import type { AppDocument, ArmDocument } from './documents';
import { buildEstate } from './estate';

describe('the sample estate', () => {
  const seed = sampleEstate();
  const apps = [...seed.apps];
  const services = [...seed.services];
  const deployments = [...seed.deployments];
  const assignments = [...seed.roleAssignments];
  const userAssigned = [...seed.userAssigned];

  const userCount = (app: AppDocument) => Object.keys(app.identity?.userAssignedIdentities ?? {}).length;
  const type = (app: AppDocument) => app.identity?.type;
  const has = (what: string, holds: (app: AppDocument) => boolean) => {
    assert.ok(apps.some(holds), what);
  };

  it('has three subscriptions in two tenants, a service of every plan and about 25 apps', () => {
    assert.equal(seed.subscriptions.length, 3);
    assert.equal(new Set(seed.subscriptions.map((item) => item.tenantId)).size, 2);
    assert.deepEqual(
      new Set(services.map((service) => service.sku.tier)),
      new Set(['Basic', 'Standard', 'Enterprise', 'StandardGen2']),
    );
    assert.ok(apps.length >= 24 && apps.length <= 28, String(apps.length));
  });

  it('has every combination of identities, up to the limit', () => {
    has('none', (app) => app.identity === null);
    has('system only', (app) => type(app) === 'SystemAssigned');
    has('both kinds', (app) => type(app) === 'SystemAssigned,UserAssigned');
    for (const count of [1, 2, 3, 19, 20]) has(`${count} user-assigned`, (app) => userCount(app) === count);
  });

  it('has apps in trouble: Updating, Failed, on a stopped service, without deployment', () => {
    has('Updating', (app) => app.properties.provisioningState === 'Updating');
    has('Failed', (app) => app.properties.provisioningState === 'Failed');
    const stopped = services.find((service) => service.properties.powerState === 'Stopped');
    has('on a stopped service', (app) => app.id.startsWith(`${stopped!.id}/`));
    has('no deployment', (app) => !deployments.some(({ id }) => id.startsWith(`${app.id}/`)));
  });

  it('has instances in every recorded state, and every status of discovery', () => {
    const instances = deployments.flatMap(({ properties }) => properties.instances ?? []);
    assert.deepEqual(
      new Set(instances.map(({ status, reason = '' }) => `${status} ${reason}`.trim())),
      new Set(instanceStates),
    );
    assert.deepEqual(
      new Set(instances.map(({ discoveryStatus }) => discoveryStatus)),
      new Set(discoveryStatuses),
    );
  });

  it('has an app with several instances', () => {
    assert.ok(deployments.some((deployment) => (deployment.properties.instances?.length ?? 0) > 1));
  });

  it('has an identity without a role, one in another subscription, two of one name used by nobody and an orphaned assignment', () => {
    const granted = new Set(assignments.map((item) => item.properties.principalId));
    has(
      'no role',
      (app) => typeof app.identity?.principalId === 'string' && !granted.has(app.identity.principalId),
    );
    has('identity in another subscription', (app) =>
      Object.keys(app.identity?.userAssignedIdentities ?? {}).some(
        (id) => id.split('/')[2] !== app.id.split('/')[2],
      ),
    );
    const used = new Set(apps.flatMap((app) => Object.keys(app.identity?.userAssignedIdentities ?? {})));
    const unused = userAssigned.filter((identity) => !used.has(identity.id));
    assert.deepEqual(
      unused.map(({ name }) => name),
      ['id-newsletter', 'id-newsletter'],
    );
    const principals = new Set([
      ...apps.map((app) => app.identity?.principalId),
      ...userAssigned.map((item) => item.properties.principalId),
      ...(seed.groups ?? []).map(({ id }) => id),
    ]);
    assert.equal(assignments.filter((item) => !principals.has(item.properties.principalId)).length, 1);
  });

  it('has something of each other way to be given access, and a condition', () => {
    const members = new Set((seed.groups ?? []).flatMap((group) => group.members));
    has('member of a group that has a role', (app) => members.has(app.identity?.principalId ?? ''));
    const custom = [...(seed.roleDefinitions ?? [])].map(({ name }) => name);
    const given = assignments.map(({ properties }) => String(properties.roleDefinitionId).split('/').at(-1));
    assert.ok(custom.some((name) => given.includes(name)));
    assert.ok(assignments.some(({ properties }) => typeof properties['condition'] === 'string'));
    assert.ok(assignments.some(({ properties }) => properties.scope.includes('/managementGroups/')));
    const types = new Set([...(seed.stores ?? [])].map(({ type }) => type.split('/').at(-1)));
    assert.ok(['sqlRoleAssignments', 'accessPolicyAssignments'].every((type) => types.has(type)));
    assert.equal([...(seed.federatedCredentials ?? [])].length, 2);
    assert.equal(seed.otherUsers?.length, 4);
  });

  it('hides roles in one subscription', () => {
    const [denial] = [...seed.denyAssignments];
    assert.equal(denial?.properties.scope, `/subscriptions/${sampleIds.partnerSubscription}`);
  });

  it('is the same on every start', () => {
    const again = sampleEstate();
    assert.deepEqual([...again.apps], apps);
    assert.deepEqual([...again.roleAssignments], assignments);
    assert.equal(
      sampleIds.shopTenant,
      'dd3973fb-909b-4bba-a8bb-262fe2da6c30',
      'samples and screenshots name it',
    );
  });

  it('leads nowhere: no name of it can be somebody else’s host', () => {
    const hosts =
      JSON.stringify([services, [...seed.vaults], seed.tenants]).match(
        /[a-z0-9-]+(\.[a-z0-9-]+)*\.(io|com|net|invalid)\b/g,
      ) ?? [];
    assert.ok(hosts.length > 0);
    assert.deepEqual(
      hosts.filter((host) => !host.endsWith('.invalid')),
      [],
    );
  });
});

describe('a generated estate', () => {
  it('has as many of everything as asked for', () => {
    const estate = buildEstate(chooseEstate('2x3x4'), Date.now);
    const { subscriptions, services, apps, deployments } = estate;
    assert.deepEqual([subscriptions.size, services.size, apps.size, deployments.size], [2, 6, 24, 24]);
  });

  it('of 20,000 apps takes less than five seconds of processor time', () => {
    // Not by the clock on the wall: other tests run on the same machine.
    const before = process.cpuUsage();
    assert.equal(buildEstate(chooseEstate('20x20x50'), Date.now).apps.size, 20_000);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1e6 < 5);
  }).timeout(60_000);

  for (const choice of ['0x1x1', '1x1', 'sampel', '1x1x1x1', '1000x1000x1000'])
    it(`refuses '${choice}'`, () => {
      assert.throws(
        () => chooseEstate(choice as 'sample'),
        (error) => Failure.is(error, 'invalid'),
      );
    });
});

describe('a collection', () => {
  const document = (id: string, location = 'x'): ArmDocument => ({
    id,
    name: id,
    type: 't',
    location,
    properties: {},
  });

  it('finds the parent of every kind of id', () => {
    const service = '/subscriptions/s/resourcegroups/g/providers/microsoft.appplatform/spring/svc';
    assert.equal(parentOf(service.toUpperCase()), '/subscriptions/s');
    assert.equal(parentOf(`${service}/apps/a`), service);
    assert.equal(parentOf(`${service}/apps/a/deployments/d`), `${service}/apps/a`);
    assert.equal(parentOf('/subscriptions/s/resourceGroups/g'), '/subscriptions/s');
    assert.equal(
      parentOf(`${service}/providers/Microsoft.Authorization/roleAssignments/r`),
      '/subscriptions/s',
    );
  });

  it('counts, replaces and removes whatever the case of an id', () => {
    const collection = new Collection<ArmDocument>(() => 0);
    collection.put(document('/subscriptions/s/resourceGroups/G'));
    collection.put(document('/subscriptions/S/resourcegroups/g', 'y'));
    assert.deepEqual(
      [collection.size, collection.get('/SUBSCRIPTIONS/s/resourceGroups/g')?.location],
      [1, 'y'],
    );
    collection.remove('/subscriptions/s/resourceGroups/g');
    collection.remove('/subscriptions/s/resourceGroups/g');
    assert.deepEqual([collection.size, collection.under('/subscriptions/s')], [0, []]);
  });

  it('remembers what it looked like, and tells when it changed', () => {
    let time = 1;
    const collection = new Collection<ArmDocument>(() => time);
    collection.put(document('/subscriptions/s/resourceGroups/g'));
    collection.forgetChanges();
    const before = collection.revision('/subscriptions/s');
    time = 5;
    collection.put(document('/subscriptions/s/resourceGroups/g', 'moved'));
    time = 9;
    collection.put(document('/subscriptions/s/resourceGroups/h'));
    assert.notEqual(collection.revision('/subscriptions/s'), before);
    const seen = (at: number) =>
      collection
        .asOf(at)
        .map((item) => item.location)
        .sort();
    assert.deepEqual([seen(4), seen(5), seen(9)], [['x'], ['moved'], ['moved', 'x']]);
  });
});
