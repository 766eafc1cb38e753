import assert from 'node:assert/strict';
import { snapshotOf } from '../../../../test/double/estate';
import { emptySnapshot } from '../../../estate/estate';
import { allApps } from '../../../estate/lookup';
import { principalKey } from '../../../estate/resources';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { linkState } from '../../../lint/links/linked-state';
import type { Branch } from '../../../inventory/branch';
import type { Fact } from '../../../rules/fact';
import { LinkedStates, type LinkedStatesDependencies } from './linked-states';

const span = { start: 0, end: 1 };
const target: Fact = { kind: 'target', service: 'storage', host: 'orders.blob.core.windows.net', span };
const database: Fact = { kind: 'target', service: 'sql', host: 'orders.database.windows.net', span };
const clientId: Fact = { kind: 'clientId', value: 'client-of-id-orders', span, where: '.clientId(...)' };

describe('what is read of linked apps', () => {
  const apps = { orders: { system: 'principal-1', user: ['id-orders'] } };
  const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps }, unread: {} } } } });
  const [orders] = [...allApps(snapshot)].filter(({ app }) => app.name === 'orders');
  const id = orders?.app.id ?? '';

  function opened(facts: readonly Fact[], app: string, change: Partial<LinkedStatesDependencies> = {}) {
    const branches: Branch[] = [];
    const open = (branch: Branch) => {
      branches.push(branch);
      return Promise.resolve();
    };
    const states = new LinkedStates({
      estate: { snapshot },
      inventory: { open },
      enabled: () => true,
      trusted: () => true,
      linkedApps: () => [app],
      filesOf: () => [{ path: 'App.java', facts }],
      ...change,
    });
    const words = () =>
      branches.map((one) => ('principalId' in one ? `${one.kind} ${one.principalId}` : one.kind));
    return { states, words };
  }

  function asked(facts: readonly Fact[], app = id, enabled = true): readonly string[] {
    const { states, words } = opened(facts, app, { enabled: () => enabled });
    states.read();
    return words();
  }

  it('are the roles of all its identities where a file names a service that goes by them', () => {
    assert.deepEqual(asked([target]), ['roles principal-1', 'roles principal-of-id-orders']);
    assert.deepEqual(asked([database]), []);
  });

  it('are the vaults of its subscription, too, where a file names one', () => {
    const vault: Fact = { kind: 'target', service: 'keyVault', host: 'kv.vault.azure.net', span };
    assert.ok(asked([vault]).includes('vaults'));
  });

  it('is the client ID of its system-assigned identity where a file names one', () => {
    assert.deepEqual(asked([clientId]), ['system-client-id principal-1']);
  });

  it('is nothing while files ask for nothing, and with the linter off', () => {
    assert.deepEqual(asked([]), []);
    assert.deepEqual(asked([target, clientId], id, false), []);
  });

  it('is nothing of Azure at all before the user has opened the view or asked', () => {
    const { states, words } = opened([target], id, { estate: { snapshot: emptySnapshot() } });
    states.read();
    states.changes();
    states.read();
    assert.deepEqual(words(), []);
    states.ask();
    assert.deepEqual(words(), ['reach']);
  });

  it('is nothing in a workspace that is not trusted, whatever was asked', () => {
    const { states, words } = opened([target, clientId], id, { trusted: () => false });
    states.read();
    states.ask();
    assert.deepEqual(words(), []);
  });

  it('is its service first where the app is not known yet, and nothing of an app that is nowhere', () => {
    const unread = id.replace('/shop/', '/unread/');
    assert.deepEqual(asked([target], unread), ['service']);
    assert.deepEqual(asked([target], `${id}-new`), []);
    assert.deepEqual(asked([target], '/subscriptions/x'), []);
  });

  describe('and what is told of it', () => {
    const roles = { assignments: [], unreadable: [] };
    const withRolesOf = (now: EstateSnapshot, principalId: string): EstateSnapshot => ({
      ...now,
      roles: new Map([
        ...now.roles,
        [principalKey(orders!.app.subscription, principalId), { state: 'ready', value: roles }],
      ]),
    });

    it('is nothing when something else is read, and what exactly when it is of the app', () => {
      const estate = { snapshot };
      const { states } = opened([target], id, { estate });
      const after = (now: EstateSnapshot) => {
        estate.snapshot = now;
        return states.changes();
      };
      assert.deepEqual(states.changes(), [{ app: id, what: 'anything' }]);
      assert.deepEqual(after({ ...snapshot }), []);
      const unrelated = withRolesOf(snapshot, 'principal-of-another-app');
      assert.deepEqual(after(unrelated), []);
      const related = withRolesOf(unrelated, 'principal-of-id-orders');
      assert.deepEqual(after(related), [{ app: id, what: 'grants' }]);
      assert.deepEqual(after(withRolesOf(related, 'principal-1')), [{ app: id, what: 'grants' }]);
      assert.deepEqual(after(snapshotOf({ subscriptions: {} })), [{ app: id, what: 'anything' }]);
    });

    it('holds the roles of its own identities, and of nobody else', () => {
      const far = withRolesOf(withRolesOf(snapshot, 'principal-of-another-app'), 'principal-1');
      const state = linkState(far, id);
      assert.ok('identity' in state);
      assert.deepEqual([...(state.roles?.keys() ?? [])], ['principal-1']);
    });
  });
});
