import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { Failure } from '../src/lifecycle/failure';
import { plainWords, type Report } from '../src/report/report';
import { identityMap } from '../src/actions/map/identity-map';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';
import type { Answer } from './double/scripted-dialogs';

describe('the identity map against the sandbox', function () {
  this.timeout(30_000);
  let stage: CommandStage;

  before(async () => {
    stage = await CommandStage.start();
  });
  after(() => stage.stop());

  async function show(target: Target | undefined, ...answers: readonly Answer[]): Promise<Report> {
    const before = stage.pages.length;
    const { said } = await stage.run('showIdentityMap', target, ...answers);
    assert.equal(stage.pages.length, before + 1, said.join('\n'));
    return stage.pages.at(-1)!.report;
  }

  const appsIn = ({ sheet }: Report): ReadonlySet<string> =>
    new Set(
      (sheet?.rows ?? []).map(([app, service]) => `${plainWords(service ?? '')}/${plainWords(app ?? '')}`),
    );
  const verdicts = ({ blocks }: Report) => {
    const [first] = blocks;
    return first?.kind === 'verdicts' ? first.verdicts : assert.fail('no verdict first');
  };
  const picture = ({ blocks }: Report) => {
    const block = blocks.find(({ kind }) => kind === 'picture');
    return block?.kind === 'picture' ? block.picture : assert.fail('no picture');
  };

  it('shows from the palette all apps there are, with a path from app to target', async () => {
    const report = await show(undefined, { pickOne: 'All Apps' });
    assert.ok(appsIn(report).has('shop/orders') && appsIn(report).size > 15);
    const { nodes, edges } = picture(report);
    const label = (id: string) => plainWords(nodes.find((node) => node.id === id)?.label ?? '');
    const after = (id: string) => edges.filter(({ from }) => from === id).map(({ to }) => to);
    const orders = nodes.find((node) => node.column === 0 && node.label === 'orders');
    const paths = after(orders?.id ?? '').flatMap((identity) =>
      after(identity).flatMap((role) =>
        after(role).map((target) => [identity, role, target].map(label).join(' > ')),
      ),
    );
    assert.ok(
      paths.some((path) => path.endsWith('> Key Vault Secrets User > kv-shop')),
      paths.join('\n'),
    );
  });

  it('shows of a service, an app, an identity and a subscription only theirs', async () => {
    const { app, service, subscription } = stage.app('orders');
    const ofService = await show({ kind: 'service', key: resourceKey(service) });
    assert.ok([...appsIn(ofService)].every((name) => name.startsWith('shop/')));
    const ofApp = await show({ kind: 'app', key: resourceKey(app) });
    assert.deepEqual([...appsIn(ofApp)], ['shop/orders']);
    const { id } = stage.app('billing').app.identity.userAssigned[0]!;
    const ofIdentity = await show({ kind: 'identity', identity: id });
    assert.deepEqual([...appsIn(ofIdentity)].map((name) => name.split('/')[1]).sort(), [
      'billing',
      'pricing',
    ]);
    const ofSubscription = await show({ kind: 'subscription', key: subscription.key });
    const names = new Set((ofSubscription.sheet?.rows ?? []).map((row) => plainWords(row[2] ?? '')));
    assert.deepEqual([...names], [subscription.name]);
  });

  it('says first what was not read, and counts it as nothing', () => {
    const { snapshot } = stage.estate;
    const key = resourceKey(stage.app('orders').app);
    const failure = new Failure({
      code: 'forbidden',
      what: 'No.',
      why: 'You may not read role assignments.',
    });
    const roles = new Map(
      [...snapshot.roles.keys()].map((one) => [one, { state: 'failed', failure } as const]),
    );
    // Nothing that was read gives these anything: only vaults and stores that were not read may.
    const empty = new Map(
      [...snapshot.roles.keys()].map((one) => [
        one,
        { state: 'ready', value: { assignments: [], unreadable: [] } } as const,
      ]),
    );
    const noVaults = new Map(
      [...snapshot.vaults.keys()].map((one) => [one, { state: 'failed', failure } as const]),
    );
    const noStores = new Map<never, never>();
    for (const [state, why] of [
      [{ ...snapshot, roles }, /You may not read role assignments/],
      [{ ...snapshot, roles: new Map<never, never>() }, /were not read/],
      [{ ...snapshot, roles: empty, vaults: noVaults }, /The vaults of subscription '.*' could not be read/],
      [
        { ...snapshot, roles: empty, storeGrants: noStores },
        /Cosmos DB accounts and caches grant was not read/,
      ],
    ] as const) {
      const report = identityMap(state, { kind: 'apps', keys: [key] }, { readAt: 'now' });
      const [first] = verdicts(report);
      assert.equal(first?.mark, 'unknown');
      assert.match((first.evidence ?? []).map(plainWords).join('\n'), why);
      const apps = report.blocks.find(({ kind }) => kind === 'table');
      assert.ok(apps?.kind === 'table');
      const counts = apps.rows.map((row) => plainWords(row.at(-1) ?? ''));
      assert.ok(!counts.includes('0'), counts.join());
      const unknown = picture(report).nodes.filter(({ column, mark }) => column === 1 && mark === 'unknown');
      assert.equal(unknown.length, counts.length);
    }
  });

  it('does not blame a map for what was not read elsewhere', () => {
    const { app, service } = stage.app('orders');
    const other = [...stage.estate.snapshot.apps.keys()].find((key) => key !== resourceKey(service))!;
    const failure = new Failure({ code: 'forbidden', what: 'No.', why: 'Elsewhere.' });
    const apps = new Map([...stage.estate.snapshot.apps, [other, { state: 'failed', failure } as const]]);
    const state = { ...stage.estate.snapshot, apps };
    const said = (report: Report) =>
      verdicts(report)
        .flatMap(({ evidence = [] }) => evidence.map(plainWords))
        .join('\n');
    const one = identityMap(state, { kind: 'apps', keys: [resourceKey(app)] }, { readAt: 'now' });
    assert.doesNotMatch(said(one), /Elsewhere/);
    assert.match(said(identityMap(state, { kind: 'all' }, { readAt: 'now' })), /Elsewhere/);
  });

  it('is exported in each form, to where the user says', async () => {
    await show(undefined, { pickOne: 'All Apps' });
    const turnedAway = await stage.run('exportReport', undefined, { pickOne: 'CSV' });
    assert.deepEqual([stage.saved.size, turnedAway.said.length], [0, 1]);
    stage.saveTo = '/w/out';
    const begins = {
      Markdown: ['md', /^# Identity map of all apps\n/],
      HTML: ['html', /^<!DOCTYPE html>/],
      SVG: ['svg', /^<svg xmlns/],
      CSV: ['csv', /^App,Service,/],
      JSON: ['json', /^\{\n {2}"title": "Identity map of all apps"/],
      'Plain text': ['txt', /^Identity map of all apps\n/],
    } as const;
    for (const [label, [ending, beginning]] of Object.entries(begins)) {
      await stage.run('exportReport', undefined, { pickOne: label });
      assert.match(stage.saved.get(`/w/out/identity-report.${ending}`) ?? '', beginning, label);
    }
  });
});
