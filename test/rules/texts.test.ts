import assert from 'node:assert/strict';
import { checkRule } from './check-rule';
import { markedTexts } from './marked-texts';

const texts = markedTexts();

for (const rule of new Set(texts.map(({ id }) => id)))
  describe(`${rule} in texts of many kinds`, () => {
    for (const { id, isSilent, path, about, text, options } of texts)
      if (id === rule)
        it(`${isSilent ? 'is silent about' : 'reports'} ${about}`, async () => {
          assert.equal(
            new RegExp(`^\\s*\\^+ ${id}\\b`, 'm').test(text),
            !isSilent,
            'the marks say otherwise',
          );
          await checkRule(path, text, options);
        });
  });
