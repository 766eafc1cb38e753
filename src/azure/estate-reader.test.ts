import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../test/azure/sandboxed';
import type { SpringApp } from '../estate/resources';
import { Failure, isAbort } from '../lifecycle/failure';

describe('reading an estate from the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  beforeEach(async () => {
    rig = await SandboxedAzure.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  it('finds every subscription of both tenants, every service by Resource Graph and every app with its identities', async () => {
    const services = await rig.services();
    const apps: SpringApp[] = [];
    for (const { subscription, service } of services)
      apps.push(...(await rig.azure.reader.listApps(subscription, service, rig.signal)));

    assert.equal(services.length, rig.sandbox.estate.services);
    assert.equal(apps.length, rig.sandbox.estate.apps);
    const plans = new Set(services.map(({ service }) => service.plan));
    assert.deepEqual([...plans].sort(), ['Basic', 'Consumption', 'Enterprise', 'Standard']);
    assert.ok(services.some(({ service }) => service.power === 'stopped'));
    const types = new Set(apps.map(({ identity }) => identity.type));
    assert.deepEqual([...types].sort(), [
      'None',
      'SystemAssigned',
      'SystemAssigned,UserAssigned',
      'UserAssigned',
    ]);
    const full = apps.find(({ name }) => name === 'promotions');
    assert.equal(full?.identity.userAssigned.length, 20);
    assert.ok(full.identity.userAssigned.every(({ clientId, principalId }) => clientId && principalId));
    assert.equal(rig.sandbox.requests.read().byRoute['POST /providers/Microsoft.ResourceGraph/resources'], 2);
  });

  it('reads one app the same as the list does, and undefined once it is gone', async () => {
    const { subscription, app } = await rig.app('orders');

    assert.deepEqual(await rig.azure.reader.getApp(subscription, app.id, rig.signal), app);
    const gone = app.id.replace(/orders$/, 'never-was');
    assert.equal(await rig.azure.reader.getApp(subscription, gone, rig.signal), undefined);
  });

  it('gives the app as ARM answered it', async () => {
    const { subscription, app } = await rig.app('gateway');

    const json = (await rig.azure.reader.getAppJson(subscription, app.id, rig.signal)) as Record<
      string,
      unknown
    >;

    assert.equal(json['identity'], null);
    assert.equal(json['type'], 'Microsoft.AppPlatform/Spring/apps');
    assert.ok('systemData' in json && 'ingressSettings' in (json['properties'] as object));
  });

  it('reads deployments with their instances', async () => {
    const { subscription, app } = await rig.app('orders');

    const deployments = await rig.azure.reader.listDeployments(subscription, app.id, rig.signal);

    const active = deployments.find((deployment) => deployment.active);
    assert.equal(active?.appId, app.id);
    assert.equal(active.status, 'Running');
    assert.ok(active.instances.length > 0);
    assert.ok(active.instances.every(({ name, status, startTime }) => name && status && startTime));
  });

  it('reads the service as the list does', async () => {
    const [first] = await rig.services();
    assert.ok(first);

    const read = await rig.azure.reader.getService(
      { subscription: first.subscription, id: first.service.id },
      rig.signal,
    );

    assert.deepEqual(read, first.service);
  });

  it('follows pages to the end', async () => {
    await rig.stop();
    rig = await SandboxedAzure.start({ pageSize: 3 });
    const services = await rig.services();
    let count = 0;
    for (const { subscription, service } of services)
      count += (await rig.azure.reader.listApps(subscription, service, rig.signal)).length;

    assert.equal(count, rig.sandbox.estate.apps);
  });

  it('lists user-assigned identities with their ids', async () => {
    const { subscription } = await rig.app('orders');

    const identities = await rig.azure.reader.listUserAssigned(subscription, rig.signal);

    assert.ok(identities.length >= 20);
    assert.ok(identities.every(({ clientId, principalId, location }) => clientId && principalId && location));
  });

  it('knows the client ID of a system-assigned identity, and says undefined where Azure does not tell', async () => {
    const { subscription, app } = await rig.app('orders');
    const known = await rig.azure.reader.getSystemClientId(subscription, app.id, rig.signal);
    assert.match(known ?? '', /^[0-9a-f-]{36}$/);

    rig.sandbox.trouble.add({ kind: 'not-found', path: '*/identities/default' });
    const unknown = await rig.azure.reader.getSystemClientId(subscription, app.id, rig.signal);
    assert.equal(unknown, undefined);
  });

  it('ends at once when cancelled, as an abort and not as a failure', async () => {
    const { subscription, app } = await rig.app('orders');
    rig.sandbox.trouble.add({ kind: 'slow', delayMs: 5000 });
    const control = new AbortController();
    const reading = rig.azure.reader.getApp(subscription, app.id, control.signal);
    control.abort();

    await assert.rejects(reading, (error) => isAbort(error) && !Failure.is(error));
  });

  it('refuses an id that would lead to another path', async () => {
    const [first] = await rig.services();
    assert.ok(first);
    const service = { ...first.service, id: `${first.service.id}/../../x` };

    await assert.rejects(rig.azure.reader.listApps(first.subscription, service, rig.signal), (error) =>
      Failure.is(error, 'invalid'),
    );
  });
});
