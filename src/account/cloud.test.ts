import assert from 'node:assert/strict';

import { chinaCloud, publicCloud, usGovernmentCloud } from './cloud';

describe('clouds', () => {
  for (const cloud of [publicCloud, chinaCloud, usGovernmentCloud]) {
    it(`${cloud.name}: URLs over TLS without a path, so that paths can be put behind them`, () => {
      for (const url of [cloud.armUrl, cloud.authorityUrl, cloud.portalUrl]) {
        assert.equal(new URL(url).origin, url);
        assert.equal(new URL(url).protocol, 'https:');
      }
    });

    it(`${cloud.name}: the scope is the management endpoint's default, with one slash`, () => {
      assert.match(cloud.armScope, /^https:\/\/management\.core\.[a-z.]+[a-z]\/\.default$/);
    });

    it(`${cloud.name}: trusts the machine's certificate authorities`, () => {
      assert.equal(cloud.ca, undefined);
    });
  }

  it('have no host in common', () => {
    const hosts = [publicCloud, chinaCloud, usGovernmentCloud].flatMap((cloud) => [
      cloud.armUrl,
      cloud.authorityUrl,
      cloud.portalUrl,
    ]);
    assert.equal(new Set(hosts).size, hosts.length);
  });
});
