import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { pageSaying } from '../e2e/report';
import { microsoftGuide } from '../rules/microsoft-guide';
import type { Stage } from './window/stage';

/** A picture of a page in `docs/tasks`, or of the README: what stands in the window when it is taken. */
interface TaskPicture {
  readonly name: string;
  readonly show: (stage: Stage) => Promise<void>;
}

const shop = ['Shop Production', 'shop'];
const orders = [...shop, 'orders'];
const inventory = [...shop, 'inventory'];

const refusal =
  'HttpResponseException: Status code 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=407cf236-77a6-48c3-ae7c-3e0adf94631d;oid=acfaae4f-b5a5-4eef-a6aa-f91b071cd2f3;iss=x\\r\\nVault: kv-shop;location=westeurope\",\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}"';

/** Each begins in a window with the view open and no editor. */
export const taskPictures: readonly TaskPicture[] = [
  {
    name: 'see',
    show: async ({ workbench: { tree }, window: { page } }) => {
      const user = [...orders, 'User-assigned (2/20)'];
      for (const part of [[...user, 'id-orders'], user, [...orders, 'System-assigned']])
        await tree.expand(part);
      await widenSideBar(page);
    },
  },
  {
    name: 'prove',
    show: async (stage) => {
      const { tree, quickInput } = stage.workbench;
      await tree.chooseFromMenu(orders, 'Fetch Test Token...');
      await quickInput.pick('Key Vault');
      await quickInput.pick('No client ID');
      await pageSaying(stage, /was picked, and this may change/);
    },
  },
  {
    name: 'diagnose',
    show: async (stage) => {
      await stage.workbench.tree.chooseFromMenu(inventory, 'Diagnose App...');
      await pageSaying(stage, /Working: 0, broken: 3/);
    },
  },
  {
    name: 'explain',
    show: async (stage) => {
      await stage.workbench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(refusal)})`);
      await stage.workbench.run('Spring Identity: Explain Error...');
      await pageSaying(stage, /1 error with identities is recognised/);
    },
  },
  {
    name: 'lose',
    show: async ({ workbench: { tree, dialog } }) => {
      await tree.chooseFromMenu(orders, 'Disable System-Assigned Identity...');
      await dialog.read();
    },
  },
  {
    name: 'judge',
    show: async (stage) => {
      await open(stage, 'inventory/src/main/resources/application.yml', '.squiggly-error');
    },
  },
  {
    name: 'move',
    show: async (stage) => {
      await stage.workbench.tree.chooseFromMenu(orders, 'Plan Move to Container Apps...');
      await pageSaying(stage, /What changes for 'orders'/);
      const { mouse } = stage.window.page;
      await mouse.move(760, 400);
      // The order of the steps, and the table below it.
      await mouse.wheel(0, 280);
    },
  },
  {
    name: 'connect',
    show: async (stage) => {
      const { tree, quickInput } = stage.workbench;
      await tree.chooseFromMenu([...shop, 'billing'], 'Connect App to Service...');
      for (const row of [
        'billing',
        'App Configuration',
        'appcs-harbor-shop',
        'id-billing',
        'Not now',
        'Spring Cloud Azure',
      ])
        await quickInput.pick(row);
      await quickInput.row('Make the changes').waitFor();
      await stage.window.page.locator('.multiDiffEditor .line-insert').first().waitFor();
    },
  },
  {
    name: 'convert',
    show: async (stage) => {
      const { tree, quickInput, dialog, page } = stage.workbench;
      await tree.chooseFromMenu([...shop, 'catalog'], 'Convert System-Assigned to User-Assigned...');
      for (const row of ['Create new...', 'Shop Production', 'rg-shop']) await quickInput.pick(row);
      await quickInput.row('rg-shop').waitFor({ state: 'detached' });
      await quickInput.type('id-catalog');
      await page.keyboard.press('Enter');
      await quickInput.pick('westeurope');
      await dialog.press('Create');
      await pageSaying(stage, /2\. 3 grants are not copied yet/);
    },
  },
  {
    name: 'guide',
    show: async (stage) => {
      // In a folder that is linked already: it is judged by the identities of that app.
      for (const [name, text] of Object.entries(microsoftGuide)) {
        const file = path.join(stage.workspace, 'loyalty/after-the-guide', name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
      }
      await open(stage, 'loyalty/after-the-guide/main.bicep', '.squiggly-warning');
      await stage.workbench.run('Go to Next Problem (Error, Warning, Info)');
      await stage.workbench.page.locator('.marker-widget', { hasText: 'decides by roles' }).waitFor();
    },
  },
];

async function open({ window, workspace }: Stage, file: string, sign: string): Promise<void> {
  await window.host.run(
    async (vscode, named) => {
      await vscode.window.showTextDocument(vscode.Uri.file(named), { preview: false });
    },
    path.join(workspace, file),
  );
  await window.page.locator(`.editor-instance ${sign}`).first().waitFor();
}

/** Long names are cut off at the width VS Code starts with. */
export async function widenSideBar(page: Page): Promise<void> {
  const side = await page.locator('.part.sidebar').boundingBox();
  if (side === null) throw new Error('There is no side bar.');
  await page.mouse.move(side.x + side.width, 400);
  await page.mouse.down();
  await page.mouse.move(side.x + side.width + 170, 400, { steps: 5 });
  await page.mouse.up();
}
