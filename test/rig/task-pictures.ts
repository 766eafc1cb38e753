import fs from 'node:fs';
import path from 'node:path';
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
    show: async ({ workbench: { tree } }) => {
      for (const part of ['User-assigned (2/20)', 'System-assigned']) await tree.expand([...orders, part]);
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
