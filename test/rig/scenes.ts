import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { pageSaying } from '../e2e/report';
import { microsoftGuide } from '../rules/microsoft-guide';
import type { Stage } from './window/stage';

/** What stands in the window when a picture is taken, and where the picture goes. */
export interface Scene {
  readonly show: (stage: Stage) => Promise<void>;
  /** What would go when the mouse moves: done after it came to rest. */
  readonly last?: (stage: Stage) => Promise<void>;
  /** The name of a picture in `docs/tasks/pictures`. */
  readonly task?: string;
  /** The name of a picture in `media/walkthrough`. */
  readonly step?: string;
  /** The name of a picture of the README, which has dark ones alone. */
  readonly readme?: string;
}

const shop = ['Shop Production', 'shop'];
const orders = [...shop, 'orders'];
const inventory = [...shop, 'inventory'];

/** As Key Vault refuses the identity 'id-inventory-write', which has no role there. */
const refusal =
  'HttpResponseException: Status code 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=96bd0632-6445-444b-ab2a-1a1203dbd3b3;oid=5cdd8320-acb5-47bf-af3a-67b23c4fe4c0;iss=x\\r\\nVault: kv-shop;location=westeurope\",\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}"';

/** Each begins in a window with the view open, all of the tree's knowledge read, and no editor. What changes the sandbox stands last. */
export const scenes: readonly Scene[] = [
  {
    step: 'start',
    show: async ({ workbench: { tree } }) => {
      await tree.find(orders);
    },
  },
  {
    task: 'see',
    step: 'look',
    show: async ({ workbench: { tree }, window: { page } }) => {
      const user = [...orders, 'User-assigned (2/20)'];
      for (const part of [[...user, 'id-orders'], user, [...orders, 'System-assigned']])
        await tree.expand(part);
      await sideBarTo(page, 513);
    },
  },
  {
    task: 'prove',
    step: 'prove',
    show: async (stage) => {
      const { tree, quickInput } = stage.workbench;
      await tree.chooseFromMenu(orders, 'Fetch Test Token...');
      await quickInput.pick('Key Vault');
      await quickInput.pick('No client ID');
      await pageSaying(stage, /was picked, and this may change/);
    },
  },
  {
    task: 'diagnose',
    show: async (stage) => {
      await stage.workbench.tree.chooseFromMenu(inventory, 'Diagnose App...');
      await pageSaying(stage, /Working: 0, broken: 3/);
    },
  },
  {
    task: 'explain',
    show: async (stage) => {
      await stage.workbench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(refusal)})`);
      await stage.workbench.run('Spring Identity: Explain Error...');
      await pageSaying(stage, /1 error with identities is recognised[^]*id-inventory-write/);
    },
  },
  {
    task: 'lose',
    step: 'fix',
    show: async ({ workbench: { tree, dialog } }) => {
      await tree.chooseFromMenu(orders, 'Disable System-Assigned Identity...');
      await dialog.read();
    },
  },
  {
    step: 'again',
    show: async (stage) => {
      const { tree, quickInput } = stage.workbench;
      await tree.chooseFromMenu(orders, 'Compare Identities...');
      await quickInput.pick('Key Vault');
      await pageSaying(stage, /no client ID/);
    },
  },
  {
    task: 'judge',
    show: async (stage) => {
      await open(stage, 'inventory/src/main/resources/application.yml', '.squiggly-error');
    },
  },
  {
    task: 'move',
    show: async (stage) => {
      await stage.workbench.tree.chooseFromMenu(orders, 'Plan Move to Container Apps...');
      await pageSaying(stage, /What changes for 'orders'/);
    },
  },
  {
    task: 'connect',
    step: 'connect',
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
    readme: 'screenshot',
    show: async (stage) => {
      for (const part of ['User-assigned (2/20)', 'System-assigned'])
        await stage.workbench.tree.expand([...orders, part]);
      await sideBarTo(stage.window.page, 513);
      await open(stage, 'orders/src/main/resources/application.yml', '.view-line');
    },
  },
  {
    readme: 'identity-map',
    show: async (stage) => {
      await stage.workbench.tree.chooseFromMenu(orders, 'Show Identity Map...');
      const { frame } = await pageSaying(stage, /Identity map of 'orders'/);
      await frame.locator('figure').first().scrollIntoViewIfNeeded();
    },
  },
  {
    step: 'red',
    show: async (stage) => {
      const { tree, page } = stage.workbench;
      const findings = [...orders, 'Findings'];
      await tree.expand(orders);
      for (const part of ['User-assigned (2/20)', 'System-assigned']) await tree.collapse([...orders, part]);
      await tree.expand(findings);
      await open(stage, 'orders/src/main/resources/application.yml', '.squiggly-warning');
      await page.locator('.part.sidebar .monaco-list').first().hover();
      await page.mouse.wheel(0, 180);
    },
  },
  {
    task: 'guide',
    readme: 'guide-findings',
    show: async (stage) => {
      // In a folder that is linked already: it is judged by the identities of that app.
      for (const [name, text] of Object.entries(microsoftGuide)) {
        const file = path.join(stage.workspace, 'loyalty/after-the-guide', name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
      }
      await open(stage, 'loyalty/after-the-guide/main.bicep', '.squiggly-warning');
    },
    last: async ({ workbench }) => {
      await workbench.run('Go to Next Problem (Error, Warning, Info)');
      await workbench.page.locator('.marker-widget', { hasText: 'decides by roles' }).waitFor();
      await workbench.page.keyboard.press('Escape');
      // In a hover the whole advice is seen.
      await workbench.run('Show or Focus Hover');
      await workbench.page
        .locator('.monaco-hover:visible', { hasText: 'decides by roles' })
        .first()
        .waitFor();
    },
  },
  {
    task: 'convert',
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

/** Puts the right edge of the side bar to `x`: long names are cut off at the width VS Code starts with, which is `usualEdge`. */
export async function sideBarTo(page: Page, x: number): Promise<void> {
  const side = await page.locator('.part.sidebar').boundingBox();
  if (side === null) throw new Error('There is no side bar.');
  if (Math.abs(side.x + side.width - x) < 5) return;
  await page.mouse.move(side.x + side.width, 400);
  await page.mouse.down();
  await page.mouse.move(x, 400, { steps: 5 });
  await page.mouse.up();
}

export const usualEdge = 343;
