import { say, type Text } from '../lifecycle/text';

/** What is wrong with a JSON text, as a part of a sentence; by the codes of `jsonc-parser`. */
const troubles: Readonly<Record<number, Text>> = {
  1: say('a word stands there that JSON does not know'),
  2: say('a number is not written as JSON has them'),
  3: say('the name of a property is missing'),
  4: say('a value is missing'),
  5: say('a colon is missing'),
  6: say('a comma is missing'),
  7: say("a closing '{0}' is missing", '}'),
  8: say("a closing '{0}' is missing", ']'),
  9: say('more stands there after the end'),
  10: say('a comment may not stand there'),
  11: say('a comment has no end'),
  12: say('a text has no closing quote'),
  13: say('a number is not written as JSON has them'),
  14: say("a code of a character, '{0}', is wrong", '\\u'),
  15: say("what stands after '{0}' is wrong", '\\'),
  16: say('a character may not stand there as it is'),
};

/** What a parser of JSON complains of, in words. */
export function jsonTrouble(code: number): Text {
  return troubles[code] ?? say('it cannot be read');
}
