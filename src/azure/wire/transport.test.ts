import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPipelineRequest } from '@azure/core-rest-pipeline';

import { isAbort } from '../../lifecycle/failure';
import { Gate } from '../../lifecycle/flow/gate';
import { createTransport } from './transport';

describe('the transport', () => {
  it('sends nothing that was cancelled while it waited for a connection of its own', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const transport = createTransport({ gate: new Gate(16), attemptTimeoutMs: 2000 });
      const cancel = new AbortController();
      const sent = Array.from({ length: 8 }, () =>
        transport.sendRequest(
          createPipelineRequest({
            url: `http://127.0.0.1:${port}/`,
            method: 'PATCH',
            allowInsecureConnection: true,
            abortSignal: cancel.signal,
          }),
        ),
      );
      const ends = Promise.allSettled(sent);
      await Promise.resolve();
      cancel.abort();
      for (const end of await ends) assert.ok(end.status === 'rejected' && isAbort(end.reason));
      await new Promise(setImmediate);
      assert.equal(asked, 0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
