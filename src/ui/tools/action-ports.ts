import { Uri, workspace } from 'vscode';
import type { ActionPorts } from '../../actions/action';
import type { Estate } from '../../estate/estate';
import type { Inventory } from '../../inventory/inventory';
import type { Linter } from '../../lint/ports';

/** What actions need, as this window knows it. */
export function actionPorts({
  estate,
  inventory,
  linter,
  extensionUri,
  readCase,
}: {
  readonly estate: Estate;
  readonly inventory: Inventory;
  readonly linter: () => Promise<Linter>;
  readonly extensionUri: Uri;
  readonly readCase: ActionPorts['readCase'];
}): ActionPorts {
  return {
    snapshot: () => estate.snapshot,
    readCase,
    readApps: (signal) => inventory.loadAll(signal, () => undefined),
    rulePage: async (id) => {
      const page = Uri.joinPath(extensionUri, 'docs', 'rules', `${id}.md`);
      return new TextDecoder().decode(await workspace.fs.readFile(page));
    },
    judge: async (request) => {
      const thread = await linter();
      try {
        return await thread.judge(request);
      } finally {
        thread.close(request.key);
      }
    },
  };
}
