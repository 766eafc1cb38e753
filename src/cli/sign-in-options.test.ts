import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../lifecycle/failure';
import { cloudOf, signInWayOf } from './sign-in-options';
import { UsageError } from './usage-error';

describe('how the command line signs in', () => {
  const principal = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' };

  it('goes by the variables of a service principal when they are all set', () => {
    for (const proof of [
      { AZURE_CLIENT_SECRET: 's' },
      { AZURE_CLIENT_CERTIFICATE_PATH: '/c.pem' },
      { AZURE_USERNAME: 'u', AZURE_PASSWORD: 'p' },
    ])
      assert.equal(signInWayOf(undefined, { ...principal, ...proof }), 'environment');
    for (const some of [
      {},
      principal,
      { ...principal, AZURE_CLIENT_SECRET: '' },
      { AZURE_CLIENT_SECRET: 's' },
    ])
      assert.equal(signInWayOf(undefined, some), 'azure-cli');
  });

  it('does as it is told, and nothing else', () => {
    assert.equal(signInWayOf('azure-cli', { ...principal, AZURE_CLIENT_SECRET: 's' }), 'azure-cli');
    assert.equal(signInWayOf('environment', {}), 'environment');
    assert.throws(() => signInWayOf('sandbox', {}), UsageError);
  });

  it('knows clouds by name in any case, and takes the description of another from a file', () => {
    assert.equal(cloudOf('azurechinacloud').armUrl, 'https://management.chinacloudapi.cn');
    assert.throws(() => cloudOf('https://evil.example'), UsageError);
    const folder = mkdtempSync(path.join(tmpdir(), 'smi-cloud-'));
    const file = path.join(folder, 'cloud.json');
    const write = (text: string): void => {
      writeFileSync(file, text);
    };
    try {
      assert.throws(() => cloudOf(file), UsageError);
      write('{');
      assert.throws(() => cloudOf(file), /it is no JSON/);
      write(
        JSON.stringify({
          resourceManagerEndpointUrl: 'http://a.example',
          activeDirectoryEndpointUrl: 'https://b.example',
        }),
      );
      assert.throws(
        () => cloudOf(file),
        (error) => Failure.is(error, 'invalid'),
      );
      write(
        JSON.stringify({
          resourceManagerEndpointUrl: 'https://a.example/',
          activeDirectoryEndpointUrl: 'https://b.example',
        }),
      );
      const { name, armUrl, armScope, authorityUrl } = cloudOf(file);
      assert.deepEqual(
        [name, armUrl, armScope, authorityUrl],
        ['Custom', 'https://a.example', 'https://a.example/.default', 'https://b.example'],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
