// `npm run screenshot`: takes the pictures of the README, of tasks and of the walkthroughs from the real thing, with the sandbox's sample
// estate, in both themes. Names after it take just those: `npm run screenshot -- judge guide light`.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { pageSaying } from '../e2e/report';
import { packageExtension } from './package-extension';
import { repository } from './places';
import { print } from './print';
import { scenes, sideBarTo, usualEdge, type Scene } from './scenes';
import { openStage, type Stage } from './window/stage';

const themes = { dark: 'Dark Modern', light: 'Light Modern' } as const;
type Kind = keyof typeof themes;

/** Kinds of pictures: where they lie, how large the window is, and how large a file may be. Those of `media` are in the package. */
const kinds = {
  task: { folder: 'docs/tasks/pictures', size: { width: 1180, height: 760 }, limit: 300_000 },
  readme: { folder: 'media', size: { width: 1180, height: 760 }, limit: 300_000 },
  step: { folder: 'media/walkthrough', size: { width: 860, height: 560 }, limit: 90_000 },
} as const;

const words = process.argv.slice(2);
const named = words.filter((word) => !(word in themes));

async function main(): Promise<void> {
  packageExtension();
  for (const kind of ['dark', 'light'] as const)
    if (words.includes(kind) || !words.some((word) => word in themes)) await takeAll(kind);
}

/** All pictures in one theme, in one window: what it knows of the sandbox is the same in each. */
async function takeAll(kind: Kind): Promise<void> {
  const { stage, strike } = await openStage({
    settings: {
      'springIdentity.signIn': 'sandbox',
      'editor.minimap.enabled': false,
      'editor.wordWrap': 'on',
      'diffEditor.wordWrap': 'on',
      'workbench.colorTheme': themes[kind],
    },
    viewport: kinds.task.size,
  });
  try {
    await readAll(stage);
    for (const scene of scenes.filter(isWanted)) await take(stage, scene, kind);
  } finally {
    await strike();
  }
}

/** Whether a scene was named on the command line, where any is. */
function isWanted({ task, readme, step }: Scene): boolean {
  return (
    named.length === 0 || [task, readme, step].some((name) => name !== undefined && named.includes(name))
  );
}

/** Until everything is read, apps are marked one after the other. */
async function readAll(stage: Stage): Promise<void> {
  const { workbench } = stage;
  await workbench.openContainer('Spring Identity');
  await workbench.tree.find(['Shop Production', 'shop', 'orders']);
  await workbench.run('Spring Identity: Show Identity Map...');
  await workbench.quickInput.pick('All Apps');
  await pageSaying(stage, /Identity map of all/i);
  // It reads vaults and firewalls, too.
  await workbench.tree.chooseFromMenu(['Shop Production', 'shop', 'inventory'], 'Diagnose App...');
  await pageSaying(stage, /Working: 0, broken: 3/);
  await clear(stage);
}

async function take(stage: Stage, scene: Scene, kind: Kind): Promise<void> {
  const wanted = (['task', 'readme', 'step'] as const).filter(
    (one) => scene[one] !== undefined && (one !== 'readme' || kind === 'dark'),
  );
  if (wanted.length === 0) return;
  const { page } = stage.window;
  await page.setViewportSize(kinds[wanted[0] ?? 'task'].size);
  await scene.show(stage);
  for (const one of wanted) {
    const { folder, size, limit } = kinds[one];
    const name = scene[one] ?? '';
    await page.setViewportSize(size);
    // Where nothing lights up under the mouse, and no box of words is left over.
    await page.mouse.move(size.width - 120, size.height - 60);
    await settled(page);
    await page.locator('.workbench-hover').first().waitFor({ state: 'hidden' });
    await scene.last?.(stage);
    const picture = await page.screenshot();
    const [ending, content] = one === 'step' ? ['webp', await asWebp(page, picture)] : ['png', picture];
    const file = path.join(folder, one === 'readme' ? `${name}.${ending}` : `${name}-${kind}.${ending}`);
    fs.writeFileSync(path.join(repository, file), content);
    const bytes = content.length;
    if (bytes > limit) throw new Error(`${file} has ${bytes} bytes, more than ${limit}.`);
    print(`${file}, ${Math.round(bytes / 1000)} KB`);
  }
  await page.setViewportSize(kinds.task.size);
  await clear(stage);
}

/** Smaller, for what everybody downloads. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  try {
    // As text: scripts know no types of pages.
    const url = await blank.evaluate<string>(`(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${png.toString('base64')}';
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.9);
    })()`);
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  } finally {
    await blank.close();
  }
}

/** As the window was before: no question, no editor, nothing opened in the tree. */
async function clear({ workbench, window: { page, host } }: Stage): Promise<void> {
  for (let times = 0; times < 2; times += 1) await page.keyboard.press('Escape');
  // Not by the palette: a page that goes takes the focus with it.
  await host.run(async (vscode) => {
    for (const name of [
      'notifications.clearAll',
      'workbench.action.closeAllEditors',
      'workbench.action.focusSideBar',
    ])
      await vscode.commands.executeCommand(name);
  });
  // A row that is scrolled away lies under those that stay on top.
  await page.locator('.part.sidebar .monaco-list').first().hover();
  await page.mouse.wheel(0, -100_000);
  await workbench.tree.collapse(['Shop Production', 'shop', 'orders']);
  await sideBarTo(page, usualEdge);
}

/** Waits until nothing is on its way and nothing more is found in files: the status bar says the same for a while. */
async function settled(page: Page): Promise<void> {
  await page
    .locator('.notification-toast, .statusbar-item .codicon-loading')
    .first()
    .waitFor({ state: 'detached' });
  const counts = () => page.locator('.statusbar-item[id="status.problems"]').textContent();
  let said = await counts();
  for (let same = 0; same < 4;) {
    await page.waitForTimeout(500);
    const now = await counts();
    same = now === said ? same + 1 : 0;
    said = now;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
