import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, LineIndex } from './span';

describe('places in a text', () => {
  it('count lines as VS Code does: \\n, \\r\\n and \\r alone end one', () => {
    const lines = new LineIndex('a\nb\r\nc\rd');
    assert.equal(lines.count, 4);
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => lines.startOf(line)),
      [0, 2, 5, 7],
    );
    assert.deepEqual(lines.positionAt(6), { line: 2, column: 1 });
  });

  it('are clamped to the text', () => {
    const lines = new LineIndex('ab\nc');
    assert.deepEqual(lines.positionAt(-1), { line: 0, column: 0 });
    assert.deepEqual(lines.positionAt(99), { line: 1, column: 1 });
    assert.equal(lines.startOf(7), 4);
  });

  it('lead back to the offset they came from, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '💥') }), fc.nat(40), (text, offset) => {
        const lines = new LineIndex(text);
        const at = Math.min(offset, text.length);
        const { line, column } = lines.positionAt(at);
        assert.equal(lines.startOf(line) + column, at);
      }),
    );
  });
});

describe('edits', () => {
  it('are applied together, whatever their order', () => {
    const edits = [
      { span: { start: 4, end: 5 }, text: 'E' },
      { span: { start: 0, end: 1 }, text: 'AA' },
      { span: { start: 2, end: 2 }, text: '+' },
    ];
    assert.equal(applyEdits('abcde', edits), 'AAb+cdE');
    assert.equal(applyEdits('abcde', [...edits].reverse()), 'AAb+cdE');
  });

  it('insert at one place in the order they are given', () => {
    const at = { start: 1, end: 1 };
    assert.equal(
      applyEdits('ab', [
        { span: at, text: '1' },
        { span: at, text: '2' },
      ]),
      'a12b',
    );
  });
});
