import assert from 'node:assert/strict';
import { parse, type ParseError } from 'jsonc-parser';
import { plain } from '../lifecycle/text';
import { jsonTrouble } from './json-trouble';

describe('what is wrong with a JSON text', () => {
  it('is said in words', () => {
    const said = (text: string): string => {
      const errors: ParseError[] = [];
      parse(text, errors);
      return errors.map(({ error }) => plain(jsonTrouble(error))).join('; ');
    };
    assert.equal(said('{"links" []}'), 'a colon is missing');
    assert.equal(said('{"a": 1 "b": 2}'), 'a comma is missing');
    assert.equal(said('{"a": 1'), "a closing '}' is missing");
    assert.equal(said('[1'), "a closing ']' is missing");
    assert.match(said('{"a": oops}'), /a word stands there that JSON does not know/);
  });

  it('has words for every code that the parser knows', () => {
    for (let code = 1; code <= 16; code += 1) assert.match(plain(jsonTrouble(code)), / /, String(code));
  });
});
