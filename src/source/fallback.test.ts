import assert from 'node:assert/strict';
import { fallbackIn } from './fallback';

describe('what stands for a variable that is not set', () => {
  const textOf = (text: string) => {
    const found = fallbackIn(text);
    return found === undefined ? undefined : `${found.name}: ${text.slice(found.start, found.end)}`;
  };

  it('is the text behind the operator, without quotes, the innermost of several', () => {
    assert.equal(textOf('${KEY:-abc}'), 'KEY: abc');
    assert.equal(textOf('${KEY="a b"}'), 'KEY: a b');
    assert.equal(textOf('${KEY:-${OTHER:=abc}}'), 'KEY: abc');
  });

  it('is not what stands for one that is set, nor what only a run tells', () => {
    for (const text of [
      '${KEY:+abc}',
      '${KEY+abc}',
      '${KEY:?set it}',
      '${KEY:-$(cat key)}',
      '${KEY:-}',
      '$KEY',
    ])
      assert.equal(textOf(text), undefined, text);
  });
});
