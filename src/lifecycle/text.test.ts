import assert from 'node:assert/strict';
import { counted, plain, render, sameText, say, sentences } from './text';

describe('text', () => {
  it('puts arguments into their places, texts and numbers among them', () => {
    const inner = say("'{0}' is away", 'orders');
    assert.equal(plain(say('{1}: {0}, {1}.', inner, 2)), "2: 'orders' is away, 2.");
  });

  it('takes braces and dollars of arguments for what they are', () => {
    assert.equal(plain(say('{0} and {1}', '{1} $& $1', 'b')), '{1} $& $1 and b');
  });

  it('puts together more sentences than two digits count', () => {
    const all = Array.from({ length: 120 }, (_, i) => say('Not read: {0}.', `s${i}`));
    assert.equal(plain(sentences(...all)), all.map(plain).join(' '));
  });

  it('begins a sentence with a capital where it begins with words, and leaves a value as it stands', () => {
    const who = say('the identity with client ID {0}', 'a1');
    assert.equal(
      plain(say('{0} may not do this at {1}.', who, who)),
      `The identity with client ID a1 may not do this at ${plain(who)}.`,
    );
    assert.equal(plain(say('{0}.', say('{0} of {1}', who, 'b'))), 'The identity with client ID a1 of b.');
    assert.equal(plain(say('{0} is off.', 'orders')), 'orders is off.');
    assert.equal(plain(say('{0} is off.', say('{0} of shop', 'orders'))), 'orders of shop is off.');
    assert.equal(plain(say('{0}: {1}', who, 1)), 'the identity with client ID a1: 1');
  });

  it('leaves a place without an argument as it stands', () => {
    assert.equal(plain(say('the property ${spring.x} of {0}')), 'the property ${spring.x} of {0}');
  });

  it('chooses by a count', () => {
    const apps = (n: number): string => plain(counted(n, '{0} app of {1}', '{0} apps of {1}', 'shop'));
    assert.deepEqual([0, 1, 2].map(apps), ['0 apps of shop', '1 app of shop', '2 apps of shop']);
  });

  it('translates templates at every depth, arguments never', () => {
    const shout = (template: string): string => template.toUpperCase();
    const text = sentences(say('read {0}.', 'this'), say('then {0}', say('that of {0}', 'him')));
    assert.equal(render(text, shout), 'READ this. THEN THAT OF him');
  });

  it('crosses threads unchanged', () => {
    const text = sentences(say('a {0}', 1), say('b'));
    assert.ok(sameText(structuredClone(text), text));
  });

  it('tells texts apart by template and by arguments', () => {
    assert.ok(!sameText(say('{0}', 'a'), say('{0}', 'b')));
    assert.ok(!sameText(say('{0}', say('a')), say('{0}', 'a')));
    assert.ok(!sameText(say('a'), say('a', 'b')));
  });
});
