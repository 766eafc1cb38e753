import assert from 'node:assert/strict';

import { pauseBeforePoll } from './poll-pace';

describe('the pace of polls', () => {
  for (const [asked, pause] of [
    [undefined, 2000],
    [10_000, 10_000],
    [0, 1000],
    [36_000_000, 60_000],
    [Number.MAX_SAFE_INTEGER, 60_000],
  ] as const)
    it(`is ${pause} ms where Azure asks for ${asked ?? 'nothing'}`, () => {
      assert.equal(pauseBeforePoll(asked), pause);
    });
});
