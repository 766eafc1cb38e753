import assert from 'node:assert/strict';

import { identityEnvironment } from './environment';

const address = {
  url: 'http://127.0.0.1:4711',
  identityEndpoint: 'http://127.0.0.1:4711/msi/token',
  identityHeader: 'secret',
  form: 'imds',
} as const;

describe('the environment of a program that runs as an app', () => {
  it('leads to the endpoint in both forms, and takes out what would lead elsewhere', () => {
    const {
      IDENTITY_ENDPOINT,
      IDENTITY_HEADER,
      AZURE_POD_IDENTITY_AUTHORITY_HOST,
      NO_PROXY,
      no_proxy,
      ...rest
    } = identityEnvironment(address);
    assert.deepEqual(
      [IDENTITY_ENDPOINT, IDENTITY_HEADER, AZURE_POD_IDENTITY_AUTHORITY_HOST],
      [address.identityEndpoint, 'secret', address.url],
    );
    assert.deepEqual([NO_PROXY, no_proxy], ['127.0.0.1,localhost', '127.0.0.1,localhost']);
    assert.ok(Object.values(rest).every((value) => value === null));
    assert.ok('AZURE_CLIENT_SECRET' in rest && 'MSI_ENDPOINT' in rest && 'AZURE_CLIENT_ID' in rest);
  });

  it('leads to the form with a secret only, where there is no other', () => {
    const env = identityEnvironment({ ...address, form: 'app-service' });
    assert.equal(env['IDENTITY_HEADER'], 'secret');
    assert.equal(env['AZURE_POD_IDENTITY_AUTHORITY_HOST'], null);
  });

  it('names the identity when one is chosen, and keeps the proxy exceptions there are', () => {
    const given = identityEnvironment(address, { clientId: 'the-id', noProxy: '.corp' });
    assert.equal(given['AZURE_CLIENT_ID'], 'the-id');
    assert.equal(given['NO_PROXY'], '.corp,127.0.0.1,localhost');
  });
});
