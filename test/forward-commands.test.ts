import assert from 'node:assert/strict';
import { emptySnapshot } from '../src/estate/estate';
import { resourceKey } from '../src/estate/resources';
import type { AppPortForward, Forward, TokenForward } from '../src/ui/ways-in';
import type { ShownReport } from './double/shown-report';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';
import type { Answer } from './double/scripted-dialogs';
import { plainGet } from './token/plain-get';

const enableButton = { press: 'Enable Remote Debugging...' };
/** Answers to: on which port, and really? */
const enabling = [{ text: '5005' }, { confirm: 'yes' }] as const;

let stage: CommandStage;
const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
const only = (): Forward => {
  const [forward, ...others] = stage.forwards.all;
  assert.ok(forward !== undefined && others.length === 0, `${stage.forwards.all.length} forwards`);
  return forward;
};
const onlyPort = (): AppPortForward => {
  const forward = only();
  assert.ok(forward.kind === 'port');
  return forward;
};
const onlyTokens = (): TokenForward => {
  const forward = only();
  assert.ok(forward.kind === 'tokens');
  return forward;
};
const get = async (path: string, address = only().localAddress): Promise<Response> =>
  fetch(`http://${address}${path}`, { headers: { Connection: 'close' } });
/** Turns remote debugging on through its command. */
const enable = (name: string) => stage.run('enableRemoteDebugging', target(name), ...enabling);

/** Answers of a command that opens an endpoint for an app for the first time. */
const everyProgram = [{ pickOne: 'Every Program of Yours' }, { confirm: 'yes' }] as const;

describe('forwarding a port of an instance in the sandbox', function () {
  this.timeout(30_000);

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it('says that remote debugging is off and turns nothing on by itself', async () => {
    const { said } = await stage.run('forwardInstancePort', target('catalog'));
    assert.match(said.at(-1) ?? '', /^warning: .*which is off for deployment 'default' of 'catalog'/);
    assert.match(said.at(-1) ?? '', /\[Enable Remote Debugging\.\.\.\]$/);
    assert.deepEqual(stage.forwards.all, []);
    const asked = Object.keys(stage.azure.sandbox.requests.read().byRoute);
    assert.ok(
      asked.some((route) => /getRemoteDebuggingConfig/i.test(route)),
      asked.join(),
    );
    assert.ok(!asked.some((route) => /enableRemoteDebugging/i.test(route)), asked.join());
  });

  it('goes from "off" through the confirmed command to a port that serves several programs at once', async () => {
    const { said } = await stage.run(
      'forwardInstancePort',
      target('catalog'),
      enableButton,
      ...enabling,
      { press: 'Forward Port of Instance...' },
      { text: '8080' },
      { press: 'Copy Address' },
    );
    const asked = said.find((line) => line.startsWith('warn: ')) ?? '';
    assert.match(asked, /Enable remote debugging of deployment 'default' of 'catalog'\?/);
    assert.match(asked, /opens debugging port 5005.*Azure Spring Apps Remote Debugging Role.*run code/s);
    assert.match(asked, /The app may restart/);
    const { localAddress, port } = onlyPort();
    assert.match(localAddress, /^127\.0\.0\.1:\d+$/);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => (await get('/actuator/info')).json() as Promise<{ instance: string }>),
    );
    assert.ok(answers.every(({ instance }) => instance === port.address.instance));
    assert.equal(port.stats.served, 5);
    assert.ok(port.stats.bytes > 500, String(port.stats.bytes));
  });

  it('refuses what is no port', async () => {
    await enable('catalog');
    for (const text of ['0', '65536', '80a', '-1', '']) {
      const { said } = await stage.run('forwardInstancePort', target('catalog'), { text });
      assert.equal(said.at(-1), 'refused: A port is a number from 1 to 65535.', text);
    }
    assert.deepEqual(stage.forwards.all, []);
  });

  it('leads to the one that runs when it is asked for twice, and restarts it at its address', async () => {
    await enable('catalog');
    await stage.run('forwardInstancePort', target('catalog'), { text: '8080' });
    const { localAddress } = only();
    const { said } = await stage.run('forwardInstancePort', target('catalog'), { text: ' 8080 ' });
    assert.ok(said.at(-1)?.includes(localAddress), said.at(-1));
    const before = only();
    await stage.run('restartPortForward', undefined);
    assert.notEqual(only(), before);
    assert.equal(only().localAddress, localAddress);
    assert.equal((await get('/actuator/health')).status, 200);
  });

  it('offers to disable remote debugging when the last forward that used it stops, and does so', async () => {
    await enable('catalog');
    for (const text of ['8080', '5005']) await stage.run('forwardInstancePort', target('catalog'), { text });
    const [first, second] = stage.forwards.all;
    assert.ok(first && second);
    const one = await stage.run('stopPortForward', { kind: 'forward', id: first.id });
    assert.deepEqual(one.said, []);
    const last = await stage.run(
      'stopPortForward',
      { kind: 'forward', id: second.id },
      { press: 'Disable Remote Debugging...' },
      { confirm: 'yes' },
    );
    assert.ok(last.said.some((line) => /^info: .* is still on: whoever has the role/.test(line)));
    assert.equal(last.said.at(-1), "info: Remote debugging of deployment 'default' of 'catalog' is off.");
    const { said } = await stage.run('forwardInstancePort', target('catalog'));
    assert.match(said.at(-1) ?? '', /which is off/);
  });

  it('ends the forwards that go by remote debugging when it is disabled, and no others', async () => {
    await enable('catalog');
    await stage.run('forwardInstancePort', target('catalog'), { text: '8080' });
    await stage.run('startPortForward', target('catalog'), ...everyProgram);
    const { said } = await stage.run('disableRemoteDebugging', target('catalog'), { confirm: 'yes' });
    assert.ok(said.some((line) => line.includes('Port forwards of this window that end with it: 1.')));
    assert.equal(only().kind, 'tokens');
  });

  it('goes on with another instance when its own is restarted, and says so', async () => {
    await enable('catalog');
    await stage.run('forwardInstancePort', target('catalog'), { text: '8080' });
    const { instance } = onlyPort().port.address;
    stage.azure.sandbox.plane.restart(stage.app('catalog').app.id);
    const answer = (await (await get('/actuator/info')).json()) as { instance: string };
    assert.notEqual(answer.instance, instance);
    assert.deepEqual(onlyPort().life.moved, { from: instance, to: answer.instance });
    assert.match(stage.forwardNews.join(), /is gone; the port forward of 'catalog' goes on with/);
    assert.equal(onlyPort().reconnecting, false);
  });

  it('goes on while the view reads everything anew, or hides the subscription', async () => {
    await enable('catalog');
    await stage.run('forwardInstancePort', target('catalog'), { text: '8080' });
    assert.equal((await get('/actuator/health')).status, 200);
    stage.estate.apply(() => emptySnapshot(), [{ kind: 'everything' }]);
    assert.equal((await get('/actuator/health')).status, 200);
    stage.azure.sandbox.plane.cutChannels();
    assert.equal((await get('/actuator/health')).status, 200);
  });

  it('names the role that forwarding takes, which is another than that of the console', async () => {
    await enable('partner-api');
    const { said } = await stage.run('forwardInstancePort', target('partner-api'), { text: '8080' });
    assert.match(said.at(-1) ?? '', /^error: .*'Azure Spring Apps Remote Debugging Role'/);
    assert.deepEqual(stage.forwards.all, []);
  });

  it('tries all the same when it may not read whether remote debugging is on', async () => {
    await enable('catalog');
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/getRemoteDebuggingConfig' });
    await stage.run('forwardInstancePort', target('catalog'), { text: '8080' });
    assert.equal((await get('/actuator/health')).status, 200);
  });

  it('says where there is no remote debugging at all', async () => {
    for (const command of ['forwardInstancePort', 'enableRemoteDebugging'] as const) {
      const { said } = await stage.run(command, target('flex-api'));
      assert.match(
        said.at(-1) ?? '',
        /^warning: .*consumption and dedicated plan, which has no remote debugging/,
      );
    }
  });

  it('changes nothing when the user says no, and says what Azure refuses', async () => {
    const no = await stage.run(
      'enableRemoteDebugging',
      target('catalog'),
      { text: '6000' },
      { confirm: 'no' },
    );
    assert.ok(!no.said.some((line) => line.startsWith('progress')));
    const bad = await stage.run('enableRemoteDebugging', target('catalog'), { text: '80' });
    assert.equal(bad.said.at(-1), 'refused: The port must be a number from 1024 to 65535.');
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/enableRemoteDebugging' });
    const { said } = await enable('catalog');
    assert.match(
      said.at(-1) ?? '',
      /^error: Could not enable remote debugging of deployment 'default' of 'catalog'\. .*enableRemoteDebugging\/action.*Contributor/,
    );
  });

  it('says when Azure fails the change, and when the user stopped waiting for it', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'operation-fails', path: '*/enableRemoteDebugging', times: 1 });
    assert.match((await enable('catalog')).said.at(-1) ?? '', /^error: .*could not carry it out/);
    stage.azure.sandbox.trouble.add({ kind: 'operation-hangs', path: '*/enableRemoteDebugging' });
    const { said } = await stage.run('enableRemoteDebugging', target('catalog'), ...enabling, {
      cancelAfterMs: 300,
    });
    assert.match(said.at(-1) ?? '', /^info: No longer waiting for 'catalog'\. Azure may go on/);
  });
});

describe('using an endpoint that was forwarded by other means', function () {
  this.timeout(30_000);
  const catalog = () => stage.app('catalog').app.id;
  const imds = async () => (await stage.azure.sandbox.plane.openTokenEndpoint(catalog())).url;
  const use = (...answers: readonly Answer[]) =>
    stage.run('useForwardedEndpoint', target('catalog'), ...answers);

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(async () => {
    for (const { end } of stage.pages) end();
    await stage.stop();
  });

  it('is a forward like others: programs, terminals, test tokens and comparisons go through it', async () => {
    const url = await imds();
    await use({ pickOne: 'IMDS' }, { text: url }, ...everyProgram);
    const forward = onlyTokens();
    assert.equal(forward.transport, `the endpoint forwarded to ${url.replace('http://', '')}`);
    const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';
    const answer = await plainGet(`${forward.endpoint.url}/metadata/identity/oauth2/token?${query}`, {
      Metadata: 'true',
    });
    assert.equal(answer.status, 200);
    await stage.run('openTerminalAsApp', target('catalog'), { pickOne: 'No client ID' });
    assert.equal(stage.terminals[0]?.env['IDENTITY_ENDPOINT'], forward.endpoint.identityEndpoint);
    const there: Target = { kind: 'forward', id: forward.id };
    await stage.run('fetchTestToken', there, { pickOne: 'Key Vault' }, { pickOne: 'No client ID' });
    await stage.run('compareIdentities', there, { pickOne: 'Key Vault' });
    const page = (i: number): ShownReport => stage.pages[i] ?? assert.fail('no report');
    assert.match(page(0).text, /Reached through +the endpoint forwarded to 127/);
    assert.match(page(0).text, /the system-assigned identity of 'catalog'/);
    assert.match(page(1).text, /Everything about: no client ID/);
  });

  it('is offered beside the console when the app is asked for a token', async () => {
    await use({ pickOne: 'IMDS' }, { text: await imds() }, ...everyProgram);
    const { said } = await stage.run('fetchTestToken', target('catalog'), { turnAway: true });
    assert.match(said.at(-1) ?? '', /\| The endpoint forwarded to 127\.\S+, The console of an instance$/);
  });

  it('speaks the App Service protocol with a secret that is written nowhere', async () => {
    const { identityEndpoint, identityHeader } = await stage.azure.sandbox.plane.openTokenEndpoint(catalog());
    const form = { pickOne: 'App Service' };
    const bad = await use(form, { text: identityEndpoint }, { text: 'not-the-secret' });
    assert.match(bad.said.at(-1) ?? '', /^error: .*did not accept the value of X-IDENTITY-HEADER/);
    await use(form, { text: identityEndpoint }, { text: identityHeader }, ...everyProgram);
    const there: Target = { kind: 'forward', id: only().id };
    await stage.run('fetchTestToken', there, { pickOne: 'Key Vault' }, { pickOne: 'No client ID' });
    assert.match(stage.pages[0]?.text ?? '', /the system-assigned identity of 'catalog'/);
    assert.equal(stage.azure.redactor.redact(`x ${identityHeader} x`), 'x [redacted] x');
    for (const text of [...stage.azure.lines, ...stage.pages.map(({ text }) => text)])
      assert.ok(!text.includes(identityHeader), text);
    for (const { end } of stage.pages) end();
    stage.forwards.stopAll();
    assert.ok(stage.azure.redactor.redact(identityHeader) === identityHeader);
  });

  it('says whose tokens it gives where they are not of the app, and is not used unless people want that', async () => {
    const other = (await stage.azure.sandbox.plane.openTokenEndpoint(stage.app('orders').app.id)).url;
    const { said } = await use({ pickOne: 'IMDS' }, { text: other }, { confirm: 'no' });
    assert.match(
      said.at(-1) ?? '',
      /^warn: Use this endpoint as that of 'catalog'\? \| Its tokens are of .* none of the identities of 'catalog'/,
    );
    assert.deepEqual(stage.forwards.all, []);
    await use({ pickOne: 'IMDS' }, { text: other }, { confirm: 'yes' }, ...everyProgram);
    assert.equal(onlyTokens().app.name, 'catalog');
  });

  it('takes loopback addresses only, and says when nobody answers there', async () => {
    for (const text of ['http://10.0.0.4:80', 'https://127.0.0.1:1', 'http://example.com'])
      assert.match(
        (await use({ pickOne: 'IMDS' }, { text })).said.at(-1) ?? '',
        /^refused: The address was refused/,
      );
    const { said } = await use({ pickOne: 'IMDS' }, { text: 'http://127.0.0.1:9' });
    assert.match(said.at(-1) ?? '', /^error: The endpoint forwarded to 127\.0\.0\.1:9 did not answer/);
    assert.deepEqual(stage.forwards.all, []);
  });
});
