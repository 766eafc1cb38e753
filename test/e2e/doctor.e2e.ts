import assert from 'node:assert/strict';
import { until } from '../rig/until';
import { useStage } from '../rig/window/stage';
import { pageSaying, pressOnPage } from './report';

const inventory = ['Shop Production', 'shop', 'inventory'];
const file = 'inventory/src/main/resources/application.yml';

const client = '407cf236-77a6-48c3-ae7c-3e0adf94631d';
const principal = 'acfaae4f-b5a5-4eef-a6aa-f91b071cd2f3';
const vault = (message: string, code: string) =>
  `HttpResponseException: Status code 403, "{"error":{"code":"Forbidden","message":"${message}\\r\\nCaller: appid=${client};oid=${principal};iss=x\\r\\nVault: kv-orders;location=westeurope","innererror":{"code":"${code}"}}}"`;

/** Ten errors, and what each is. */
const samples: readonly (readonly [kind: string, text: string])[] = [
  ['kv.rbac', vault('Caller is not authorized to perform action on resource.', 'ForbiddenByRbac')],
  ['kv.policy-no-entry', vault('Access denied. Caller was not found on any access policy.', 'AccessDenied')],
  [
    'kv.firewall',
    vault('Client address is not authorized and caller is not a trusted service.', 'ForbiddenByFirewall'),
  ],
  [
    'storage.permission',
    'BlobStorageException: <Code>AuthorizationPermissionMismatch</Code> https://storders.blob.core.windows.net/invoices',
  ],
  [
    'amqp.claim',
    "ServiceBusException: Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://sb-orders.servicebus.windows.net/new-orders'",
  ],
  [
    'appconfig.forbidden',
    'HttpResponseException: Status code 403, (empty body) GET https://appcs-orders.azconfig.io/kv',
  ],
  [
    'cosmos.rbac',
    `Request blocked by Auth cosmos-catalog : Request is blocked because principal [${principal}] does not have required RBAC permissions to perform action [Microsoft.DocumentDB/databaseAccounts/readMetadata] on resource [/].`,
  ],
  [
    'sql.token-principal',
    "SQLServerException: Login failed for user '<token-identified principal>'. jdbc:sqlserver://sql-orders.database.windows.net:1433",
  ],
  [
    'aadsts.700016',
    `AADSTS700016: Application with identifier '${client}' was not found in the directory 'Contoso'.`,
  ],
  [
    'mi.no-system-identity',
    '{"statusCode":400,"message":"Unable to load the proper Managed Identity.","correlationId":"x"}',
  ],
];

describe('the doctor in a real window', () => {
  const stage = useStage({
    settings: { 'springIdentity.signIn': 'sandbox', 'springIdentity.sandbox.operationSeconds': 1 },
  });

  it('finds the three faults of the sample app, and mends each by its button', async () => {
    const { workbench, window, screenshot } = stage();
    const { tree, page, dialog, toasts, quickInput } = workbench;
    await workbench.openContainer('Spring Identity');
    await tree.find(inventory);
    await tree.chooseFromMenu(inventory, 'Diagnose App...');
    const all = /Working: 0, broken: 3, not known: 0/;
    const { text } = await pageSaying(stage(), all);
    await screenshot('diagnosis');
    assert.match(text, /'id-telemetry' has access there/);
    assert.match(text, /'id-inventory-write' has no role for data at 'kv-shop\.vault\.azure\.net'/);
    assert.match(text, /'inventory' does not have 'id-orders', which is asked for/);

    await pressOnPage(stage(), all, `Name 'id-telemetry' in ${file}`);
    const back = () => page.locator('.tab', { hasText: 'Diagnosis of' }).first().click();
    await page.locator('.tab', { hasText: 'application.yml' }).first().waitFor();
    // What was put in is where the file is shown, once the extension host knows of the editor.
    await until(page, async () => {
      const line = await window.host.run((vscode) => {
        const editor = vscode.window.activeTextEditor;
        return editor?.document.lineAt(editor.selection.active).text;
      });
      return line?.includes('client-id: b646c67f-') === true
        ? { found: line }
        : { instead: `The cursor is in the line '${line ?? ''}'.` };
    });
    await back();
    const one = /Working: 1, broken: 2/;
    const named = await pageSaying(stage(), one);
    await screenshot('one-mended');
    assert.match(named.text, /App Configuration appcs-harbor-shop\.azconfig\.io works/);

    await pressOnPage(stage(), one, "Assign 'id-orders'...");
    await dialog.press('Assign');
    const two = /Working: 2, broken: 1/;
    await pageSaying(stage(), two);
    await screenshot('two-mended');

    await pressOnPage(stage(), two, 'Grant...');
    await quickInput.pick("'kv-shop' as a whole");
    const question = await dialog.read();
    assert.match(
      question.message,
      /^Grant role 'Key Vault Secrets User' at 'kv-shop' to 'id-inventory-write'\?$/,
    );
    await dialog.press('Grant');
    await toasts.saying(/Granted role 'Key Vault Secrets User'/).waitFor();
    // What was given a moment ago may need some minutes: until then it is not said to work.
    const given = await pageSaying(stage(), /Working: 2, broken: 0, not known: 1/);
    await screenshot('all-mended');
    assert.match(given.text, /'Key Vault Secrets User' was given just now and may not be live yet/);
    // What the page itself changed is no news to it.
    assert.doesNotMatch(given.text, /has changed/);
    await pressOnPage(stage(), /Working: 2, broken: 0, not known: 1/, 'Live Yet?');
    // It runs several times: which one asks for the token is for the user to say.
    const instance = quickInput.box.locator('.monaco-list-row', { hasText: 'inventory-default-' });
    await instance.first().click();
    await pageSaying(stage(), /Azure shows the grant, and the identity gets a token for the target/);

    await back();
    await window.host.run(async (vscode) => {
      const [uri] = await vscode.workspace.findFiles('inventory/src/main/resources/application.yml');
      if (uri === undefined) throw new Error('the file is gone');
      const document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, document.lineAt(11).range, '');
      await vscode.workspace.applyEdit(edit);
      await document.save();
    });
    await pageSaying(stage(), /What this was read from has changed\. Diagnose again\./);
    await screenshot('outdated');
  });

  it('explains ten errors, each with its kind', async () => {
    const { workbench, screenshot } = stage();
    const { page } = workbench;
    await workbench.openContainer('Spring Identity');
    for (const [kind, text] of samples) {
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await workbench.run('Spring Identity: Explain Error...');
      const { text: said } = await pageSaying(stage(), new RegExp(kind.replace('.', '\\.')));
      assert.match(said, /1 error with identities is recognised/);
    }
    await screenshot('explained');
  });
});
