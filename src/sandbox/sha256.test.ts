import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';

import { hexOf, hmacSha256, sha256 } from './sha256';

describe('SHA-256 without Node', () => {
  it('is what Node says, for every length around the ends of blocks', () => {
    for (let length = 0; length <= 200; length += 1) {
      const data = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
      assert.equal(hexOf(sha256(data)), createHash('sha256').update(data).digest('hex'), String(length));
    }
    assert.equal(hexOf(sha256('äö€😀')), createHash('sha256').update('äö€😀').digest('hex'));
  });

  it('makes the HMAC that Node makes', () => {
    for (const length of [0, 1, 32, 64]) {
      const key = Uint8Array.from({ length }, (_, i) => i + 1);
      for (const text of ['', 'a text', 'é'.repeat(100)])
        assert.equal(hexOf(hmacSha256(key, text)), createHmac('sha256', key).update(text).digest('hex'));
    }
  });
});
