import assert from 'node:assert/strict';
import { createPipelineRequest } from '@azure/core-rest-pipeline';

import { keepingLog } from '../../../test/azure/sandboxed';
import { sandboxCloud } from '../../account/cloud';
import { Failure } from '../../lifecycle/failure';
import { Redactor } from '../../lifecycle/log';
import { readsOnly } from '../../operations/reads-only';
import { openSandboxWithin } from '../../sandbox/within';
import { openAzure, openSecretSignIn } from '../open';
import { createCarriedTransport, type Carrier } from './carried';

describe('requests that are carried without a connection', () => {
  const sandbox = openSandboxWithin();
  const signal = new AbortController().signal;
  const open = (carry: Carrier) => {
    const { tenantId, clientId, clientSecret } = sandbox;
    const cloud = sandboxCloud(sandbox);
    const log = keepingLog([]);
    const principal = { tenantId, clientId, clientSecret, label: 'Sandbox' };
    return openSecretSignIn({ ...principal, cloud, log, redactor: new Redactor(), carry });
  };

  it('sign in to the sandbox within the program, and read it', async () => {
    const signIn = open(sandbox.answer);
    const azure = openAzure({ signIn, log: keepingLog([]), witness: readsOnly });
    const { subscriptions } = await signIn.list(signal);
    assert.equal(subscriptions.length, 3);
    const listing = await azure.reader.listServices(subscriptions, signal);
    assert.match(JSON.stringify(listing), /shop-enterprise/);
    azure.dispose();
    signIn.dispose();
  });

  it('end as cut connections do when the answer never comes', async () => {
    const nothing = { status: 0, headers: {}, body: new Uint8Array(), dropped: true } as const;
    const signIn = open((request) =>
      request.target.includes('/oauth2/') || request.target.includes('.well-known')
        ? sandbox.answer(request)
        : Promise.resolve(nothing),
    );
    await assert.rejects(
      signIn.list(signal),
      (error) => Failure.is(error) && error.why.includes('ECONNRESET'),
    );
    signIn.dispose();
  });

  it('go to the sandbox only, and end when nobody waits any more', async () => {
    const ended = new AbortController();
    const transport = createCarriedTransport(sandbox.url, () => new Promise(() => undefined));
    const ask = (url: string) => createPipelineRequest({ url, abortSignal: ended.signal });
    await assert.rejects(transport.sendRequest(ask('https://management.azure.com/')), /Only the sandbox/);
    const waiting = transport.sendRequest(ask(`${sandbox.url}/subscriptions`));
    ended.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });
});
