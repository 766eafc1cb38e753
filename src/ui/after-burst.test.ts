import assert from 'node:assert/strict';
import { mock } from 'node:test';

import { AfterBurst } from './after-burst';

describe('after a burst', () => {
  let done = 0;
  let soon: AfterBurst;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    done = 0;
    soon = new AfterBurst(100, () => {
      done += 1;
    });
  });
  afterEach(() => {
    soon.dispose();
    mock.timers.reset();
  });

  it('work is done once for all that asked, and not put off by those who ask later', () => {
    soon.ask();
    mock.timers.tick(60);
    soon.ask();
    mock.timers.tick(40);
    assert.equal(done, 1);
    mock.timers.tick(1000);
    assert.equal(done, 1);
  });

  it('work that is asked for once more is done once more', () => {
    soon.ask();
    mock.timers.tick(100);
    soon.ask();
    mock.timers.tick(100);
    assert.equal(done, 2);
  });

  it('what was asked for can be forgotten, and asked for again', () => {
    soon.ask();
    soon.forget();
    mock.timers.tick(100);
    assert.equal(done, 0);
    soon.ask();
    mock.timers.tick(100);
    assert.equal(done, 1);
  });

  it('nothing is done after the end, whoever asks', () => {
    soon.ask();
    soon.dispose();
    soon.ask();
    mock.timers.tick(1000);
    assert.equal(done, 0);
  });
});
