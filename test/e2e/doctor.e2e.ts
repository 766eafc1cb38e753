import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { useStage, type Stage } from '../rig/window/stage';

const inventory = ['Shop Production', 'shop', 'inventory'];
const file = 'inventory/src/main/resources/application.yml';

/** Waits for a page that says something, and gives the frame it is in. */
async function pageSaying(
  { workbench: { page } }: Stage,
  wish: RegExp,
): Promise<{ frame: Frame; text: string }> {
  const deadline = Date.now() + 60_000;
  let seen = '';
  for (;;) {
    for (const frame of page.frames()) {
      const text = (await frame
        .evaluate('document.body ? document.body.textContent : ""')
        .catch(() => '')) as string;
      if (wish.test(text)) return { frame, text };
      if (/Diagnosis of|Explained Error/.test(text)) seen = text;
    }
    if (Date.now() > deadline) assert.match(seen, wish);
    await delay(200);
  }
}

/** Presses a button of the page, wherever it is. */
async function press(stage: Stage, wish: RegExp, title: string): Promise<void> {
  const { frame } = await pageSaying(stage, wish);
  await frame.getByRole('button', { name: title, exact: true }).first().click();
}

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

  it('finds the three faults of the sample app, and mends one in its file by its button', async () => {
    const { workbench, screenshot } = stage();
    const { tree, page } = workbench;
    await workbench.openContainer('Spring Identity');
    await tree.find(inventory);
    await tree.chooseFromMenu(inventory, 'Diagnose App...');
    const all = /Working: 0, broken: 3, not known: 0/;
    const { text } = await pageSaying(stage(), all);
    await screenshot('diagnosis');
    assert.match(text, /'id-telemetry' has access there/);
    assert.match(text, /'id-inventory-write' has no role for data at 'kv-shop\.vault\.azure\.net'/);
    assert.match(text, /'inventory' does not have 'id-orders', which is asked for/);

    await press(stage(), all, `Name 'id-telemetry' in ${file}`);
    const back = () => page.locator('.tab', { hasText: 'Diagnosis of' }).first().click();
    await page.locator('.tab', { hasText: 'application.yml' }).first().waitFor();
    await back();
    const { text: named } = await pageSaying(stage(), /Working: 1, broken: 2/);
    await screenshot('one-mended');
    assert.match(named, /App Configuration appcs-harbor-shop\.azconfig\.io works/);
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
