import assert from 'node:assert/strict';

import { DisposableStore } from './disposable-store';
import { Emitter } from './emitter';
import { Failure, isAbort, toFailure } from './failure';
import { Redactor } from './log';

describe('DisposableStore', () => {
  const noting = (ended: string[], name: string) => ({ dispose: () => void ended.push(name) });

  it('ends what it owns in reverse order, once', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    for (const name of ['a', 'b', 'c']) store.add(noting(ended, name));
    store.dispose();
    store.dispose();
    assert.deepEqual(ended, ['c', 'b', 'a']);
  });

  it('ends at once what is added after its own end, and hands it back all the same', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.dispose();
    const late = noting(ended, 'late');
    assert.equal(store.add(late), late);
    assert.deepEqual(ended, ['late']);
  });
});

describe('Emitter', () => {
  it('tells every listener, in the order they came', () => {
    const emitter = new Emitter<number>();
    const told: string[] = [];
    emitter.event((value) => told.push(`a${value}`));
    emitter.event((value) => told.push(`b${value}`));
    emitter.fire(1);
    assert.deepEqual(told, ['a1', 'b1']);
  });

  it('does not tell a listener that another removes meanwhile, nor one that comes meanwhile', () => {
    const emitter = new Emitter<void>();
    const told: string[] = [];
    emitter.event(() => {
      told.push('first');
      second.dispose();
      emitter.event(() => told.push('newcomer'));
    });
    const second = emitter.event(() => told.push('second'));
    emitter.fire();
    assert.deepEqual(told, ['first']);
  });

  it('keeps two subscriptions of one function apart', () => {
    const emitter = new Emitter<void>();
    let told = 0;
    const listener = (): void => void (told += 1);
    const one = emitter.event(listener);
    emitter.event(listener);
    one.dispose();
    one.dispose();
    emitter.fire();
    assert.equal(told, 1);
  });

  it('tells nobody after its end', () => {
    const emitter = new Emitter<void>();
    let told = 0;
    emitter.event(() => void (told += 1));
    emitter.dispose();
    emitter.fire();
    assert.equal(told, 0);
  });
});

describe('Failure', () => {
  it('reads as what, why and remedy in one text', () => {
    const failure = new Failure({
      code: 'offline',
      what: 'Could not read.',
      why: 'No answer.',
      remedy: 'Retry.',
    });
    assert.equal(failure.message, 'Could not read. No answer. Retry.');
    assert.equal(
      new Failure({ code: 'offline', what: 'Could not read.', why: '' }).message,
      'Could not read.',
    );
  });

  it('is recognised across copies of its class, as separate bundles have them', () => {
    const path = require.resolve('./failure');
    const mine = require.cache[path];
    Reflect.deleteProperty(require.cache, path);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the point is to load the module a second time
    const copy = require('./failure') as { Failure: typeof Failure };
    require.cache[path] = mine;
    assert.notEqual(copy.Failure, Failure);
    const theirs = new copy.Failure({ code: 'conflict', what: 'A.', why: 'B.' });
    assert.equal(theirs instanceof Failure, false);
    assert.equal(Failure.is(theirs), true);
    assert.equal(Failure.is(theirs, 'conflict'), true);
    assert.equal(Failure.is(theirs, 'offline'), false);
    assert.equal(toFailure(theirs, 'x'), theirs);
  });

  it('is not seen in other values', () => {
    for (const other of [new Error('x'), undefined, null, 'conflict', { code: 'conflict' }])
      assert.equal(Failure.is(other), false);
  });

  it('keeps its cause out of its text', () => {
    const failure = new Failure({
      code: 'unexpected',
      what: 'A.',
      why: 'B.',
      cause: new Error('Bearer secret'),
    });
    assert.equal(failure.message.includes('secret'), false);
    assert.ok(failure.cause instanceof Error);
  });
});

describe('isAbort', () => {
  it('knows the errors of aborted signals, whoever made them', async () => {
    const signal = AbortSignal.abort();
    assert.throws(() => {
      signal.throwIfAborted();
    }, isAbort);
    await assert.rejects(fetch('http://127.0.0.1:9', { signal }), isAbort);
    assert.equal(isAbort(Object.assign(new Error('aborted'), { code: 'ABORT_ERR' })), true);
  });

  it('takes nothing else for one', () => {
    for (const other of [
      new Error('AbortError'),
      new DOMException('late', 'TimeoutError'),
      'AbortError',
      undefined,
    ])
      assert.equal(isAbort(other), false);
  });
});

describe('toFailure', () => {
  for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'EMFILE'])
    it(`takes ${code} for trouble of the system, not for a defect`, () => {
      const failure = toFailure(
        Object.assign(new Error(`${code}: x, write`), { code }),
        'It was not stored.',
      );
      assert.equal(failure.code, 'refused');
      assert.equal(failure.what, 'It was not stored.');
      assert.doesNotMatch(failure.message, /defect|ENOSPC|EROFS/);
    });

  it('hands a failure through and makes any other value an unexpected one', () => {
    const failure = new Failure({ code: 'offline', what: 'A.', why: 'B.' });
    assert.equal(toFailure(failure, 'x'), failure);
    const made = toFailure(new TypeError('boom'), 'Could not read.');
    assert.equal(made.code, 'unexpected');
    assert.equal(made.what, 'Could not read.');
    assert.equal(made.why, 'boom');
    assert.equal(made.action, 'show-log');
    assert.equal(toFailure('text', 'x').why, 'text');
  });
});

describe('Redactor', () => {
  it('hides registered secrets wherever they stand, and words too short to be one not', () => {
    const redactor = new Redactor();
    redactor.register('s3cret-value');
    redactor.register('short');
    assert.equal(redactor.redact('a s3cret-value, s3cret-value; short'), 'a [redacted], [redacted]; short');
  });

  it('leaves no tail of a secret that begins with another one', () => {
    const redactor = new Redactor();
    redactor.register('s3cret-value');
    redactor.register('s3cret-value-and-more');
    assert.equal(redactor.redact('s3cret-value-and-more'), '[redacted]');
  });

  it('forgets a value once every owner has taken it back', () => {
    const redactor = new Redactor();
    redactor.register('s3cret-value');
    redactor.register('s3cret-value');
    redactor.forget('s3cret-value');
    assert.equal(redactor.redact('s3cret-value'), '[redacted]');
    redactor.forget('s3cret-value');
    redactor.forget('never-registered');
    assert.equal(redactor.redact('s3cret-value'), 's3cret-value');
  });

  it('hides what looks like a token though nobody registered it', () => {
    const token = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl';
    assert.equal(new Redactor().redact(`Bearer ${token} end`), 'Bearer [redacted token] end');
  });

  it('leaves ordinary text alone', () => {
    assert.equal(new Redactor().redact('eyJ is no token, nor is a.b.c'), 'eyJ is no token, nor is a.b.c');
  });
});
