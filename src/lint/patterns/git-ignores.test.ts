import assert from 'node:assert/strict';
import { GitIgnores } from './git-ignores';

function ignores(files: Readonly<Record<string, string>>, repositories: readonly string[], root = '/w/shop') {
  return new GitIgnores(root, {
    ignoreFile: (folder) => Promise.resolve(files[folder]),
    isRepository: (folder) => Promise.resolve(repositories.includes(folder)),
  });
}

describe('what git ignores', () => {
  it('is said by files from the repository down to the file', async () => {
    const git = ignores({ '/': 'A.java', '/w': 'gen/\n*.tf', '/w/shop/api': '!keep.tf' }, ['/w']);
    assert.equal(await git.ignores('/w/shop/A.java'), false);
    assert.equal(await git.ignores('/w/shop/gen/A.java'), true);
    assert.equal(await git.ignores('/w/shop/api/gen/deep/A.java'), true);
    assert.equal(await git.ignores('/w/shop/main.tf'), true);
    assert.equal(await git.ignores('/w/shop/api/keep.tf'), false);
  });

  it('is what the root and its folders say where there is no repository', async () => {
    const git = ignores({ '/w': '*', '/w/shop': '/local/\n!local/keep.java' }, []);
    assert.equal(await git.ignores('/w/shop/A.java'), false);
    assert.equal(await git.ignores('/w/shop/local/keep.java'), true, 'its folder is ignored');
  });

  it('works at the top of a file system', async () => {
    const git = ignores({ '/': '*.tf' }, ['/'], '/');
    assert.equal(await git.ignores('/main.tf'), true);
    assert.equal(await git.ignores('/a/main.java'), false);
  });
});
