import assert from 'node:assert/strict';

import { Failure } from '../lifecycle/failure';
import { knownClouds, publicCloud, sandboxCloud } from './cloud';
import { customCloud } from './custom-cloud';
import { cloudFingerprint, isSpringHost } from './token-hosts';
import { computedMs } from '../../test/cpu-time';

const stack = {
  name: 'Stack',
  portalUrl: 'https://portal.local.azurestack.external/',
  resourceManagerEndpointUrl: 'https://management.local.azurestack.external/',
  managementEndpointUrl: 'https://management.contoso.onmicrosoft.com/36f71706-54df-4305-9847-5b038a4cf189',
  activeDirectoryEndpointUrl: 'https://login.contoso.example/adfs/',
};

describe('a custom cloud', () => {
  it('is read from the object the Azure extensions share', () => {
    assert.deepEqual(customCloud(stack), {
      name: 'Custom',
      armUrl: 'https://management.local.azurestack.external',
      armScope: 'https://management.contoso.onmicrosoft.com/36f71706-54df-4305-9847-5b038a4cf189/.default',
      authorityUrl: 'https://login.contoso.example/adfs',
      portalUrl: 'https://portal.local.azurestack.external',
      springDomains: ['local.azurestack.external'],
    });
  });

  for (const name of ['AzureCloud', 'AzureChinaCloud', 'AzureUSGovernment', 'Sandbox', 'azurecloud'])
    it(`gains nothing by calling itself ${name}`, () => {
      assert.equal(customCloud({ ...stack, name }).name, 'Custom');
    });

  const audiences = [
    ...knownClouds.flatMap(({ armScope, armUrl }) => [armScope.replace('/.default', '/'), armUrl]),
    'https://graph.microsoft.com',
    'https://vault.azure.net',
    'https://storage.azure.com/',
    'https://ossrdbms-aad.database.windows.net',
    'https://MANAGEMENT.core.windows.net',
    'https://management.core.windows.net:443/',
    'https://outlook.office365.com',
  ];
  for (const audience of audiences)
    it(`has no token for ${audience} sent to its hosts`, () => {
      for (const resourceManagerEndpointUrl of [
        'https://evil.example',
        'https://management.azure.com.evil.example',
        'https://evil.blob.core.windows.net',
        'https://evil.westeurope.cloudapp.azure.com',
        'https://127.0.0.1:8443',
      ])
        assert.throws(
          () => customCloud({ ...stack, resourceManagerEndpointUrl, managementEndpointUrl: audience }),
          (error) => Failure.is(error, 'invalid') && error.why.includes('another service'),
          resourceManagerEndpointUrl,
        );
    });

  it('may describe the public cloud and its regional hosts', () => {
    for (const host of ['management.azure.com', 'westeurope.management.azure.com']) {
      const cloud = customCloud({
        ...stack,
        resourceManagerEndpointUrl: `https://${host}`,
        managementEndpointUrl: publicCloud.armScope.replace('/.default', ''),
      });
      assert.equal(cloud.armScope, publicCloud.armScope);
    }
  });

  const odd = [
    'http://management.contoso.example',
    'https://management.azure.com@evil.example',
    'https://evil.example?x=management.azure.com',
    'https://evil.example#x',
    'api://management',
    'management.contoso.example',
    '',
    `https://evil.example/${'a'.repeat(5_000)}`,
    7,
    undefined,
  ];
  for (const url of odd)
    it(`is not taken with ${String(url).slice(0, 60)} as a host`, () => {
      for (const name of ['resourceManagerEndpointUrl', 'activeDirectoryEndpointUrl'])
        assert.throws(
          () => customCloud({ ...stack, [name]: url }),
          (error) => Failure.is(error, 'invalid'),
        );
    });

  it('is read in a moment whatever its length', () => {
    const startedAt = computedMs();
    customCloud({ ...stack, portalUrl: `https://a/${'/'.repeat(1_000_000)}x` });
    assert.ok(computedMs() - startedAt < 200);
  });

  it('is told from another by every host and the audience, so that a changed one is confirmed anew', () => {
    const known = cloudFingerprint(customCloud(stack));
    for (const change of [
      { resourceManagerEndpointUrl: 'https://management.other.example' },
      { activeDirectoryEndpointUrl: 'https://login.other.example' },
      { managementEndpointUrl: 'https://other.onmicrosoft.com/x' },
    ])
      assert.notEqual(cloudFingerprint(customCloud({ ...stack, ...change })), known);
    assert.equal(cloudFingerprint(customCloud({ ...stack, name: 'Other' })), known);
  });
});

describe('the hosts of Spring services', () => {
  const custom = customCloud(stack);
  const sandbox = sandboxCloud({ url: 'https://127.0.0.1:4711', caPem: '' });
  const itself = customCloud({ ...stack, resourceManagerEndpointUrl: sandbox.armUrl });

  it('are below the domains of their cloud', () => {
    assert.equal(isSpringHost(publicCloud, 'shop.azuremicroservices.io'), true);
    assert.equal(isSpringHost(publicCloud, 'SHOP.private.AzureMicroservices.io'), true);
    assert.equal(isSpringHost(custom, 'shop.local.azurestack.external'), true);
    assert.equal(isSpringHost(sandbox, '127.0.0.1:4711'), true);
    assert.equal(isSpringHost(itself, '127.0.0.1:4711'), true);
  });

  const elsewhere = [
    'evil.example',
    'azuremicroservices.io',
    'shop.azuremicroservices.io.evil.example',
    'evilazuremicroservices.io',
    'shop.azuremicroservices.io:8443',
    'shop.azuremicroservices.io@evil.example',
    'shop.azuremicroservices.io/',
    'shop.azuremicroservices.io#.evil.example',
    'localhost',
    'localhost:8080',
    '127.0.0.1',
    '127.0.0.1:4712',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '169.254.169.254',
    '169.254.8.1:8081',
    '0xa9fea9fe',
    'shop.microservices.azure.cn',
    '',
  ];
  for (const host of elsewhere)
    it(`are not at ${host === '' ? 'no host' : host}`, () => {
      for (const cloud of [publicCloud, custom, sandbox, itself])
        assert.equal(isSpringHost(cloud, host), false, cloud.armUrl);
    });
});
