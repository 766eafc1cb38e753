import assert from 'node:assert/strict';

import { shop, version, withSandbox, type Opened } from '../../../test/sandbox/opened';
import type { DeploymentDocument } from '../estates/documents';

const deployment = `${shop}/apps/catalog/deployments/default`;
const url = `${deployment}?${version}`;

async function read({ asker }: Opened, at = url): Promise<DeploymentDocument['properties']> {
  return ((await asker.arm('GET', at)).body as DeploymentDocument).properties;
}

function states(properties: DeploymentDocument['properties']) {
  return properties.instances?.map(({ status, reason }) =>
    reason === undefined ? status : `${status}: ${reason}`,
  );
}

describe('a deployment that is being changed', () => {
  const change = { properties: { deploymentSettings: { environmentVariables: { A: 'b' } } } };

  it('is answered with its new settings, without instances and probes', () =>
    withSandbox({}, async ({ asker }) => {
      const { status, body } = await asker.arm('PATCH', url, change);
      const { properties } = body as DeploymentDocument;
      const settings = properties['deploymentSettings'] as Readonly<Record<string, unknown>>;
      assert.deepEqual([status, properties.provisioningState], [202, 'Updating']);
      assert.deepEqual(settings['environmentVariables'], { A: 'b' });
      assert.equal(properties.instances, null);
      assert.ok(!('livenessProbe' in settings) && !('readinessProbe' in settings));
    }));

  it('has the old instance and the new one meanwhile, and the new one alone afterwards', () =>
    withSandbox({}, async (opened) => {
      const before = await read(opened);
      await opened.asker.arm('PATCH', url, change);
      assert.deepEqual(states(await read(opened)), ['Running', 'Starting: ContainerCreating']);
      opened.clock.time += 60_000;
      const after = await read(opened);
      assert.deepEqual(states(after), ['Running']);
      assert.notEqual(after.instances?.[0]?.name, before.instances?.[0]?.name);
      assert.ok('livenessProbe' in (after['deploymentSettings'] as object));
    }));

  it('keeps its instance when only another one is asked for, and ends it when it is stopped', () =>
    withSandbox({}, async (opened) => {
      const before = await read(opened);
      await opened.asker.arm('PATCH', url, { sku: { capacity: 2 } });
      opened.clock.time += 60_000;
      const two = await read(opened);
      assert.equal(two.instances?.length, 2);
      assert.ok(two.instances.some(({ name }) => name === before.instances?.[0]?.name));
      await opened.asker.arm('POST', `${deployment}/stop?${version}`);
      assert.deepEqual(states(await read(opened)), ['Terminating', 'Terminating']);
      opened.clock.time += 60_000;
      assert.deepEqual(states(await read(opened)), []);
    }));

  it('takes a second PUT while it is being created, as an update', () =>
    withSandbox({}, async (opened) => {
      const made = `${shop}/apps/catalog/deployments/blue?${version}`;
      const body = { properties: { active: false, deploymentSettings: {} } };
      assert.equal((await opened.asker.arm('PUT', made, body)).status, 201);
      // The answer was lost, and the client sends it again.
      assert.equal((await opened.asker.arm('PUT', made, body)).status, 202);
      const again = await opened.asker.arm('PUT', made, {
        properties: { active: false, deploymentSettings: { environmentVariables: { A: 'b' } } },
      });
      assert.equal(again.status, 202);
      assert.equal((again.body as DeploymentDocument).properties.provisioningState, 'Updating');
      opened.clock.time += 60_000;
      const ended = await read(opened, made);
      assert.equal(ended.provisioningState, 'Succeeded');
      assert.ok('livenessProbe' in (ended['deploymentSettings'] as object));
    }));
});
