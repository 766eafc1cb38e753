import assert from 'node:assert/strict';
import { say } from '../../../../test/double/estate';
import { folderChoice } from './folders';

describe('a folder to choose', () => {
  const folder = (uri: string, path: string) => ({
    root: { uri, name: uri.slice(uri.lastIndexOf('/') + 1) },
    path,
  });
  const words = (...folders: ReturnType<typeof folder>[]) =>
    folders.map((one) => {
      const { label, description } = folderChoice(one, folders, say);
      return [label, ...(description === undefined ? [] : [description])].join(' | ');
    });

  it('is called by its path where one workspace folder is open', () => {
    const root = 'file:///w/shop';
    assert.deepEqual(words(folder(root, '.'), folder(root, 'pay')), ['the whole workspace folder', 'pay']);
  });

  it('is told apart from one of the same name by where it is', () => {
    assert.deepEqual(words(folder('file:///w/a%20b/shop', '.'), folder('file:///v/shop', 'pay')), [
      'shop | /w/a b/shop',
      'shop/pay | /v/shop',
    ]);
  });
});
