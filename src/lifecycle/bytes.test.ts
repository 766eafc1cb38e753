import assert from 'node:assert/strict';
import { base64Bytes, base64Url, joined, latin1, latin1Bytes, textOf, utf8 } from './bytes';

const every = Uint8Array.from({ length: 20_000 }, (_, i) => i % 256);

describe('bytes', () => {
  it('are one character each and come back, also those that windows-1252 has letters for', () => {
    assert.equal(latin1(every), Buffer.from(every).toString('latin1'));
    assert.deepEqual(latin1Bytes(latin1(every)), every);
    assert.equal(latin1(new Uint8Array()), '');
  });

  it('of a character above 255 are its low byte', () => {
    assert.deepEqual([...latin1Bytes('€ü')], [0xac, 0xfc]);
  });

  it('of base64 are the same with the letters of URLs and without padding', () => {
    const bytes = Uint8Array.of(0xfb, 0xff, 0xbe, 0x41);
    for (const text of ['+/++QQ==', '-_--QQ==', '-_--QQ', '+/++QQ'])
      assert.deepEqual(base64Bytes(text), bytes);
    assert.throws(() => base64Bytes('A'));
    assert.throws(() => base64Bytes('ä'));
  });

  it('in pieces are one array', () => {
    assert.deepEqual([...joined([Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3)])], [1, 2, 3]);
  });

  it('writes the URL form of base64 as Node does, and UTF-8 both ways', () => {
    for (const text of ['', 'a', 'ab', 'abc', '\u00fb\u00ff\u00be?', 'äö€😀']) {
      assert.equal(base64Url(utf8(text)), Buffer.from(text).toString('base64url'));
      assert.equal(textOf(utf8(text)), text);
    }
  });
});
