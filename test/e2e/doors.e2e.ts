import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';

const app = ['Shop Production', 'shop', 'orders'];

/** Opens a file of a language that starts the extension, in which no rule finds anything to read, and waits until it has started. */
async function openUnrelated({ window, workspace }: Stage): Promise<void> {
  const file = path.join(workspace, 'beans.xml');
  fs.writeFileSync(file, '<beans/>\n');
  await window.host.run(async (vscode, name) => {
    await vscode.window.showTextDocument(vscode.Uri.file(name));
  }, file);
  await waitForParts({ window }, ['doors', 'extension']);
}

/** The parts of the extension that are loaded. */
async function parts({ window }: Pick<Stage, 'window'>): Promise<readonly string[]> {
  const files = await window.host.run((vscode, id, require) => {
    const folder = vscode.extensions.getExtension(id)?.extensionPath ?? '?';
    return Object.keys(require.cache).filter((file) => file.startsWith(folder));
  }, `${manifest.publisher}.${manifest.name}`);
  return files.map((file) => path.basename(file, '.js')).sort();
}

async function waitForParts({ window }: Pick<Stage, 'window'>, wanted: readonly string[]): Promise<void> {
  await until(window.page, async () => {
    const loaded = await parts({ window });
    return wanted.every((part) => loaded.includes(part)) ? { found: true } : { instead: loaded.join(' ') };
  });
}

describe('what is behind the doors of the extension', () => {
  const stage = useStage();

  it('is not loaded with a file that is none of ours, but when somebody looks at the apps', async () => {
    const { workbench, window } = stage();
    await openUnrelated(stage());
    // Long enough for what would follow by itself: what a window does is done in the order it is asked for.
    await workbench.run('View: Toggle Output');
    assert.deepEqual(await parts(stage()), ['doors', 'extension']);
    await workbench.openContainer('Spring Identity');
    await waitForParts({ window }, ['node-host']);
    await workbench.page.locator('.part.sidebar', { hasText: 'Open Sandbox' }).waitFor();
  });

  it('is loaded with the first command, and the view is there as well then', async () => {
    const { workbench } = stage();
    await openUnrelated(stage());
    await workbench.run('Spring Identity: Open Sandbox');
    await workbench.openContainer('Spring Identity');
    await workbench.tree.find(app);
  });
});

describe('with the sandbox as the source of sign-in, what is behind the doors', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('is there at once: the status bar names the sandbox before anybody looks', async () => {
    await openUnrelated(stage());
    await stage().window.page.locator('.statusbar-item a', { hasText: 'Sandbox Azure' }).waitFor();
  });
});
