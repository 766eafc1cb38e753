import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { findApp } from '../../src/estate/lookup';
import { resourceKey } from '../../src/estate/resources';
import { Redactor } from '../../src/lifecycle/log';
import { KnownLinks, type ShownLink } from '../../src/ui/known-links';
import { LiveJudge } from '../../src/ui/live-judge';
import { AppsView } from '../../src/ui/tree/apps-view';
import type { Node } from '../../src/ui/tree/nodes/node';
import { KnownDebugging } from '../../src/tunnel/known-debugging';
import { CommandStage } from '../double/commands';

/** The real provider with everything real below it; the window's own copy of the extension is not touched. */
describe('the Apps view in an extension host', () => {
  let stage: CommandStage;
  let view: AppsView;
  let debugging: KnownDebugging;
  let links: KnownLinks;
  let redrawn: (readonly Node[] | undefined)[];

  beforeEach(async () => {
    stage = await CommandStage.start();
    redrawn = [];
    const { estate, inventory, operations } = stage;
    const judge = new LiveJudge(estate);
    links = new KnownLinks();
    const redactor = new Redactor();
    debugging = new KnownDebugging({
      api: stage.azure.azure.remoteDebugging,
      now: Date.now,
      wait: (ms, signal) => delay(ms, undefined, { signal }),
    });
    view = new AppsView({
      estate,
      inventory,
      operations,
      judge,
      links,
      redactor,
      groupBy: 'subscription',
      now: Date.now,
      debugging,
    });
    view.onDidChangeTreeData((nodes) => redrawn.push(nodes as readonly Node[] | undefined));
  });
  afterEach(async () => {
    view.dispose();
    debugging.dispose();
    await stage.stop();
  });

  const label = (node: Node): string => {
    const { label: text = '' } = view.getTreeItem(node);
    return typeof text === 'string' ? text : text.label;
  };
  const below = (parent: Node | undefined, name: string) => {
    const found = view.getChildren(parent).find((node) => label(node) === name);
    assert.ok(found, `${name} among ${view.getChildren(parent).map(label).join(', ')}`);
    return found;
  };
  /** Waits for the estate to satisfy `wish`; every change is an event, so nothing is polled. */
  const until = (wish: () => boolean) =>
    new Promise<void>((resolve) => {
      if (wish()) {
        resolve();
        return;
      }
      const listening = stage.estate.onDidChange(() => {
        if (!wish()) return;
        listening.dispose();
        resolve();
      });
    });
  const look = async () => {
    view.visible(true);
    await until(() => {
      const { reach, services } = stage.estate.snapshot;
      const listed = [...services.values()];
      return reach.state === 'ready' && listed.length > 0 && listed.every(({ state }) => state === 'ready');
    });
  };
  const requests = () => stage.azure.sandbox.requests.read().total;
  const open = async (node: Node) => {
    view.expanded(node);
    await until(() => !view.getChildren(node).some((child) => label(child) === 'Loading...'));
  };

  it('asks Azure for nothing before it is seen', () => {
    assert.deepEqual(view.getChildren().map(label), ['Loading...']);
    assert.equal(requests(), 0);
    assert.equal(stage.estate.snapshot.reach.state, 'absent');
  });

  it('reads the subscriptions when seen, the apps when their service opens, and each only once', async () => {
    await look();
    assert.deepEqual(view.getChildren().map(label), [
      'Shop Production',
      'Shop Development',
      'Partner Portal',
    ]);
    const shop = below(below(undefined, 'Shop Production'), 'shop');
    const before = requests();
    await open(shop);
    assert.equal(requests(), before + 1);
    view.expanded(shop);
    view.getChildren(shop);
    assert.equal(requests(), before + 1);
    const orders = view.getTreeItem(below(shop, 'orders'));
    assert.equal(orders.description, 'system + 2 user');
    assert.match(orders.contextValue ?? '', /\bapp\b.*\bassign\b.*\bdisableSystem\b/);
    assert.match(orders.accessibilityInformation?.label ?? '', /^App orders, system \+ 2 user/);
    assert.ok(orders.tooltip instanceof vscode.MarkdownString);
    assert.equal(orders.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
  });

  it('gives a node without change the same object again, as VS Code knows nodes by object', async () => {
    await look();
    const subscription = below(undefined, 'Shop Production');
    assert.equal(below(undefined, 'Shop Production'), subscription);
    assert.equal(view.getParent(below(subscription, 'shop')), subscription);
  });

  it('redraws only the app that a change concerns, and shows its new principal', async () => {
    await look();
    const shop = below(below(undefined, 'Shop Production'), 'shop');
    await open(shop);
    const orders = below(shop, 'orders');
    view.getChildren(orders);
    redrawn = [];
    const key = resourceKey(stage.app('orders').app);
    await stage.run('disableSystemAssigned', { kind: 'app', key }, { confirm: 'yes' });
    assert.ok(redrawn.length > 0);
    // What it loses is read for the question, so that its identity is drawn, too.
    for (const nodes of redrawn)
      assert.ok(
        nodes?.every((node) => ['orders', 'System-assigned'].includes(label(node))),
        nodes?.map(label).join(),
      );
    assert.equal(view.getTreeItem(orders).description, '2 user');
    await stage.run('enableSystemAssigned', { kind: 'app', key }, { confirm: 'yes' });
    const principalId = findApp(stage.estate.snapshot, key)?.app.identity.principalId;
    assert.equal(
      view.getTreeItem(below(orders, 'System-assigned')).description,
      `principal ID ${principalId}`,
    );
  });

  it('reads the roles of the new principal by itself when its node stands open', async () => {
    await look();
    const shop = below(below(undefined, 'Shop Production'), 'shop');
    await open(shop);
    const system = below(below(shop, 'orders'), 'System-assigned');
    await open(system);
    assert.ok(view.getChildren(system).some((node) => label(node) === 'Key Vault Secrets User · kv-shop'));
    const key = resourceKey(stage.app('orders').app);
    await stage.run('disableSystemAssigned', { kind: 'app', key }, { confirm: 'yes' });
    await stage.run('enableSystemAssigned', { kind: 'app', key }, { confirm: 'yes' });
    await until(() =>
      view.getChildren(system).some((node) => label(node) === 'No roles, access policies or data roles'),
    );
  });

  it('keeps nodes open over a filter and finds them again without new requests', async () => {
    await look();
    const shop = below(below(undefined, 'Shop Production'), 'shop');
    await open(shop);
    const before = requests();
    view.filter = ' ORDERS ';
    assert.deepEqual(view.getChildren(below(below(undefined, 'Shop Production'), 'shop')).map(label), [
      'orders',
    ]);
    view.filter = '';
    assert.equal(requests(), before);
    assert.equal(
      view.getTreeItem(below(below(undefined, 'Shop Production'), 'shop')).collapsibleState,
      vscode.TreeItemCollapsibleState.Expanded,
    );
  });

  it('says on a node why it could not be read, and recovers by its own command', async () => {
    await look();
    const rule = stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/apps*' });
    const shop = below(below(undefined, 'Shop Production'), 'shop');
    await open(shop);
    const [failed] = view.getChildren(shop);
    assert.equal(failed?.kind, 'failed');
    assert.equal(view.getTreeItem(failed).command?.command, 'springIdentity.retry');
    assert.ok(failed.target.kind === 'branch');
    // Joins the load that has just failed, should it not have ended altogether.
    await stage.inventory.open(failed.target.branch);
    rule.dispose();
    await stage.run('retry', failed.target);
    assert.equal(view.getTreeItem(below(shop, 'orders')).description, 'system + 2 user');
  });

  it('shows the folders that are linked to an app, and redraws only apps whose links change', async () => {
    await look();
    const shop = below(below(undefined, 'Shop Production'), 'shop');
    await open(shop);
    const orders = below(shop, 'orders');
    const { id } = stage.app('orders').app;
    redrawn = [];
    const shared = {
      folder: 'orders',
      app: id.toUpperCase(),
      file: 'file:///w/.spring-identity.json',
      root: 'w',
    };
    const there = (...some: readonly ShownLink[]) => some.map((link) => ({ link, isMissing: false }));
    links.use(there({ folder: '.', app: id }, shared));
    assert.deepEqual(
      redrawn.map((nodes) => nodes?.map(label)),
      [['orders']],
    );
    const shown = view.getChildren(orders).filter(({ kind }) => kind === 'folder-link');
    assert.deepEqual(shown.map(label), ['the whole workspace folder', 'orders']);
    assert.match(view.getTreeItem(below(orders, 'orders')).contextValue ?? '', /\bfolderLink\b/);
    links.use(there({ folder: '.', app: id }, { ...shared }));
    assert.equal(redrawn.length, 1);
    links.use(there(shared));
    const [left] = view.getChildren(orders).filter(({ kind }) => kind === 'folder-link');
    assert.deepEqual(left?.target, {
      kind: 'folder-link',
      app: orders.id.slice('app:'.length),
      link: shared,
    });
    links.use([{ link: shared, isMissing: true }]);
    const row = view.getTreeItem(below(orders, 'orders'));
    assert.equal(row.description, 'folder not found');
    assert.match(row.contextValue ?? '', /\bfolderLink\b/, 'it can be unlinked all the same');
    links.use([]);
    assert.ok(!view.getChildren(orders).some(({ kind }) => kind === 'folder-link'));
  });

  it('shows an open debugging door, and when it is closed', async () => {
    await look();
    let node: Node | undefined;
    for (const name of ['Shop Production', 'shop', 'orders', 'Instances', 'default']) {
      node = below(node, name);
      await open(node);
    }
    assert.ok(node?.kind === 'deployment');
    const shown = () => String(view.getTreeItem(node).description);
    const found = stage.app('orders');
    const of = { subscription: found.subscription, id: `${found.app.id}/deployments/default` };
    const { signal } = new AbortController();
    const seen = await debugging.read(of, signal);
    await debugging.enable({ ...of, seen }, 5006, signal);
    assert.match(shown(), /^debugging on, port 5006/);
    await debugging.disable({ ...of, seen: { enabled: true, port: 5006 } }, signal);
    assert.doesNotMatch(shown(), /debugging/);
  });
});
