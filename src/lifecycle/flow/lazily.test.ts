import assert from 'node:assert/strict';
import { lazily } from './lazily';

interface Shop {
  sell(what: string, many: number): Promise<string>;
}

class Kiosk implements Shop {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  sell(what: string, many: number): Promise<string> {
    return Promise.resolve(`${this.#name}: ${many} ${what}`);
  }
}

describe('what is opened when it is asked for', () => {
  it('opens nothing before, and asks whatever is open by then', async () => {
    const opened: string[] = [];
    let name = 'north';
    const shop = lazily<Shop>(() => {
      opened.push(name);
      return Promise.resolve(new Kiosk(name));
    });
    assert.deepEqual(opened, []);
    assert.equal(await shop.sell('tea', 2), 'north: 2 tea');
    name = 'south';
    assert.equal(await shop.sell('tea', 1), 'south: 1 tea');
    assert.deepEqual(opened, ['north', 'south']);
  });

  it('fails as opening does, and is no promise itself', async () => {
    const shop = lazily<Shop>(() => Promise.reject(new Error('closed')));
    assert.equal(await Promise.resolve(shop), shop);
    await assert.rejects(shop.sell('tea', 1), /closed/);
  });
});
