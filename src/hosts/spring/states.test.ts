import assert from 'node:assert/strict';
import { plain } from '../../lifecycle/text';
import { powerOf, stateNews, stateOf, unsaid } from './states';

describe('states of Azure Spring Apps', () => {
  it('are read whatever their case', () => {
    assert.deepEqual(stateOf('succeeded'), { is: 'ready', word: 'Succeeded' });
    assert.deepEqual(stateOf('UPDATING'), { is: 'busy', word: 'Updating' });
    assert.deepEqual(stateOf('failed'), { is: 'failed', word: 'Failed' });
    assert.equal(powerOf('STOPPED'), 'stopped');
  });

  it('are one object for one word', () => {
    assert.equal(stateOf('Succeeded'), stateOf('succeeded'));
  });

  it('are not known where nobody said, and as Azure says where the word is new', () => {
    assert.equal(stateOf(undefined), unsaid);
    assert.equal(stateOf('Unknown'), unsaid);
    assert.deepEqual(stateOf('MoveFailed'), { is: 'unknown', word: 'MoveFailed' });
    assert.equal(powerOf(undefined), 'unknown');
    assert.equal(powerOf('Hibernating'), 'unknown');
  });

  it('are news unless all is well or nothing is known', () => {
    const news = (word?: string) => {
      const text = stateNews(stateOf(word));
      return text && plain(text);
    };

    assert.equal(news('Succeeded'), undefined);
    assert.equal(news(), undefined);
    assert.equal(news('creating'), 'Creating...');
    assert.equal(news('Failed'), 'Failed');
    assert.equal(news('MoveFailed'), 'MoveFailed');
  });
});
