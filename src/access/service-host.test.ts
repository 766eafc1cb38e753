import assert from 'node:assert/strict';

import { hostIn, serviceAtHost } from './service-host';
import { targetOf } from './target';
import { computedMs } from '../../test/cpu-time';

describe('hosts of services', () => {
  it('tell the service, the resource and the part of it, in every cloud', () => {
    for (const [host, service, name, area] of [
      ['kv-shop.vault.azure.net', 'keyVault', 'kv-shop', undefined],
      ['KV-Shop.VAULT.azure.cn', 'keyVault', 'kv-shop', undefined],
      ['kv-shop.vault.usgovcloudapi.net', 'keyVault', 'kv-shop', undefined],
      ['kv.privatelink.vault.azure.net', 'keyVault', 'kv', undefined],
      ['data.blob.core.windows.net', 'storage', 'data', 'blobs'],
      ['data-secondary.dfs.core.windows.net', 'storage', 'data', 'blobs'],
      ['data.z12.queue.storage.azure.net', 'storage', 'data', 'queues'],
      ['data.table.core.usgovcloudapi.net', 'storage', 'data', 'tables'],
      ['data.file.core.chinacloudapi.cn', 'storage', 'data', 'files'],
      ['ns.servicebus.windows.net', 'serviceBus', 'ns', undefined],
      ['store.azconfig.io.', 'appConfiguration', 'store', undefined],
      ['shop.database.windows.net', 'sql', 'shop', undefined],
      ['shop.postgres.database.azure.com', 'ossDatabases', 'shop', undefined],
      ['shop.postgres.database.usgovcloudapi.net', 'ossDatabases', 'shop', undefined],
      ['shop.documents.azure.us', 'cosmos', 'shop', undefined],
      ['shop.redis.cache.windows.net', 'redis', 'shop', undefined],
      ['hsm.managedhsm.azure.net', 'managedHsm', 'hsm', undefined],
    ] as const) {
      const found = serviceAtHost(host);
      assert.deepEqual([found?.services[0], found?.name, found?.area], [service, name, area], host);
    }
    for (const host of [
      'vault.azure.net',
      '.vault.azure.net',
      'evil-vault.azure.net',
      'kv.vault.azure.net.evil.com',
      'example.com',
      // What a token for PostgreSQL and MySQL is asked for.
      'ossrdbms-aad.database.windows.net',
      'ossrdbms-aad.database.chinacloudapi.cn',
      'ossrdbms-aad.database.usgovcloudapi.net',
      '',
    ])
      assert.equal(serviceAtHost(host), undefined, host);
  });

  it('are found in texts, the first of a service, and only whole', () => {
    for (const [text, host] of [
      ['https://kv-shop.vault.azure.net/secrets/x', 'kv-shop.vault.azure.net'],
      [
        'https://ossrdbms-aad.database.windows.net/.default for jdbc:postgresql://s.postgres.database.azure.com/d',
        's.postgres.database.azure.com',
      ],
      ['see login.windows.net, then KV.vault.azure.net.', 'kv.vault.azure.net'],
      ['jdbc:sqlserver://shop.database.windows.net:1433;', 'shop.database.windows.net'],
      ['"sb-shop.servicebus.windows.net"', 'sb-shop.servicebus.windows.net'],
      ['https://kv.vault.azure.net.evil.com', undefined],
      ['https://kv.vault.azure.network', undefined],
      ['${name}.vault.azure.net', undefined],
      ['.vault.azure.net', undefined],
      ['no host at all', undefined],
    ] as const)
      assert.equal(hostIn(text)?.host, host, text);
    const found = hostIn('url: https://kv.vault.azure.net/');
    assert.deepEqual(found?.span, { start: 13, end: 31 });
  });

  it('take time that grows with the text, not with its square', () => {
    const started = computedMs();
    hostIn('.vault.azure.net'.repeat(20_000));
    hostIn(`${'a'.repeat(300_000)}.vault.azure.net`);
    assert.ok(computedMs() - started < 2_000);
  });

  it('make a target of the one resource they name', () => {
    const bus = targetOf('https://ns.servicebus.windows.net');
    assert.deepEqual(
      [bus?.label, bus?.place],
      ['Service Bus or Event Hubs', { services: ['serviceBus', 'eventHubs'], name: 'ns' }],
    );
    assert.equal(targetOf('https://vault.azure.cn/.default')?.id, 'keyVault');
    assert.equal(targetOf('https://management.core.windows.net/')?.id, 'arm');
  });
});
