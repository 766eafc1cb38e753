import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SignInKind } from '../../src/account/sign-in';
import { CloudConsent } from '../../src/ui/sign-in/cloud-consent';
import { Session } from '../../src/ui/sign-in/session';
import { chosenSource, SourceChoice } from '../../src/ui/sign-in/source-choice';
import { signInKinds } from '../../src/ui/contributions';
import { Settings } from '../../src/ui/window/settings';
import { keepingLog, SandboxedAzure } from '../azure/sandboxed';
import { Memory } from '../double/memory';
import { untilTrue } from './until-true';

describe('the sign-in source in an extension host', () => {
  const opened: SignInKind[] = [];
  const closed: SignInKind[] = [];
  const shown: boolean[] = [];
  let sandboxed: SandboxedAzure;
  let settings: Settings;
  let memory: Memory;
  let session: Session;
  let choice: SourceChoice;
  let changes: number;

  beforeEach(async () => {
    opened.length = 0;
    closed.length = 0;
    shown.length = 0;
    changes = 0;
    sandboxed = await SandboxedAzure.start();
    settings = new Settings();
    memory = new Memory();
    session = new Session(chosenSource(settings, memory), {
      openSource: (kind) => {
        opened.push(kind);
        return Promise.resolve({
          signIn: sandboxed.signIn,
          stop: () => {
            closed.push(kind);
            return Promise.resolve();
          },
        });
      },
      openAzure: () =>
        Promise.resolve({
          reader: sandboxed.azure.reader,
          identities: sandboxed.azure.identities,
          userAssigned: sandboxed.azure.userAssigned,
          grants: sandboxed.azure.grants,
          assignments: sandboxed.azure.assignments,
          remoteDebugging: sandboxed.azure.remoteDebugging,
          targets: sandboxed.azure.targets,
          dispose: () => undefined,
        }),
      log: keepingLog([]),
    });
    session.onDidChange(() => {
      changes += 1;
    });
    choice = new SourceChoice(session, {
      settings,
      memento: memory,
      reread: () => undefined,
      showSandbox: (open) => shown.push(open),
      consent: new CloudConsent(new Memory()),
      kinds: signInKinds,
    });
  });
  afterEach(async () => {
    choice.dispose();
    session.dispose();
    settings.dispose();
    await vscode.workspace.getConfiguration().update('springIdentity.signIn', undefined, true);
    await sandboxed.sandbox.stop();
  });

  const changed = () =>
    new Promise<void>((resolve) => {
      const listening = session.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });

  it('opens nothing until something is asked of it', async () => {
    assert.deepEqual(opened, []);
    const { subscriptions } = await session.list(sandboxed.signal);
    assert.equal(subscriptions.length, 3);
    await session.list(sandboxed.signal);
    assert.deepEqual(opened, ['vscode']);
  });

  it('follows the setting live: ends the old source and tells once', async () => {
    await session.list(sandboxed.signal);
    const switched = changed();
    await vscode.workspace.getConfiguration().update('springIdentity.signIn', 'azureCli', true);
    await switched;
    assert.equal(session.kind, 'azureCli');
    assert.deepEqual(closed, ['vscode']);
    assert.equal(changes, 1);
    await session.list(sandboxed.signal);
    assert.deepEqual(opened, ['vscode', 'azureCli']);
  });

  it('opens the sandbox for this window only, and goes back to the setting when it closes', async () => {
    await choice.openSandbox();
    assert.equal(session.kind, 'sandbox');
    assert.equal(settings.signIn, 'vscode');
    assert.equal(chosenSource(settings, memory), 'sandbox');
    assert.equal(shown.at(-1), true, 'the sandbox says that it is the sandbox');
    await choice.closeSandbox();
    assert.equal(shown.at(-1), false);
    assert.equal(session.kind, 'vscode');
    assert.equal(chosenSource(settings, memory), 'vscode');
  });

  it('keeps the sandbox selection out of the setting that is shared with other extensions', async () => {
    await choice.openSandbox();
    await choice.select(['tenant/subscription']);
    assert.deepEqual(choice.selected, ['tenant/subscription']);
    assert.deepEqual(settings.selectedSubscriptions, []);
    await choice.closeSandbox();
    await choice.select(['other/one']);
    assert.deepEqual(settings.selectedSubscriptions, ['other/one']);
    await choice.select([]);
  });

  it('tries again to open a source that did not open', async () => {
    let attempts = 0;
    const failing = new Session('vscode', {
      openSource: () => {
        attempts += 1;
        return Promise.reject(new Error('not yet'));
      },
      openAzure: () => Promise.reject(new Error('never reached')),
      log: keepingLog([]),
    });
    await assert.rejects(failing.list(sandboxed.signal), /not yet/);
    await assert.rejects(failing.list(sandboxed.signal), /not yet/);
    assert.equal(attempts, 2);
  });

  it('takes neither source nor cloud nor filter from the settings of a folder', async () => {
    const before = settings.cloud;
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const evil = 'https://evil.example';
    const ofFolder = {
      'springIdentity.signIn': 'environment',
      'azureResourceGroups.selectedSubscriptions': ['tenant/subscription'],
      'microsoft-sovereign-cloud.environment': 'custom',
      'microsoft-sovereign-cloud.customEnvironment': {
        name: 'AzureCloud',
        resourceManagerEndpointUrl: evil,
        activeDirectoryEndpointUrl: evil,
        managementEndpointUrl: evil,
      },
    };
    const heeded = () =>
      vscode.workspace
        .getConfiguration()
        .get<{ readonly managementEndpointUrl?: string }>('microsoft-sovereign-cloud.customEnvironment')
        ?.managementEndpointUrl === evil;
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(ofFolder)));
    try {
      await untilTrue(heeded, () => 'VS Code has not read the settings of the folder');
      assert.deepEqual(settings.cloud, before);
      assert.equal(settings.signIn, 'vscode');
      assert.deepEqual(settings.selectedSubscriptions, []);
      assert.ok(settings.ignored.includes('microsoft-sovereign-cloud.customEnvironment'));
    } finally {
      await vscode.workspace.fs.delete(file);
      await untilTrue(
        () => !heeded(),
        () => 'VS Code still has the settings of the folder',
      );
    }
    assert.deepEqual(settings.ignored, []);
  });
});
