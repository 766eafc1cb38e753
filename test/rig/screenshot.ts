// `npm run screenshot`: takes the pictures of the README from the real thing, with the sandbox's sample estate.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { packageExtension } from './package-extension';
import { repository } from './places';
import { print } from './print';
import { taskPictures, widenSideBar } from './task-pictures';
import { openStage, type Stage } from './window/stage';

const target = path.join(repository, 'media/screenshot.png');
const mapTarget = path.join(repository, 'media/identity-map.png');
/** The README has one picture of a task, in the package, too. */
const guideTarget = path.join(repository, 'media/guide-findings.png');
const taskFolder = path.join(repository, 'docs/tasks/pictures');
const sizeLimit = 300_000;
const taskThemes = { dark: 'Dark Modern', light: 'Light Modern' } as const;

async function main(): Promise<void> {
  packageExtension();
  await takeReadme();
  const taken = [target, mapTarget];
  for (const [kind, theme] of Object.entries(taskThemes)) taken.push(...(await takeTasks(kind, theme)));
  fs.copyFileSync(path.join(taskFolder, 'guide-dark.png'), guideTarget);
  for (const file of [...taken, guideTarget]) {
    const { size } = fs.statSync(file);
    if (size > sizeLimit) throw new Error(`${file} has ${size} bytes, more than ${sizeLimit}.`);
    print(`${path.relative(repository, file)}, ${Math.round(size / 1000)} KB`);
  }
}

/** One picture for each task in one theme; returns their files. */
async function takeTasks(kind: string, theme: string): Promise<readonly string[]> {
  fs.mkdirSync(taskFolder, { recursive: true });
  const files: string[] = [];
  for (const { name, show } of taskPictures) {
    const { stage, strike } = await openStage({
      settings: {
        'springIdentity.signIn': 'sandbox',
        'editor.minimap.enabled': false,
        'workbench.colorTheme': theme,
      },
      viewport: { width: 1180, height: 760 },
    });
    try {
      await stage.workbench.openContainer('Spring Identity');
      await stage.workbench.tree.find(['Shop Production', 'shop', 'orders']);
      await show(stage);
      // What is still on its way would be a picture of waiting.
      await stage.window.page
        .locator('.notification-toast, .statusbar-item .codicon-loading')
        .first()
        .waitFor({ state: 'detached' });
      await settled(stage.window.page);
      await stage.window.page.mouse.move(900, 740);
      const file = path.join(taskFolder, `${name}-${kind}.png`);
      await stage.window.page.screenshot({ path: file });
      files.push(file);
    } finally {
      await strike();
    }
  }
  return files;
}

/** Waits until nothing more is found in files: the status bar says the same number for a while. */
async function settled(page: Page): Promise<void> {
  const counts = () => page.locator('.statusbar-item[id="status.problems"]').textContent();
  let said = await counts();
  for (let same = 0; same < 6;) {
    await page.waitForTimeout(500);
    const now = await counts();
    same = now === said ? same + 1 : 0;
    said = now;
  }
}

async function takeReadme(): Promise<void> {
  const { stage, strike } = await openStage({
    settings: { 'springIdentity.signIn': 'sandbox', 'editor.minimap.enabled': false },
    viewport: { width: 1280, height: 800 },
  });
  try {
    const { workbench, window } = stage;
    await workbench.openContainer('Spring Identity');
    const app = ['Shop Production', 'shop', 'orders'];
    await workbench.tree.expand(app);
    for (const part of ['User-assigned (2/20)', 'System-assigned'])
      await workbench.tree.expand([...app, part]);
    await widenSideBar(window.page);
    await window.host.run(
      async (vscode, file) => {
        await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
      },
      path.join(stage.workspace, 'orders/src/main/resources/application.yml'),
    );
    await window.page.locator('.editor-instance .view-line').first().waitFor();
    // Where nothing lights up under the mouse.
    await window.page.mouse.move(1000, 600);
    await window.page.screenshot({ path: target });
    await takeMap(stage);
  } finally {
    await strike();
  }
}

/** The identity map of an app, with its picture in view. */
async function takeMap({ workbench, window: { page } }: Stage): Promise<void> {
  await workbench.tree.chooseFromMenu(['Shop Production', 'shop', 'orders'], 'Show Identity Map...');
  const report = page
    .locator('iframe.webview.ready')
    .last()
    .contentFrame()
    .frameLocator('iframe#active-frame');
  const drawing = report.locator('.scroll.picture svg');
  await drawing.waitFor();
  await report.locator('figure').first().scrollIntoViewIfNeeded();
  await drawing.hover();
  await page.screenshot({ path: mapTarget });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
