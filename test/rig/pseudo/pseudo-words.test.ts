import assert from 'node:assert/strict';
import { leftEnglish } from './left-english';
import { pseudo } from './pseudo-words';

describe('pseudo-words', () => {
  it('accent every letter and keep what programs read', () => {
    const said = pseudo(
      "'{0}' of `az login`: [Look](command:a.b?%5B%5D) at https://aka.ms/x ${spring.x} $(info)",
    );
    for (const kept of [
      '{0}',
      '`az login`',
      '](command:a.b?%5B%5D)',
      'https://aka.ms/x',
      '${spring.x}',
      '$(info)',
    ])
      assert.ok(said.includes(kept), `${kept} in ${said}`);
    assert.doesNotMatch(said, /Look| of | at /);
  });

  it('are two fifths longer and have both ends', () => {
    for (const sentence of ['Yes', 'The apps of this service could not be read.']) {
      const said = pseudo(sentence);
      assert.match(said, /^⟦.*⟧$/s);
      assert.ok(said.length >= sentence.length * 1.4, said);
    }
  });

  it('leave no English behind, and a sentence that was forgotten is found in them', () => {
    const translated = pseudo("'{0}' could not be read: {1}");
    assert.deepEqual(
      leftEnglish(translated.replace('{0}', 'kv-shop').replace('{1}', 'Key Vault Reader')),
      [],
    );
    assert.deepEqual(leftEnglish(translated.replace('{1}', 'the vault is closed')), ['the vault is closed']);
    assert.deepEqual(leftEnglish('/subscriptions/a/resourceGroups/to-be'), []);
  });
});
