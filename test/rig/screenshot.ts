// `npm run screenshot`: takes the picture of the README from the real thing, with the sandbox's sample estate.
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package-extension';
import { repository } from './places';
import { print } from './print';
import { openStage } from './window/stage';

const target = path.join(repository, 'media/screenshot.png');
const sizeLimit = 300_000;

async function main(): Promise<void> {
  packageExtension();
  const { stage, strike } = await openStage({
    settings: { 'springIdentity.signIn': 'sandbox', 'workbench.colorTheme': 'Dark 2026' },
    viewport: { width: 1280, height: 800 },
  });
  try {
    const { workbench, window } = stage;
    await workbench.openContainer('Spring Identity');
    const app = ['Shop Production', 'shop', 'orders'];
    await workbench.tree.expand(app);
    for (const part of ['User-assigned (2/20)', 'System-assigned'])
      await workbench.tree.expand([...app, part]);
    await workbench.tree.chooseFromMenu(app, 'View App JSON');
    await window.page.locator('.editor-instance .view-line').first().waitFor();
    await workbench.tree.select([...app, 'System-assigned']);
    await window.page.mouse.move(1270, 790);
    await window.page.screenshot({ path: target });
  } finally {
    await strike();
  }
  const { size } = fs.statSync(target);
  if (size > sizeLimit) throw new Error(`The picture has ${size} bytes, more than ${sizeLimit}.`);
  print(`${path.relative(repository, target)}, ${Math.round(size / 1000)} KB`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
