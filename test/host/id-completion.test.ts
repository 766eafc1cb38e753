import assert from 'node:assert/strict';
import { workspace, type CompletionItemLabel } from 'vscode';
import { snapshotOf } from '../double/estate';
import { cannedApps, ids } from '../rules/canned-apps';
import { facts } from '../rules/check-app';
import type { TargetFact } from '../../src/rules/fact';
import { IdHelp } from '../../src/ui/diagnostics/ids/id-help';

describe('completion of client IDs, in an extension host', () => {
  const app = cannedApps.usersOneWithRole;
  const code = 'new ManagedIdentityCredentialBuilder().clientId("")';

  /** What is offered between the quotes, in the order of the list: the ID, and the words behind it. */
  async function offered(targets: readonly TargetFact[], linked = true): Promise<readonly string[][]> {
    const help = new IdHelp({
      snapshot: () => snapshotOf({ subscriptions: {} }),
      enabled: () => true,
      appOf: () => (linked ? app : undefined),
      targetsOf: () => targets,
    });
    const document = await workspace.openTextDocument({ language: 'java', content: code });
    const items = help.provideCompletionItems(document, document.positionAt(code.indexOf('""') + 1));
    return [...items]
      .sort((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1))
      .map(({ label }) => label as CompletionItemLabel)
      .map(({ label, description = '' }) => [label, description]);
  }

  it('offers the identities with access to what the file names first, and says of each what it has there', async () => {
    assert.deepEqual(await offered([facts.storage]), [
      [ids.ordersClient, 'orders-id (Storage Blob Data Reader at ordersdata)'],
      [ids.auditClient, 'audit-id (no role found at ordersdata)'],
    ]);
  });

  it('says nothing of access where the file names no service, and offers nothing without a linked app', async () => {
    assert.deepEqual(await offered([]), [
      [ids.auditClient, 'audit-id'],
      [ids.ordersClient, 'orders-id'],
    ]);
    assert.deepEqual(await offered([facts.storage], false), []);
  });
});
