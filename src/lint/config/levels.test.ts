import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { facts, fileWith } from '../../../test/rules/check-app';
import { findingsIn } from '../../../test/rules/check-rule';
import type { Confidence } from '../../rules/confidence';
import { lintApp } from '../lint-app';
import type { Levels } from './levels';

/** A vault whose template says nothing of how access is decided: which way is a guess. */
const vault = `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-shop'
  location: 'westeurope'
  properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'standard' }, accessPolicies: [] }
}

resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, 'reads')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: principal
    principalType: 'ServicePrincipal'
  }
}
param principal string
`;

describe('how sure a finding must be', () => {
  const least = async (wanted: Confidence | undefined) => {
    const levels = wanted === undefined ? {} : { least: wanted };
    return (await findingsIn('infra/main.bicep', vault, { levels })).map(({ rule, confidence }) =>
      [rule.id, confidence].join(' '),
    );
  };

  it('is not asked unless somebody says so', async () => {
    assert.deepEqual(await least(undefined), ['MI414 medium']);
    assert.deepEqual(await least('low'), ['MI414 medium']);
  });

  it('keeps what is as sure, and leaves out what is less', async () => {
    assert.deepEqual(await least('medium'), ['MI414 medium']);
    assert.deepEqual(await least('high'), []);
  });

  it('does not make a suppression useless whose finding is not sure enough', async () => {
    const silenced = vault.replace(
      'resource reads',
      '// spring-identity-disable-next-line MI414 -- decided by policy\nresource reads',
    );
    assert.deepEqual(await findingsIn('infra/main.bicep', silenced, { levels: { least: 'high' } }), []);
  });

  it('counts for live apps, too', () => {
    const view = { app: cannedApps.userWithoutRole, files: [fileWith(facts.storage)] };
    const found = (levels: Levels) => lintApp(view, levels).map(({ rule }) => rule.id);

    assert.ok(found({ least: 'medium' }).includes('MI003'));
    assert.ok(!found({ least: 'high' }).includes('MI003'));
  });
});
