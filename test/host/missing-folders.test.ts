import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { MissingFolders } from '../../src/ui/diagnostics/links/missing-folders';
import type { ShownLink } from '../../src/ui/known-links';
import { untilTrue } from './until-true';

describe('folders that are linked, in an extension host', () => {
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const above = Uri.joinPath(root, 'linked-above');
  const app = '/subscriptions/0/resourceGroups/0/providers/Microsoft.AppPlatform/Spring/shop/apps/orders';
  const link: ShownLink = { folder: 'linked-above/code', app };
  const shared: ShownLink = {
    ...link,
    file: Uri.joinPath(root, '.spring-identity.json').toString(),
    root: 'shop',
  };
  let missing: MissingFolders;

  beforeEach(() => {
    missing = new MissingFolders();
  });
  afterEach(() => {
    missing.dispose();
  });

  it('are missed when they, or a folder above them, are deleted, and no longer when they are made again', async () => {
    const links = [{ folder: '.', app }, link, shared];
    const are = () => missing.of(links).map(({ isMissing }) => isMissing);
    const say = (...expected: readonly boolean[]) =>
      untilTrue(
        () => are().join() === expected.join(),
        () => are().join(),
      );
    assert.deepEqual(are(), [false, false, false], 'what was not looked for is not missed');
    await say(false, true, true);
    await workspace.fs.createDirectory(Uri.joinPath(above, 'code'));
    await say(false, false, false);
    await workspace.fs.delete(above, { recursive: true });
    await say(false, true, true);
  });
});
