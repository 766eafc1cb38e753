import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../src/ui/commands/run';
import { CommandStage } from './double/commands';
import { ScriptedDialogs, type Answer } from './double/scripted-dialogs';
import { ShownReport } from './double/shown-report';

describe('explaining a selected error', () => {
  let stage: CommandStage;
  const refused = (oid: string) =>
    `ERROR 1 --- x\nStatus code 403, "{"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=x;oid=${oid};iss=y\\r\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\\r\\nVault: kv-shop;location=x","innererror":{"code":"ForbiddenByRbac"}}}"`;
  const shown = () => new ShownReport(stage.reports.at(-1) ?? assert.fail('no report was shown'));
  const explained = async (select: string, ...answers: readonly Answer[]) => {
    await stage.run('explainError', undefined, { select }, ...answers);
    return shown().text;
  };
  /** Waits for what Azure says to it. */
  const joined = async (wish: RegExp) => {
    for (let tries = 0; tries < 200 && !wish.test(shown().text); tries += 1) await delay(10);
    assert.match(shown().text, wish);
    return shown();
  };

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it('names target, kind and what to do, and whose identity was refused', async () => {
    const { principalId = '' } = stage.app('orders').app.identity;
    const text = await explained(refused(principalId));
    assert.match(text, /key vault 'kv-shop'/);
    assert.match(text, /Line 2 of the text\./);
    assert.match(text, /Kind +kv\.rbac\nCause +role-missing/);
    assert.ok(text.includes(`Principal ${principalId} is the system-assigned identity of 'orders'.`), text);
    await joined(/has 'Key Vault Secrets User' at 'kv-shop' at 'kv-shop' now\./);
  });

  it('says what is missing where nothing opens the target, and ends in the buttons that mend it', async () => {
    const { principalId = '' } = stage.app('search').app.identity;
    await explained(refused(principalId));
    const page = await joined(/has nothing that opens 'kv-shop'/);
    assert.match(page.text, /Missing: 'Key Vault Secrets User' for principal \S+ at \S+\/vaults\/kv-shop\./);
    const titles = page.buttons.map(({ title }) => title);
    assert.ok(titles.includes('Copy az Command') && titles.includes('Diagnose App...'), titles.join());
  });

  it('leads from an error that names nobody, of an app the user names, to the identity that gets in', async () => {
    const select =
      'com.azure.core.exception.HttpResponseException: Status code 403, (empty body) GET https://appcs-harbor-shop.azconfig.io/kv';
    const dialogs = new ScriptedDialogs({ select }, { pickOne: 'inventory' });
    await runCommand(stage.deps(dialogs), 'explainError', undefined);
    assert.match(shown().text, /The text names no identity\./);
    await shown()
      .buttons.find(({ title }) => title.startsWith('Say Which App'))
      ?.press();
    const page = await joined(/'id-telemetry' has 'App Configuration Data Reader'/);
    assert.match(page.text, /1\. Another identity of the app than the one that gets in may have answered/);
    assert.ok(page.buttons.some(({ title }) => title === "Copy AZURE_CLIENT_ID of 'id-telemetry'"));
  });

  it('says that an identity is of none of the apps, and that a text is not recognised', async () => {
    const stranger = crypto.randomUUID();
    // Where it is seen, not below what the verdict rests on.
    assert.match(
      await explained(refused(stranger)),
      new RegExp(`^Not known: ${stranger} is no identity of the apps read so far`, 'm'),
    );
    assert.match(await explained('all is well'), /No error with an identity is recognised here/);
  });

  it('takes the clipboard when nothing is selected, says when there is nothing either, and reads a terminal', async () => {
    const { said } = await stage.run('explainError', undefined);
    assert.match(said.at(-1) ?? '', /Nothing is selected, and the clipboard holds no text/);
    await stage.run('explainTerminalError', undefined, { select: refused(crypto.randomUUID()) });
    assert.match(shown().text, /kv-shop/);
  });
});
