import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesOf, textIn } from './file-text';

describe('the text of a file', () => {
  it('gives back every byte of what it read', () => {
    const any = fc.uint8Array({ maxLength: 20_000 });
    const marked = fc
      .tuple(fc.constantFrom([0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]), any)
      .map(([mark, rest]) => new Uint8Array([...mark, ...rest]));
    fc.assert(
      fc.property(fc.oneof(any, marked), (bytes) => {
        const read = textIn(bytes);
        if (!('skipped' in read)) assert.deepEqual(bytesOf(read), bytes);
      }),
    );
  });

  for (const [what, bytes, text] of [
    ['UTF-8', Buffer.from('größe'), 'größe'],
    ['UTF-8 with its mark', Buffer.from('\ufeffgröße'), '\ufeffgröße'],
    ['UTF-16 of Windows PowerShell', Buffer.from('\ufeffgröße', 'utf16le'), '\ufeffgröße'],
    ['UTF-16 in the other order', Buffer.from('\ufeffgröße', 'utf16le').swap16(), '\ufeffgröße'],
    ['Latin-1', Buffer.from('gr\u00f6\u00dfe\u0085', 'latin1'), 'größe\u0085'],
  ] as const)
    it(`is read from ${what}`, () => {
      const read = textIn(bytes);
      assert.equal('skipped' in read ? read.skipped : read.text, text);
    });

  it('is none where bytes are zero, or half a character is left', () => {
    assert.deepEqual(textIn(new Uint8Array([65, 0, 66])), { skipped: 'not text' });
    assert.deepEqual(textIn(new Uint8Array([0xff, 0xfe, 65])), { skipped: 'not text' });
  });

  it('has no bytes in an encoding without its characters', () => {
    assert.equal(bytesOf({ text: '€', encoding: 'latin1' }), undefined);
  });
});
