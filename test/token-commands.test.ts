import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import type { Target } from '../src/ui/target';
import { runCommand } from '../src/ui/commands/run';
import { plainGet } from './token/plain-get';
import { CommandStage } from './double/commands';
import { ScriptedDialogs, type Answer } from './double/scripted-dialogs';
import type { ShownReport } from './double/shown-report';
import { HandClock } from './token/hand-clock';

const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

describe('token commands against the sandbox', function () {
  this.timeout(30_000);
  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const page = (): ShownReport => stage.pages.at(-1) ?? assert.fail('no report was shown');
  /** Runs a command and expects it to lead to one more report. */
  const report = async (run: Promise<ScriptedDialogs>) => {
    const before = stage.pages.length;
    const { said } = await run;
    assert.equal(stage.pages.length, before + 1, said.join('\n'));
    return page();
  };
  const fetchToken = (of: Target, ...answers: readonly Answer[]) =>
    report(stage.run('fetchTestToken', of, ...answers));
  const button = (title: string) => {
    const found = page().buttons.find((one) => one.title === title);
    assert.ok(found, `no button "${title}"`);
    return found;
  };
  const headline = ({ text }: ShownReport) => text.split('\n')[2] ?? '';
  const titles = ({ buttons }: ShownReport) => buttons.map(({ title }) => title);

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(async () => {
    for (const { end } of stage.pages) end();
    await stage.stop();
  });

  it('names who answered without a client ID, the pitfall, and a way out of it', async () => {
    const shown = await fetchToken(target('orders'), { pickOne: 'Key Vault' }, { pickOne: 'No client ID' });
    assert.match(headline(shown), /^Warning: .* was picked, and this may change: 'orders' has 3 identities/);
    assert.match(
      shown.text,
      /Answered by +the (system-assigned identity of 'orders'|user-assigned identity)/,
    );
    assert.match(shown.text, /Reached through +orders-\S+ over the console \(\w+/);
    assert.ok(titles(shown).includes('Keep One Kind...'), titles(shown).join());
    assert.ok(titles(shown).some((title) => title.startsWith('Copy AZURE_CLIENT_ID of')));
  });

  it('says "as asked" for the system-assigned identity of its node, without asking which', async () => {
    const { app } = stage.app('orders');
    const of: Target = { kind: 'system-identity', app: resourceKey(app) };
    const shown = await fetchToken(of, { pickOne: 'Key Vault' });
    assert.match(shown.text, /As asked: the system-assigned identity of 'orders' answered/);
    assert.ok(shown.text.includes(app.identity.principalId ?? '?'), shown.text);
  });

  it('leads from a verdict that is not good to the diagnosis of the app, and from a good one nowhere', async () => {
    const { app } = stage.app('orders');
    const of: Target = { kind: 'system-identity', app: resourceKey(app) };
    assert.ok(!titles(await fetchToken(of, { pickOne: 'Key Vault' })).includes('Diagnose App...'));
    const shown = await fetchToken(target('orders'), { pickOne: 'Key Vault' }, { pickOne: 'No client ID' });
    assert.match(headline(shown), /^Warning/);
    await button('Diagnose App...').press();
    assert.match(page().text, /^Diagnosis of 'orders' in 'shop'/);
  });

  it('never shows the raw token, and puts each remedy beside its verdict', async () => {
    const shown = await fetchToken(target('orders'), { pickOne: 'Key Vault' }, { pickOne: 'No client ID' });
    for (const text of [shown.text, shown.markdown, ...stage.azure.lines]) assert.doesNotMatch(text, jwt);
    const advice = shown.buttons.find(({ title }) => title === 'Keep One Kind...');
    assert.match(advice?.beside ?? '', /was picked/);
  });

  it('asks which instance when several run, and not on the node of one', async () => {
    const { app } = stage.app('inventory');
    const several = await stage.run('fetchTestToken', target('inventory'), { turnAway: true });
    assert.match(several.said.at(-1) ?? '', /^pick: Fetch Test Token \| \$\(vm-running\) inventory-.*, .*, /);
    const key = resourceKey(app);
    const listed = stage.estate.snapshot.deployments.get(key);
    assert.ok(listed?.state === 'ready');
    const deployment = listed.value[0]!;
    const instance = deployment.instances[1]?.name ?? assert.fail('no second instance');
    const shown = await fetchToken(
      { kind: 'instance', app: key, deployment: resourceKey(deployment), instance },
      { pickOne: 'Storage' },
      { pickOne: "The user-assigned identity 'id-telemetry'" },
    );
    assert.ok(shown.text.includes(`${instance} over the console`), shown.text);
  });

  it('offers what was used lately first, and takes a typed application', async () => {
    const typed = { pickOne: 'Another application...' };
    await fetchToken(
      target('catalog'),
      typed,
      { text: 'https://graph.microsoft.com' },
      { pickOne: 'No client ID' },
    );
    const again = await stage.run('fetchTestToken', target('catalog'), { turnAway: true });
    assert.match(again.said.at(-1) ?? '', /\| --used lately, Microsoft Graph, --all, Key Vault/);
    const bad = await stage.run('fetchTestToken', target('catalog'), typed, { text: 'not a target' });
    assert.match(bad.said.at(-1) ?? '', /^refused: This is no URI/);
  });

  it('offers, from an identity as such, the apps that use it', async () => {
    const { id } = stage.app('billing').app.identity.userAssigned[0]!;
    const { said } = await stage.run(
      'fetchTestToken',
      { kind: 'identity', identity: id },
      { turnAway: true },
    );
    assert.equal(said[0], 'pick: Fetch Test Token | $(package) billing, $(package) pricing');
  });

  it('refuses in words for an app without a running instance', async () => {
    const { said } = await stage.run('fetchTestToken', target('billing-dev'));
    assert.match(said.at(-1) ?? '', /^warning: 'billing-dev' cannot be reached\. .*lists none/);
    assert.equal(stage.pages.length, 0);
  });

  it('reports a missing role as a verdict with its remedy', async () => {
    const shown = await fetchToken(
      target('partner-api'),
      { pickOne: 'Key Vault' },
      { pickOne: 'No client ID' },
    );
    assert.match(headline(shown), /Azure Spring Apps Connect Role/);
    assert.ok(titles(shown).includes('Open Access Control'), titles(shown).join());
  });

  it('copies a token only after asking, and clears the clipboard after a minute if it is still there', async () => {
    const clock = new HandClock();
    stage.clock = clock;
    const answers = [{ pickOne: 'Key Vault' }, { pickOne: 'No client ID' }];
    const dialogs = new ScriptedDialogs(...answers, { confirm: 'no' }, { confirm: 'yes' });
    await runCommand(stage.deps(dialogs), 'fetchTestToken', target('catalog'));
    const copy = button('Copy Token...');
    await copy.press();
    assert.equal(dialogs.copied.length, 0);
    await copy.press();
    assert.match(dialogs.said.at(-2) ?? '', /^warn: Copy the raw token\? \| /);
    assert.match(dialogs.copied[0] ?? '', jwt);
    const [minute] = [...clock.deadlines].filter(({ ms }) => ms === 60_000);
    minute?.call();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(dialogs.copied.at(-1), '');
  });

  it('leaves the clipboard alone when something else is in it, and gives no token once the report is closed', async () => {
    const clock = new HandClock();
    stage.clock = clock;
    const answers = [{ pickOne: 'Key Vault' }, { pickOne: 'No client ID' }];
    const dialogs = new ScriptedDialogs(...answers, { confirm: 'yes' }, { confirm: 'yes' });
    await runCommand(stage.deps(dialogs), 'fetchTestToken', target('catalog'));
    const copy = button('Copy Token...');
    await copy.press();
    await dialogs.copy('something else');
    for (const { ms, call } of clock.deadlines) if (ms === 60_000) call();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(dialogs.copied.at(-1), 'something else');
    page().end();
    await copy.press();
    assert.match(dialogs.said.at(-1) ?? '', /^warning: The token is not available any more/);
  });

  it('compares all identities of an app and none in one report', async () => {
    const shown = await report(stage.run('compareIdentities', target('orders'), { pickOne: 'Key Vault' }));
    for (const words of [
      'no client ID',
      "the system-assigned identity of 'orders'",
      "the user-assigned identity 'id-orders'",
    ])
      assert.ok(shown.text.includes(`\n\nEverything about: ${words}\n-`), shown.text);
    assert.match(shown.markdown, /\| Asked for \| Answered by/);
    assert.doesNotMatch(shown.text, jwt);
  });

  it('writes moments as the display language does, in both pages', async () => {
    stage.language = 'zh-cn';
    const one = await report(
      stage.run('fetchTestToken', target('orders'), { pickOne: 'Key Vault' }, { pickOne: 'No client ID' }),
    );
    assert.match(one.text, /Asked at +.*年.*月/);
    const all = await report(stage.run('compareIdentities', target('orders'), { pickOne: 'Key Vault' }));
    assert.match(all.text, /Asked at [^\n]*年[^\n]*月/);
  });

  it('decodes a pasted token offline and does not repeat it', async () => {
    const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const token = `${part({ alg: 'RS256' })}.${part({ aud: 'https://vault.azure.net', exp: 1 })}.c2lnbmF0dXJl`;
    const before = stage.azure.sandbox.requests.read().total;
    const shown = await report(stage.run('decodeToken', undefined, { text: token }));
    assert.match(shown.text, /aud +https:\/\/vault\.azure\.net/);
    assert.ok(!shown.text.includes(token) && !shown.markdown.includes(token));
    assert.equal(stage.azure.sandbox.requests.read().total, before);
    assert.match(shown.text, /names no principal, so whose it is cannot be told/);
    const { said } = await stage.run('decodeToken', undefined, { text: 'no token' });
    assert.match(said.at(-1) ?? '', /^refused: A token has three parts/);
  });
});

describe('whose a pasted token is', () => {
  let stage: CommandStage;
  const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const token = (claims: object, alg = 'RS256') =>
    `${part({ alg })}.${part({ aud: 'https://vault.azure.net', exp: 1, ...claims })}.${alg === 'none' ? '' : 'c2ln'}`;
  const read = async (text: string) => (await report(stage.run('decodeToken', undefined, { text }))).text;
  const report = async (running: Promise<unknown>) => {
    await running;
    const page = stage.pages.at(-1);
    assert.ok(page !== undefined);
    return page;
  };

  before(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  after(() => stage.stop());

  it('is said with every app that has the identity', async () => {
    const { identity } = stage.app('orders').app;
    const [user] = identity.userAssigned;
    assert.match(
      await read(token({ oid: identity.principalId })),
      /of the system-assigned identity of 'orders'/,
    );
    assert.match(
      await read(token({ oid: user?.principalId?.toUpperCase() })),
      /user-assigned identity 'id-orders', which .*'orders'.* use/,
    );
    assert.match(await read(token({ oid: crypto.randomUUID() })), /no identity of the apps read so far/);
  });

  it('is said to be a person, and unsigned ones are told', async () => {
    assert.match(await read(token({ scp: 'user_impersonation', upn: 'a@tea.example' })), /token of a person/);
    assert.match(await read(token({ idtyp: 'app', oid: 'x' }, 'none')), /not signed: no service takes it/);
  });

  it('is read from the whole answer of an endpoint', async () => {
    const { principalId } = stage.app('orders').app.identity;
    const answer = JSON.stringify({ access_token: token({ oid: principalId }), expires_in: '3599' });
    assert.match(await read(answer), /system-assigned identity of 'orders'/);
  });
});

describe('port forward commands against the sandbox', function () {
  this.timeout(30_000);
  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const only = () => {
    const [forward, ...others] = stage.forwards.all;
    assert.ok(forward?.kind === 'tokens' && others.length === 0);
    return forward;
  };
  /** A token as a program asks for it. */
  const ask = async (url: string) => {
    const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';
    const { status, json } = await plainGet(`${url}/metadata/identity/oauth2/token?${query}`, {
      Metadata: 'true',
    });
    return { status, body: json as { readonly access_token?: string } };
  };

  const everyProgram = [{ pickOne: 'Every Program of Yours' }, { confirm: 'yes' }] as const;

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it("serves the app's tokens at a loopback port, says where, and ends when stopped", async () => {
    const { said, copied } = await stage.run('startPortForward', target('catalog'), ...everyProgram, {
      press: 'Copy Address',
    });
    const { endpoint } = only();
    assert.deepEqual(copied, [endpoint.url]);
    assert.match(endpoint.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(
      said.some((line) =>
        line.startsWith("info: Every program of yours on this computer can get tokens of 'catalog'"),
      ),
    );
    const { status, body } = await ask(endpoint.url);
    assert.equal(status, 200);
    assert.match(body.access_token ?? '', jwt);
    assert.equal(endpoint.stats.lastIdentity?.name, "the system-assigned identity of 'catalog'");
    await stage.run('stopPortForward', { kind: 'forward', id: only().id });
    assert.deepEqual(stage.forwards.all, []);
    await assert.rejects(ask(endpoint.url));
  });

  it('says in words that a role is missing when it starts, and opens nothing', async () => {
    const { said } = await stage.run('startPortForward', target('partner-api'), ...everyProgram);
    assert.match(said.at(-1) ?? '', /^error: .*Azure Spring Apps Connect Role/);
    assert.deepEqual(stage.forwards.all, []);
  });

  it('starts no second forward for an app that has one, and restarts at the same address', async () => {
    await stage.run('startPortForward', target('catalog'), ...everyProgram);
    const { endpoint } = only();
    await stage.run('startPortForward', target('catalog'));
    assert.equal(only().endpoint, endpoint);
    await stage.run('restartPortForward', undefined);
    assert.notEqual(only().endpoint, endpoint);
    assert.equal(only().endpoint.url, endpoint.url);
    assert.equal((await ask(endpoint.url)).status, 200);
  });

  it('opens a terminal whose programs are the app as the chosen identity, and closes it with the forward', async () => {
    const { clientId } = stage
      .app('orders')
      .app.identity.userAssigned.find(({ id }) => id.endsWith('id-orders'))!;
    const { said } = await stage.run(
      'openTerminalAsApp',
      target('orders'),
      { confirm: 'yes' },
      { pickOne: "The user-assigned identity 'id-orders'" },
    );
    assert.match(said.join('\n'), /^warn: Give programs on this computer tokens of 'orders'\?/m);
    assert.match(said.join('\n'), /^status: 127\.0\.0\.1:\d+ gives out tokens of 'orders' now$/m);
    const [terminal] = stage.terminals;
    assert.equal(terminal?.name, 'as orders');
    assert.equal(terminal.env['AZURE_CLIENT_ID'], clientId);
    assert.equal(terminal.env['IDENTITY_ENDPOINT'], only().endpoint.identityEndpoint);
    assert.equal(terminal.env['IDENTITY_HEADER'], only().endpoint.identityHeader);
    assert.equal(terminal.env['AZURE_POD_IDENTITY_AUTHORITY_HOST'], null);
    assert.equal((await ask(only().endpoint.url)).status, 403, 'nobody asked for the form without a secret');
    assert.equal(terminal.env['NO_PROXY'], 'example.invalid,127.0.0.1,localhost');
    assert.equal(terminal.env['AZURE_CLIENT_SECRET'], null);
    await stage.run('openTerminalAsApp', { kind: 'forward', id: only().id }, { pickOne: 'No client ID' });
    assert.equal(stage.terminals[1]?.env['AZURE_CLIENT_ID'], null);
    stage.forwards.stopAll();
    assert.deepEqual(stage.closedTerminals, ['as orders', 'as orders']);
  });

  it('asks once for each app, and opens nothing when turned down', async () => {
    await stage.run('startPortForward', target('catalog'), everyProgram[0], { confirm: 'no' });
    assert.deepEqual(stage.forwards.all, []);
    await stage.run('startPortForward', target('catalog'), ...everyProgram);
    stage.forwards.stopAll();
    await stage.run('startPortForward', target('catalog'), everyProgram[0]);
    assert.equal(stage.forwards.all.length, 1);
    await stage.run('startPortForward', target('orders'), everyProgram[0], { confirm: 'no' });
    assert.equal(stage.forwards.all.length, 1);
  });

  it('can be opened for programs that know its secret only, and copies what they need', async () => {
    const { copied } = await stage.run(
      'startPortForward',
      target('catalog'),
      { pickOne: 'Those That Know a Secret' },
      { confirm: 'yes' },
      { press: 'Copy Variables' },
    );
    const { endpoint } = only();
    assert.deepEqual(copied, [
      `IDENTITY_ENDPOINT=${endpoint.identityEndpoint}\nIDENTITY_HEADER=${endpoint.identityHeader}\n`,
    ]);
    assert.equal((await ask(endpoint.url)).status, 403);
    const asked = await plainGet(
      `${endpoint.identityEndpoint}?api-version=2019-08-01&resource=https://vault.azure.net`,
      { 'X-IDENTITY-HEADER': endpoint.identityHeader },
    );
    assert.equal(asked.status, 200);
  });

  it('asks before it stops or restarts what a terminal lives on, and not any more when that is closed', async () => {
    await stage.run('openTerminalAsApp', target('catalog'), { confirm: 'yes' }, { pickOne: 'No client ID' });
    for (const command of ['stopPortForward', 'restartPortForward'] as const) {
      const { said } = await stage.run(command, undefined, { confirm: 'no' });
      assert.match(said[0] ?? '', /^warn: Stop the port forward of 'catalog'\? .*the terminal 'as catalog'/);
    }
    assert.deepEqual([stage.forwards.all.length, stage.closedTerminals], [1, []]);
    stage.endUsers();
    await stage.run('stopPortForward', undefined);
    assert.deepEqual(stage.forwards.all, []);
  });

  it('starts the launch configuration that was picked, as the app', async () => {
    stage.launches = [
      { name: 'Run', place: 'one' },
      { name: 'Run', place: 'two' },
      { name: 'Other', place: 'two' },
    ];
    await stage.run(
      'debugAsApp',
      target('catalog'),
      { pickOne: 'Other' },
      { confirm: 'yes' },
      { pickOne: 'No client ID' },
    );
    const [session] = stage.debugged;
    assert.deepEqual([session?.name, session?.place], ['Other', 'two']);
    assert.equal(session?.env['IDENTITY_ENDPOINT'], only().endpoint.identityEndpoint);
    assert.equal(session.env['AZURE_CLIENT_SECRET'], '');
    assert.ok(!('AZURE_USERNAME' in session.env) && !('AZURE_CLIENT_ID' in session.env));
    stage.forwards.stopAll();
    assert.deepEqual(stage.closedTerminals, ['Other']);
  });

  it('ends a port forward with the debug session it was opened for, unless something else lives on it', async () => {
    stage.launches = [{ name: 'Run', place: 'one' }];
    await stage.run(
      'debugAsApp',
      target('catalog'),
      { pickOne: 'Run' },
      { confirm: 'yes' },
      { pickOne: 'No client ID' },
    );
    stage.endUsers();
    assert.deepEqual(stage.forwards.all, []);
    await stage.run('startPortForward', target('catalog'), { pickOne: 'Those That Know a Secret' });
    await stage.run('debugAsApp', target('catalog'), { pickOne: 'Run' }, { pickOne: 'No client ID' });
    stage.endUsers();
    assert.equal(stage.forwards.all.length, 1, 'it was there before the session');
  });

  it('starts no program in a workspace that is not trusted, also not from a button', async () => {
    stage.trusted = false;
    stage.launches = [{ name: 'Run', place: 'one' }];
    const terminal = await stage.run('openTerminalAsApp', target('catalog'));
    const session = await stage.run('debugAsApp', target('catalog'));
    for (const { said } of [terminal, session]) assert.match(said.at(-1) ?? '', /not trusted/);
    assert.deepEqual([stage.terminals, stage.debugged, stage.forwards.all], [[], [], []]);
  });

  it('goes on with another instance when its own is restarted, and says so', async () => {
    await stage.run('startPortForward', target('catalog'), ...everyProgram);
    const before = only().transport;
    stage.azure.sandbox.plane.restart(stage.app('catalog').app.id);
    assert.equal((await ask(only().endpoint.url)).status, 200);
    assert.notEqual(only().transport, before);
    assert.match(stage.forwardNews.join(), /is gone; the port forward of 'catalog' goes on with 'catalog-/);
  });
});
