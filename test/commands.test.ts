import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { customCloud } from '../src/account/custom-cloud';

import { resourceKey } from '../src/estate/resources';
import type { Target } from '../src/ui/target';
import type { OperationRecord } from '../src/operations/records';
import { runsPassed } from '../src/ui/commands/run';
import { resumeOperations } from '../src/ui/commands/resume';
import { recordsToKeep } from '../src/ui/commands/to-keep';
import { CommandStage } from './double/commands';
import { ScriptedDialogs } from './double/scripted-dialogs';
import { maxUserAssigned } from '../src/hosts/spring/plans';

describe('commands against the sandbox', () => {
  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const userNames = (name: string) =>
    stage.app(name).app.identity.userAssigned.map(({ id }) => id.split('/').at(-1));

  const patches = () =>
    Object.entries(stage.azure.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith('PATCH'))
      .reduce((sum, [, count]) => sum + count, 0);

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  describe('switching the system-assigned identity', () => {
    it('names what breaks before it disables, and says what is left over', async () => {
      const { principalId } = stage.app('orders').app.identity;
      const { said } = await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
      const question = said[1] ?? '';
      assert.match(question, /^warn: Disable the system-assigned identity of 'orders'\? \| Service 'shop', /);
      assert.ok(question.includes(principalId ?? '?'), question);
      assert.match(said.at(-1) ?? '', /no system-assigned identity any more/);
      assert.equal(stage.app('orders').app.identity.type, 'UserAssigned');
    });

    it('writes every result into the log, and keeps it whole behind a button', async () => {
      const { said } = await stage.run(
        'disableSystemAssigned',
        target('catalog'),
        { confirm: 'yes' },
        { press: 'Show Details' },
      );
      const result = /^info: (.*?) \[/.exec(said.at(-1) ?? '')?.[1] ?? '?';
      assert.match(result, /no system-assigned identity any more/);
      assert.ok(
        stage.azure.lines.some((line) => line.includes(result)),
        'in the log',
      );
      assert.equal(stage.pages.at(-1)?.text, `Result of the change\n\n${result}\n`);
    });

    it('sends nothing when the question is answered with no', async () => {
      const before = patches();
      await stage.run('disableSystemAssigned', target('orders'), { confirm: 'no' });
      assert.equal(stage.app('orders').app.identity.type, 'SystemAssigned,UserAssigned');
      assert.equal(patches(), before);
    });

    it('offers the new principal for copying after off and on', async () => {
      const { principalId: old } = stage.app('catalog').app.identity;
      await stage.run('disableSystemAssigned', target('catalog'), { confirm: 'yes' });
      const { copied, said } = await stage.run(
        'enableSystemAssigned',
        target('catalog'),
        { confirm: 'yes' },
        { press: 'Copy Principal ID' },
      );
      const { principalId } = stage.app('catalog').app.identity;
      assert.notEqual(principalId, old);
      assert.deepEqual(copied, [principalId]);
      assert.match(said.at(-1) ?? '', /What the earlier one was granted was kept \(3\)/);
    });

    it('says that there is nothing to do', async () => {
      const { said } = await stage.run('enableSystemAssigned', target('catalog'));
      assert.deepEqual(
        said.map((line) => line.split(':')[0]),
        ['info'],
      );
    });

    it('refuses in words while Azure updates the app', async () => {
      const { said } = await stage.run('disableSystemAssigned', target('shipping'));
      assert.match(said.join('\n'), /^warning: .*shipping/);
      assert.equal(said.length, 1);
    });

    it('refuses in words while the service is stopped', async () => {
      const { said } = await stage.run('disableSystemAssigned', target('orders-archive'));
      assert.match(said.join('\n'), /stopped/i);
      assert.equal(said.length, 1);
    });

    it('tells 403 with the missing action, and keeps what was known', async () => {
      stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PATCH' });
      const { said } = await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
      assert.match(said.at(-1) ?? '', /^error: .*Microsoft\.AppPlatform\/Spring\/apps\/write/);
      assert.match(said.at(-1) ?? '', /\[Show Log\]/);
      assert.equal(stage.app('orders').app.identity.type, 'SystemAssigned,UserAssigned');
    });

    it('reports a change that Azure failed as failed', async () => {
      stage.azure.sandbox.trouble.add({ kind: 'operation-fails', method: 'PATCH' });
      const { said } = await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
      assert.match(said.at(-1) ?? '', /^error: /);
      assert.equal(said.filter((line) => line.startsWith('info')).length, 0);
    });

    it('stops when somebody changed the app meanwhile, and plans again on demand', async () => {
      const seen = stage.app('orders');
      await stage.run('removeUserAssigned', { ...userTarget('orders', 'id-orders') }, { confirm: 'yes' });
      // The estate as it was when the user looked: somebody else's change is not in it.
      stage.estate.apply(
        (snapshot) => ({
          ...snapshot,
          apps: new Map(
            [...snapshot.apps].map(([key, apps]) => [
              key,
              apps.state === 'ready'
                ? { ...apps, value: apps.value.map((app) => (app.id === seen.app.id ? seen.app : app)) }
                : apps,
            ]),
          ),
        }),
        [],
      );
      const { said } = await stage.run(
        'disableSystemAssigned',
        target('orders'),
        { confirm: 'yes' },
        { press: 'Plan Again' },
        { confirm: 'yes' },
      );
      assert.ok(
        said.some((line) => line.startsWith("warning: 'orders' was changed by somebody else")),
        said.join('\n'),
      );
      assert.deepEqual(userNames('orders'), ['id-telemetry']);
      assert.equal(stage.app('orders').app.identity.type, 'UserAssigned');
    });

    it('says honestly that Azure goes on when the user stops waiting', async () => {
      stage.azure.sandbox.trouble.add({ kind: 'operation-hangs', method: 'PATCH' });
      const { said } = await stage.run(
        'disableSystemAssigned',
        target('orders'),
        { confirm: 'yes' },
        { cancelAfterMs: 1000 },
      );
      assert.match(said.at(-1) ?? '', /No longer waiting for 'orders'\. Azure goes on/);
    });
  });

  describe('a change that was under way when the window closed', () => {
    let next: CommandStage;
    let dialogs: ScriptedDialogs;
    let records: readonly OperationRecord[];
    const reported = /^info: 'orders' has no system-assigned identity any more/;

    /** Closes the window in the middle of a change, and opens another one. */
    beforeEach(async () => {
      const hanging = stage.azure.sandbox.trouble.add({ kind: 'operation-hangs', method: 'PATCH' });
      await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' }, { cancelAfterMs: 1000 });
      records = JSON.parse(
        JSON.stringify(recordsToKeep(stage.deps(new ScriptedDialogs()))),
      ) as typeof records;
      stage.changes.dispose();
      hanging.dispose();
      next = new CommandStage(stage.azure);
      dialogs = new ScriptedDialogs();
    });
    afterEach(() => {
      next.changes.dispose();
      next.inventory.dispose();
    });

    it('is found again, watched to its end and reported, even if nobody has opened its service', async () => {
      const before = patches();
      await resumeOperations(next.deps(dialogs), records, Date.now());
      assert.equal(dialogs.said[0], "background: Disabling the system-assigned identity of 'orders'");
      assert.match(dialogs.said[1] ?? '', reported);
      assert.equal(dialogs.said.length, 2);
      assert.deepEqual(next.operations.all, []);
      assert.equal(next.app('orders').app.identity.type, 'UserAssigned');
      assert.equal(patches(), before);
    });

    it('waits on record until its subscription can be seen', async () => {
      const hidden = stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '/subscriptions' });
      const ending = resumeOperations(next.deps(dialogs), records, Date.now());
      await next.inventory.open({ kind: 'reach' });
      assert.deepEqual(recordsToKeep(next.deps(dialogs)), records);
      assert.equal(dialogs.said.length, 0);
      hidden.dispose();
      // As when the user signs in: everything is forgotten, and nobody but the change asks for it again.
      next.inventory.reset();
      await ending;
      assert.match(dialogs.said.at(-1) ?? '', reported);
      assert.deepEqual(recordsToKeep(next.deps(dialogs)), []);
    });

    it('stays on record while the sandbox is open, whose own changes are not kept', async () => {
      await next.load();
      next.kind = 'sandbox';
      next.operations.fromRecords(records);
      assert.deepEqual(recordsToKeep(next.deps(dialogs)), []);
      next.inventory.reset();
      assert.deepEqual(recordsToKeep(next.deps(dialogs)), records);
    });

    it('is forgotten when nobody could pick it up for a week', async () => {
      await resumeOperations(next.deps(dialogs), records, Date.now() + 8 * 24 * 60 * 60_000);
      assert.deepEqual(dialogs.said, []);
      assert.deepEqual(next.operations.all, []);
    });
  });

  const userTarget = (app: string, name: string): Target => {
    const found = stage.app(app);
    const identity = found.app.identity.userAssigned.find(({ id }) => id.endsWith(`/${name}`));
    assert.ok(identity, name);
    return { kind: 'user-identity', app: resourceKey(found.app), identity: identity.id };
  };

  describe('assigning and removing user-assigned identities', () => {
    it('offers identities of all subscriptions of the tenant but those the app has', async () => {
      const { said } = await stage.run('assignUserAssigned', target('orders'), { pickMany: [] });
      const picks = said[0] ?? '';
      assert.match(picks, /Create new\.\.\./);
      assert.match(picks, /--Shop Production, .*id-billing/);
      assert.match(picks, /--Shop Development, .*id-shop-dev/);
      assert.doesNotMatch(picks, /id-orders|id-telemetry|id-partner/);
    });

    it('assigns several, then removes one of them again by the button', async () => {
      await stage.run(
        'assignUserAssigned',
        target('gateway'),
        { pickMany: ['id-billing', 'id-newsletter'] },
        { confirm: 'yes' },
      );
      assert.deepEqual(userNames('gateway').sort(), ['id-billing', 'id-newsletter']);
      const { said } = await stage.run(
        'removeUserAssigned',
        userTarget('gateway', 'id-newsletter'),
        { confirm: 'yes' },
        { press: 'Assign Again...' },
        { confirm: 'yes' },
      );
      assert.match(said.join('\n'), /can no longer use 'id-newsletter'/);
      assert.deepEqual(userNames('gateway').sort(), ['id-billing', 'id-newsletter']);
    });

    it('puts identities used lately first', async () => {
      await stage.run(
        'assignUserAssigned',
        target('gateway'),
        { pickMany: ['id-newsletter'] },
        { confirm: 'no' },
      );
      const { said } = await stage.run('assignUserAssigned', target('orders'), { pickMany: [] });
      assert.match(said[0] ?? '', /Create new\.\.\., --used lately, \$\(key\) id-newsletter, --/);
    });

    it('refuses the 21st in words, before anything is picked', async () => {
      assert.equal(userNames('promotions').length, maxUserAssigned);
      const { said } = await stage.run('assignUserAssigned', target('promotions'));
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', /21 user-assigned identities.*at most 20/);
      assert.equal(userNames('promotions').length, maxUserAssigned);
    });

    it('asks which ones to remove when no node says it', async () => {
      const { said } = await stage.run(
        'removeUserAssigned',
        target('orders'),
        { pickMany: ['id-telemetry'] },
        { confirm: 'yes' },
      );
      assert.match(said[0] ?? '', /pick: .* id-orders, .* id-telemetry$/);
      assert.deepEqual(userNames('orders'), ['id-orders']);
    });

    it('says when there is nothing to remove', async () => {
      const { said } = await stage.run('removeUserAssigned', target('gateway'));
      assert.deepEqual(said, ["info: 'gateway' has no user-assigned identity."]);
    });

    it('creates a new identity after a question of its own, and assigns it', async () => {
      const { said } = await stage.run(
        'assignUserAssigned',
        target('gateway'),
        { pickMany: ['Create new...'] },
        { pickOne: 'Shop Production' },
        { pickOne: 'rg-shop' },
        { text: 'gateway-new' },
        { pickOne: 'westeurope' },
        { confirm: 'yes' },
        { confirm: 'yes' },
      );
      assert.match(
        said.join('\n'),
        /confirm: Create the user-assigned identity 'gateway-new'\? \| In resource group 'rg-shop' .* region westeurope/,
      );
      assert.deepEqual(userNames('gateway'), ['gateway-new']);
    });

    it('creates nothing for an app that cannot have one more', async () => {
      for (const [app, why] of [
        ['promotions', /21 user-assigned/],
        ['flex-worker', /consumption/],
        ['shipping', /updat/i],
      ] as const) {
        const { said } = await stage.run('assignUserAssigned', target(app));
        assert.equal(said.length, 1, said.join('\n'));
        assert.match(said[0] ?? '', why);
      }
    });

    it('does not take a name that is there for a new one', async () => {
      const { said } = await stage.run(
        'assignUserAssigned',
        target('gateway'),
        { pickMany: ['Create new...'] },
        { pickOne: 'Shop Production' },
        { pickOne: 'rg-shop' },
        { text: 'ID-Orders' },
      );
      assert.equal(said.at(-1), "refused: Resource group 'rg-shop' has an identity of this name.");
    });

    it('refuses a name Azure would refuse', async () => {
      const { said } = await stage.run(
        'assignUserAssigned',
        target('gateway'),
        { pickMany: ['Create new...'] },
        { pickOne: 'Shop Production' },
        { pickOne: 'rg-shop' },
        { text: 'a b' },
      );
      assert.equal(
        said.at(-1),
        'refused: A name has no blanks: only letters, digits, hyphens and underscores.',
      );
      assert.deepEqual(userNames('gateway'), []);
    });
  });

  describe('without a node', () => {
    it('asks for the service, then the app, and offers the app first next time', async () => {
      const fresh = new CommandStage(stage.azure);
      const first = await fresh.run(
        'disableSystemAssigned',
        undefined,
        { pickOne: 'shop' },
        { pickOne: 'catalog' },
        { confirm: 'yes' },
      );
      assert.match(first.said[0] ?? '', /--Shop Production, .* shop, .*--Partner Portal, .* partner$/);
      const second = await fresh.run('viewAppJson', undefined, { pickOne: 'catalog' });
      assert.match(second.said[0] ?? '', /\| --used lately, \$\(package\) catalog, --Shop Production/);
      assert.deepEqual(fresh.shownJson, [resourceKey(stage.app('catalog').app)]);
      fresh.changes.dispose();
      fresh.inventory.dispose();
    });

    it('offers the selected app first, says what each has, and leaves out those it can do nothing for', async () => {
      const fresh = new CommandStage(stage.azure);
      await fresh.load();
      fresh.view.selected = resourceKey(fresh.app('orders').app);
      const { said } = await fresh.run(
        'removeUserAssigned',
        undefined,
        { pickOne: 'orders' },
        { pickMany: ['id-telemetry'] },
        { confirm: 'no' },
      );
      const [, picks = ''] = (said[0] ?? '').split(' | ');
      assert.match(picks, /^--selected, \$\(package\) orders, --/);
      assert.equal(picks.split('$(package) orders,').length, 2, 'once only');
      assert.ok(!picks.includes('$(package) catalog,'), 'catalog has no user-assigned identity');
      fresh.changes.dispose();
      fresh.inventory.dispose();
    });

    it('offers apps that were read already right away', async () => {
      const { said } = await stage.run('copyName', undefined, { pickOne: 'partner-api' });
      assert.match(said[0] ?? '', /--Partner Portal, .*partner-api/);
    });

    it('does nothing when the user turns away', async () => {
      const { said } = await stage.run('disableSystemAssigned', undefined, { turnAway: true });
      assert.equal(said.length, 1);
    });
  });

  describe('copying and opening', () => {
    it('copies every fact of an app and of its identities', async () => {
      const { app, subscription } = stage.app('orders');
      const system: Target = { kind: 'system-identity', app: resourceKey(app) };
      const [user] = app.identity.userAssigned;
      assert.ok(user);
      const node = userTarget('orders', 'id-orders');
      const copied = async (...args: Parameters<CommandStage['run']>) => (await stage.run(...args)).copied[0];
      assert.equal(await copied('copyResourceId', target('orders')), app.id);
      assert.equal(await copied('copyName', target('orders')), 'orders');
      assert.equal(await copied('copyTenantId', target('orders')), subscription.tenantId);
      assert.equal(await copied('copyPrincipalId', system), app.identity.principalId);
      const assigned = app.identity.userAssigned.find(({ id }) => id.endsWith('/id-orders'));
      assert.equal(await copied('copyClientId', node), assigned?.clientId);
      assert.equal(await copied('copyPrincipalId', node), assigned?.principalId);
    });

    it('asks whose ID is wanted where an app has several identities, and chooses none silently', async () => {
      const { app } = stage.app('orders');
      const { said, copied } = await stage.run('copyPrincipalId', target('orders'), { pickOne: 'id-orders' });
      assert.match(said[0] ?? '', /System-assigned, .*id-orders/);
      const assigned = app.identity.userAssigned.find(({ id }) => id.endsWith('/id-orders'));
      assert.deepEqual(copied, [assigned?.principalId]);
      const away = await stage.run('copyPrincipalId', target('orders'), { turnAway: true });
      assert.deepEqual(away.copied, []);
    });

    it('reads the client ID of a system-assigned identity when it is wanted', async () => {
      const { app } = stage.app('orders');
      const { copied } = await stage.run('copyClientId', { kind: 'system-identity', app: resourceKey(app) });
      assert.match(copied[0] ?? '', /^[0-9a-f-]{36}$/);
      assert.notEqual(copied[0], app.identity.principalId);
    });

    it("opens the cloud's portal at the resource, in its tenant", async () => {
      const { app, subscription } = stage.app('orders');
      const { opened } = await stage.run('openInPortal', target('orders'));
      const portal = stage.azure.signIn.cloud.portalUrl;
      assert.deepEqual(opened, [`${portal}/#@${subscription.tenantId}/resource${app.id}`]);
    });

    it('says that the sandbox has no portal', async () => {
      stage.kind = 'sandbox';
      const { opened, said } = await stage.run('openInPortal', target('orders'));
      assert.deepEqual(opened, []);
      assert.match(said[0] ?? '', /The sandbox has no portal/);
    });
  });

  describe('sign-in and view', () => {
    it('selects subscriptions out of all, whatever is hidden now', async () => {
      await stage.run('selectSubscriptions', undefined, { pickMany: ['Partner Portal'] });
      assert.equal(stage.selected.length, 1);
      assert.match(stage.selected[0] ?? '', /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
    });

    it('chooses another source, and does nothing for the one in use', async () => {
      await stage.run('chooseSignIn', undefined, { pickOne: 'Azure CLI' });
      await stage.run('chooseSignIn', undefined, { pickOne: 'Environment' });
      await stage.run('chooseSignIn', undefined, { pickOne: 'Sandbox' });
      assert.deepEqual(stage.chosen, ['azureCli', 'sandbox']);
    });

    it('says that the sandbox is closed when another source is chosen, and whose that is', async () => {
      stage.kind = 'sandbox';
      const { said } = await stage.run('chooseSignIn', undefined, { pickOne: 'Azure CLI' });
      assert.match(said.at(-1) ?? '', /The sandbox is closed: Azure CLI is in use now/);
    });

    it('says where to sign out of each source', async () => {
      const words = { vscode: /Accounts menu/, azureCli: /az logout/, environment: /environment variables/ };
      for (const [kind, expected] of Object.entries(words)) {
        stage.kind = kind as keyof typeof words;
        const { said } = await stage.run('signOut', undefined);
        assert.match(said[0] ?? '', expected);
      }
    });

    it('filters, clears and groups', async () => {
      await stage.run('filter', undefined, { text: 'orders' });
      assert.equal(stage.view.filter, 'orders');
      await stage.run('clearFilter', undefined);
      assert.equal(stage.view.filter, '');
      await stage.run('groupByIdentity', undefined);
      assert.deepEqual(stage.view.grouped, ['identity']);
    });

    it('says that the row is gone that was clicked, and does not ask for another; the palette does', async () => {
      const manifest = JSON.parse(
        fs.readFileSync(path.join(__dirname, '../package.json'), 'utf8'),
      ) as Parameters<typeof runsPassed>[1];
      const run = async (...passed: readonly unknown[]) => {
        const dialogs = new ScriptedDialogs({ turnAway: true });
        await runsPassed(stage.deps(dialogs), manifest)('disableSystemAssigned', passed);
        return dialogs.said.join('\n');
      };
      assert.match(await run(undefined, undefined), /^warning: .*did not run\..*Choose the command again\./);
      assert.match(await run(), /^pick: /);
    });

    it('tries a failed branch again', async () => {
      const { app } = stage.app('orders');
      const branch = { kind: 'deployments', key: resourceKey(app) } as const;
      const rule = stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/deployments*' });
      await stage.inventory.open(branch);
      assert.equal(stage.estate.snapshot.deployments.get(branch.key)?.state, 'failed');
      rule.dispose();
      await stage.run('retry', { kind: 'branch', branch });
      assert.equal(stage.estate.snapshot.deployments.get(branch.key)?.state, 'ready');
    });
  });

  describe('signing in to a custom cloud', () => {
    const cloud = customCloud({
      name: 'AzureCloud',
      resourceManagerEndpointUrl: 'https://management.contoso.example',
      activeDirectoryEndpointUrl: 'https://login.contoso.example',
    });

    it('names its hosts first, and does nothing when they are turned down', async () => {
      stage.unconfirmedCloud = cloud;
      const { said } = await stage.run('signIn', undefined, { confirm: 'no' });
      for (const host of ['https://management.contoso.example', 'https://login.contoso.example'])
        assert.ok(said[0]?.includes(host), said[0]);
      assert.match(said[0] ?? '', /^warn: /);
      assert.deepEqual([stage.confirmedClouds, stage.chosen], [[], []]);
    });

    it('remembers that they were agreed to, and signs in only where nobody is', async () => {
      stage.unconfirmedCloud = cloud;
      await stage.run('signIn', undefined, { confirm: 'yes' });
      assert.deepEqual([stage.confirmedClouds, stage.chosen], [[cloud], []]);
    });
  });
});
