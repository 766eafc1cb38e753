import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { useStage, type Stage } from '../rig/window/stage';
import { hearConsole, leaks, remains, traces, type Trace } from '../rig/window/everywhere';
import { makeToken } from '../token/pretend-endpoint';
import { plainGet } from '../token/plain-get';

const app = ['Shop Production', 'shop', 'orders'];
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** What a report that is in view says. */
async function reportSaying({ window: { page } }: Stage, wish: RegExp): Promise<string> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const texts = await Promise.all(
      page.frames().map((frame) => frame.evaluate<string>('document.body.textContent ?? ""').catch(() => '')),
    );
    const text = texts.slice(1).find((one) => wish.test(one));
    if (text !== undefined) return text;
    assert.ok(Date.now() < deadline, `No report says ${String(wish)}.`);
    await delay(100);
  }
}

/** Asks a forward as a program would; the token it hands out, if it does. */
async function askForward(
  url: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const query = new URLSearchParams({
    'api-version': '2018-02-01',
    resource: 'https://vault.azure.net',
    ...parameters,
  });
  const { json } = await plainGet(`${url}/metadata/identity/oauth2/token?${query.toString()}`, {
    Metadata: 'true',
  });
  return (json as { access_token?: string }).access_token;
}

function textOf(found: readonly Trace[], place: RegExp): string {
  const texts = found.filter((one) => place.test(one.place)).map(({ text }) => text);
  assert.ok(texts.length > 0, `Nothing was found at ${String(place)}.`);
  return texts.join('\n');
}

describe('tokens', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' }, allBuiltIns: true });

  it('are left nowhere: not in logs, output, state, documents, notifications, files or the page', async () => {
    const { workbench, window, screenshot } = stage();
    const { tree, quickInput, toasts } = workbench;
    const printed = hearConsole(window.page);
    await workbench.openContainer('Spring Identity');
    await tree.find(app);
    // As talkative as it gets.
    await workbench.run('Developer: Set Log Level...');
    await quickInput.pick('Spring Identity');
    await quickInput.pick('Trace');

    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick('No client ID');
    await reportSaying(stage(), /was picked, and this may change/);

    await tree.chooseFromMenu(app, 'Compare Identities...');
    await quickInput.pick('Key Vault');
    const comparison = await reportSaying(stage(), /compared|Compared|Asked as/);

    // A failure: an application nobody knows.
    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    // Below the rows in view.
    await quickInput.type('Another application');
    await quickInput.pick('Another application...');
    await quickInput.box.getByText('Application ID URI').first().waitFor();
    await quickInput.type('api://nobody.invalid/of-this-name');
    await window.page.keyboard.press('Enter');
    await quickInput.pick('No client ID');
    await reportSaying(stage(), /nobody\.invalid/);

    await tree.chooseFromMenu(app, 'Start Port Forward...');
    await quickInput.pick('Every Program of Yours');
    await workbench.dialog.press('Open');
    const opened = toasts.saying(/can get tokens of 'orders'/);
    await opened.waitFor();
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec((await opened.textContent()) ?? '')?.[0] ?? '';
    // An instance hands out the same token again to whoever asks: these are the ones of the reports, too.
    const asked = await Promise.all([
      askForward(url, {}),
      ...[...new Set(comparison.match(guid))].map((id) => askForward(url, { client_id: id })),
    ]);
    const tokens = [...new Set(asked.filter((token) => token !== undefined))];
    assert.ok(tokens.length >= 3, `${tokens.length} tokens of three identities`);
    const [known = ''] = tokens;

    // Two more failures: an identity nobody has, and a token where a resource belongs.
    const nobody = '00000000-0000-4000-8000-000000000000';
    assert.equal(await askForward(url, { client_id: nobody }), undefined);
    assert.equal(await askForward(url, { resource: known }), undefined);

    const pasted = makeToken({ aud: 'pasted', exp: 2_000_000_000, sub: 'canary' }, 'pasted by nobody');
    await workbench.run('Spring Identity: Decode Token...');
    await quickInput.type(pasted.slice(0, -40));
    await quickInput.type(`Bearer ${pasted}`);
    await window.page.keyboard.press('Enter');
    await reportSaying(stage(), /pasted/);
    await workbench.run('Spring Identity: Show Log');
    await screenshot('canary');

    const found = await traces(stage(), printed);
    assert.deepEqual(leaks(found, [...tokens, pasted]), []);

    // The search looked where things are: each of these is there and no secret.
    assert.match(textOf(found, /^file data\/logs\/.*Spring Identity\.log$/), /\[(debug|trace)\]/);
    assert.match(textOf(found, /^document output:/), /\[debug\] GET /);
    assert.match(textOf(found, /^browser storage$/), /recent\.targets[^\n]*vault\.azure\.net/);
    assert.match(textOf(found, /^page of a report$/), /canary/);
    assert.match(textOf(found, /^page$/), /can get tokens of 'orders'/);
    assert.match(textOf(found, /^output of server/), /Extension Host/i);
    const planted = [{ place: 'anywhere', text: `x${Buffer.from(`Bearer ${known}`).toString('base64')}x` }];
    assert.deepEqual(leaks(planted, [known]), ['anywhere: base64']);

    // A host that dies with tokens in its memory: what is said about that, and what it leaves on the disk.
    process.kill(window.host.pid, 'SIGABRT');
    await window.page
      .getByText(/extension host terminated unexpectedly/i)
      .first()
      .waitFor();
    assert.deepEqual(leaks(await remains(stage(), printed), [...tokens, pasted]), []);
  });
});
