import assert from 'node:assert/strict';
import { WordSearch } from './word-search';

describe('looking for many words', () => {
  const search = new WordSearch(['secret', 'clientSecret', 'client', 'secret=', 'az spring', 'a.b(']);

  it('finds words in whatever case, that overlap, that begin alike, and that patterns would read otherwise', () => {
    const held = (text: string) => [...search.heldIn(text)].sort();
    assert.deepEqual(held('x.CLIENTSECRET=1'), ['client', 'clientsecret', 'secret', 'secret=']);
    assert.deepEqual(held('AZ Spring a.b( aXb( secre'), ['a.b(', 'az spring']);
    assert.deepEqual(held('aXb('), []);
  });

  it('tells whether any is there, and where they begin in the text as it is', () => {
    assert.equal(search.isIn('a Client'), true);
    assert.equal(search.isIn('a clien'), false);
    // Lower case of the first letter is two characters long.
    assert.deepEqual([...search.placesIn('İ client, clientSecret')], [2, 10, 16]);
  });

  it('finds nothing without words', () => {
    assert.equal(new WordSearch([]).isIn('anything'), false);
    assert.deepEqual([...new WordSearch([]).placesIn('anything')], []);
  });
});
