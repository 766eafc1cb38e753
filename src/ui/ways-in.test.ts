import type { Power } from '../hosts/spring/states';
import assert from 'node:assert/strict';
import { say, snapshotOf } from '../../test/double/estate';
import { publicCloud } from '../account/cloud';
import type { TokenRequest } from '../account/sign-in';
import { allApps } from '../estate/lookup';
import { Failure } from '../lifecycle/failure';
import { addressOf, tunnelAccess } from './ways-in';

describe('the token for the data plane', () => {
  const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps: { orders: {} } } } } } });
  const [found] = [...allApps(snapshot)];
  assert.ok(found);
  const asked: TokenRequest[] = [];
  let power: Power = 'running';
  const access = tunnelAccess({
    estate: { snapshot },
    reader: {
      listDeployments: () => Promise.resolve([]),
      getService: () => Promise.resolve({ ...found.service, power }),
    },
    t: say,
    signIn: {
      cloud: publicCloud,
      token: (request) => {
        asked.push(request);
        return Promise.resolve({ token: 'secret', expiresOn: 0 });
      },
    },
  });
  const at = (fqdn: string) =>
    access.bearer(
      addressOf(found, { ...found.service, fqdn }, { deployment: 'default', instance: 'orders-1' }),
      false,
      new AbortController().signal,
    );

  it('is handed out for a host of the cloud', async () => {
    assert.equal(await at('shop.azuremicroservices.io'), 'secret');
    assert.equal(asked.length, 1);
  });

  for (const fqdn of ['evil.example', '127.0.0.1:8080', 'localhost', '169.254.169.254', ''])
    it(`is not even asked for when Azure says the service is at '${fqdn}'`, async () => {
      asked.length = 0;
      await assert.rejects(at(fqdn), (error) => Failure.is(error, 'refused'));
      assert.deepEqual(asked, []);
    });

  it('is of no use where nothing runs: whether the whole service is stopped is told', async () => {
    const address = addressOf(found, found.service, { deployment: 'default', instance: 'orders-1' });
    const { signal } = new AbortController();
    assert.deepEqual(await access.instances(address, signal), []);
    power = 'stopped';
    await assert.rejects(
      access.instances(address, signal),
      (error) => Failure.is(error, 'refused') && error.why.startsWith("Its service 'shop' is stopped"),
    );
  });
});
