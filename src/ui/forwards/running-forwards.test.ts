import assert from 'node:assert/strict';
import { Emitter } from '../../lifecycle/emitter';
import type { ResourceKey } from '../../estate/resources';
import { say } from '../../../test/double/estate';
import { forwardName, type AppPortForward } from '../ways-in';
import { forwardRows, forwardSummary } from './forward-rows';
import { RunningForwards } from './running-forwards';

class PlainForward implements AppPortForward {
  readonly kind = 'port';
  readonly app = { key: 'orders' as ResourceKey, name: 'orders' };
  readonly localAddress = '127.0.0.1:4711';
  readonly transport = "orders-1, by remote debugging's port forward";
  readonly port = {
    address: { instance: 'orders-1' } as AppPortForward['port']['address'],
    remotePort: 8080,
    stats: { open: 1, served: 3, bytes: 2049 },
  };
  readonly startedAt = 0;
  readonly changed = new Emitter<void>();
  readonly movedTo = new Emitter<string>();
  readonly ended = new Emitter<string>();
  reconnecting = false;
  trouble: string | undefined;
  disposed = 0;
  readonly life = {
    moved: undefined as AppPortForward['life']['moved'],
    onDidChange: this.changed.event,
    onDidMove: this.movedTo.event,
    onDidEnd: this.ended.event,
    own: () => undefined,
    users: [],
    dispose: () => void (this.disposed += 1),
  };
  readonly id: string;
  readonly accountId: string;

  constructor(id: string, accountId: string) {
    this.id = id;
    this.accountId = accountId;
  }

  open = () => Promise.resolve(this);
}

describe('running forwards', () => {
  const told: string[] = [];
  let forwards: RunningForwards;
  let [ours, theirs] = [new PlainForward('a', 'us'), new PlainForward('b', 'them')];
  const ids = () => forwards.all.map(({ id }) => id);

  beforeEach(() => {
    told.length = 0;
    forwards = new RunningForwards((message) => told.push(message));
    [ours, theirs] = [new PlainForward('a', 'us'), new PlainForward('b', 'them')];
    forwards.add(ours);
    forwards.add(theirs);
  });

  it('ends what belongs to an account that was signed out, and nothing else', () => {
    forwards.stopOf([]);
    forwards.stopOf(['somebody else']);
    assert.deepEqual(ids(), ['a', 'b']);
    forwards.stopOf(['them']);
    assert.deepEqual([ids(), ours.disposed, theirs.disposed], [['a'], 0, 1]);
    forwards.stopOf('all');
    assert.deepEqual([ids(), ours.disposed, theirs.disposed], [[], 1, 1]);
  });

  it('tells once of one that ends by itself, and of one that goes on elsewhere', () => {
    let changes = 0;
    forwards.onDidChange(() => (changes += 1));
    ours.movedTo.fire('It goes on.');
    ours.ended.fire('It is over.');
    ours.ended.fire('It is over again.');
    assert.deepEqual([told, ids(), ours.disposed], [['It goes on.', 'It is over.'], ['b'], 1]);
    assert.equal(changes, 2);
  });

  it('passes on that something shown has changed, until it is stopped', () => {
    let changes = 0;
    forwards.onDidChange(() => (changes += 1));
    ours.changed.fire();
    forwards.stop(ours);
    ours.changed.fire();
    assert.equal(changes, 2);
  });
});

describe('what is said of a forward', () => {
  const forward = new PlainForward('a', 'us');
  const value = (name: string) => forwardRows(forward, 65_000, say).find(([row]) => row === name)?.[1];

  it('names the port, the address, and what went through', () => {
    assert.equal(forwardName(forward), 'orders:8080');
    assert.equal(forwardSummary(forward, say), '127.0.0.1:4711');
    assert.equal(value('Connections'), '1 open, 3 in all');
    assert.equal(value('Carried'), '3 KiB');
    assert.equal(value('Open for'), '1 min 5 s');
    assert.deepEqual([value('Took over'), value('Last trouble')], [undefined, undefined]);
  });

  it('says that the way is being sought, and then who took over', () => {
    forward.reconnecting = true;
    assert.equal(forwardSummary(forward, say), 'reconnecting...');
    assert.equal(value('Reached through'), 'reconnecting...');
    forward.reconnecting = false;
    forward.life.moved = { from: 'orders-1', to: 'orders-2' };
    assert.equal(value('Took over'), 'orders-2, from orders-1');
  });
});
