import assert from 'node:assert/strict';

import { subscriptionNamed } from '../../../../test/double/estate';
import { Failure, isAbort } from '../../../lifecycle/failure';
import { RoleDefinitions } from './role-definitions';

const shop = subscriptionNamed('Shop');
const never = new AbortController().signal;
const guid = (n: number): string => `c0000000-0000-4000-8000-00000000000${n}`;
const idOf = (n: number): string =>
  `/subscriptions/${shop.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${guid(n)}`;
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** ARM as far as definitions go: one custom role in the list, one role that only its own id finds. */
class Definitions {
  readonly log = silent;
  readonly asked: string[] = [];
  trouble: Failure | undefined;
  readonly listed = {
    id: idOf(1).toUpperCase(),
    properties: {
      roleName: 'Shop reader',
      permissions: [{ actions: [], dataActions: ['Microsoft.Storage/*/read'], condition: 'x' }],
    },
  };

  async *pages(path: string, { signal }: { readonly signal: AbortSignal }): AsyncGenerator {
    this.asked.push(decodeURIComponent(path).includes("type eq 'CustomRole'") ? 'custom roles' : path);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    if (this.trouble !== undefined) throw this.trouble;
    yield [this.listed];
  }

  get(path: string): Promise<{ body: unknown }> {
    this.asked.push(path.slice(path.lastIndexOf('/') + 1, path.indexOf('?')));
    const properties = { roleName: 'New built-in', permissions: [] };
    return Promise.resolve({ body: { properties } });
  }
}

const over = (far: Definitions): RoleDefinitions =>
  new RoleDefinitions(far as unknown as ConstructorParameters<typeof RoleDefinitions>[0]);

describe('reading definitions of roles', () => {
  it('asks once for the custom roles of a subscription, however many roles and readers want them', async () => {
    const far = new Definitions();
    const definitions = over(far);
    const [one, again, other] = await Promise.all([
      definitions.find(idOf(1), shop, never),
      definitions.find(idOf(1), shop, never),
      definitions.find(idOf(2), shop, never),
    ]);
    await definitions.find(idOf(2), shop, never);
    assert.deepEqual(far.asked, ['custom roles', guid(2)]);
    assert.deepEqual(one, {
      roleName: 'Shop reader',
      permissions: [
        {
          actions: [],
          notActions: [],
          dataActions: ['Microsoft.Storage/*/read'],
          notDataActions: [],
          condition: 'x',
        },
      ],
    });
    assert.equal(again, one);
    assert.deepEqual(other, { roleName: 'New built-in' }, 'no permissions told is not "none"');
  });

  it('asks nothing about built-in roles that are known', async () => {
    const far = new Definitions();
    const found = await over(far).find(
      '/x/roleDefinitions/8E3AF657-A8FF-443C-A75C-2FE8C4BCB635',
      shop,
      never,
    );
    assert.deepEqual([found?.roleName, found?.permissions], ['Owner', undefined]);
    assert.deepEqual(far.asked, []);
  });

  it('says nothing of what could not be read, and asks for it again next time', async () => {
    const far = new Definitions();
    const definitions = over(far);
    far.trouble = new Failure({ code: 'forbidden', what: 'No.', why: 'You may not.' });
    assert.equal(await definitions.find(idOf(1), shop, never), undefined);
    far.trouble = undefined;
    assert.equal((await definitions.find(idOf(1), shop, never))?.roleName, 'Shop reader');
  });

  it('goes on for the others when the one who asked first has left', async () => {
    const definitions = over(new Definitions());
    const control = new AbortController();
    const first = definitions.find(idOf(1), shop, control.signal);
    const second = definitions.find(idOf(1), shop, never);
    control.abort();
    await assert.rejects(first, isAbort);
    assert.equal((await second)?.roleName, 'Shop reader');
  });
});
