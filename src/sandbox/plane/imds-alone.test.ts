import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { openImds, type ImdsAlone } from './imds-alone';

const root = path.resolve(__dirname, '../../..');

/** A program of somebody else, in a process of its own: libraries keep the source of tokens they found first. */
async function runClient(code: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { cwd: root, env });
  return stdout.trim();
}

const print = (credential: string) => `
  const { ManagedIdentityCredential } = require('@azure/identity');
  ${credential}.getToken('https://vault.azure.net/.default').then(
    ({ token }) => console.log(JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).oid),
    (error) => console.log(error.name + ': ' + error.message.split('\\n')[0]),
  );`;

describe("one app's token endpoint on its own", function () {
  this.timeout(30_000);
  let imds: ImdsAlone;
  afterEach(() => imds.stop());

  it("serves the first app with both kinds, and Azure's own library gets the token of the identity it names", async () => {
    imds = await openImds();
    const [system, orders] = imds.identities;
    assert.deepEqual([system?.kind, orders?.name], ['system', 'id-orders']);
    const environment = { AZURE_POD_IDENTITY_AUTHORITY_HOST: imds.url };
    const named = print(`new ManagedIdentityCredential({ clientId: '${orders!.clientId}' })`);
    assert.equal(await runClient(named, environment), orders!.principalId);
  });

  it('refuses as a VM does when several are there and none is named', async () => {
    imds = await openImds({ app: 'shop/inventory', identityMode: 'vm' });
    const said = await runClient(print('new ManagedIdentityCredential()'), {
      AZURE_POD_IDENTITY_AUTHORITY_HOST: imds.url,
    });
    assert.match(said, /^CredentialUnavailableError: .*Multiple user assigned identities exist/);
  });

  it('serves the App Service form with its secret', async () => {
    imds = await openImds({ app: 'shop/catalog' });
    const { identityEndpoint, identityHeader } = imds;
    const environment = { IDENTITY_ENDPOINT: identityEndpoint, IDENTITY_HEADER: identityHeader };
    const principalId = await runClient(print('new ManagedIdentityCredential()'), environment);
    assert.equal(principalId, imds.identities[0]?.principalId);
  });

  it('names an app to try when there is no such app', async () => {
    imds = await openImds();
    await assert.rejects(openImds({ app: 'shop/nowhere' }), /<service>\/<app>, for example 'shop\/gateway'/);
  });
});
