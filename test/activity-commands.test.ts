import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { journalFile } from '../src/disk/journal-file';
import { resourceKey } from '../src/estate/resources';
import { plain, verbatim } from '../src/lifecycle/text';
import type { Target } from '../src/ui/target';
import { utcRows } from '../src/ui/activity/deed-rows';
import { say } from './double/estate';
import { CommandStage } from './double/commands';

describe('the activity, against the sandbox', () => {
  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const deeds = () => stage.azure.activity.deeds;
  const newest = () => {
    const [deed] = deeds();
    assert.ok(deed);
    return deed;
  };

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it('tells what was changed, by whom, before and after, and how Azure calls it', async () => {
    const { principalId } = stage.app('catalog').app.identity;
    await stage.run('disableSystemAssigned', target('catalog'), { confirm: 'yes' });
    const deed = newest();
    assert.equal(plain(deed.title), "Disable the system-assigned identity of 'catalog'");
    const rows = new Map(utcRows(deed, say));
    assert.equal(rows.get('Outcome'), 'done');
    assert.equal(rows.get('Account'), 'Sandbox');
    assert.match(rows.get('Begun') ?? '', /^\d{4}-\d\d-\d\dT[\d:]+Z$/);
    assert.equal(rows.get('Before'), `SystemAssigned · ${principalId ?? '?'}`);
    assert.equal(rows.get('After'), 'None');
    assert.equal(rows.get('Request'), 'PATCH · 202');
    assert.match(rows.get("Azure's correlation ID") ?? '', /^[0-9a-f-]{36}$/);
    assert.match(rows.get("Azure's operation ID") ?? '', /^[0-9a-f-]{36}$/);
  });

  it('keeps neither a token nor a signed address', async () => {
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    const kept = stage.azure.journal.lines.join('\n');
    assert.ok(kept.length > 100);
    assert.doesNotMatch(kept, /https:|eyJ|Bearer|[?&](?:t|s|c|h)=/);
  });

  it('undoes a change as another one, with a question of its own', async () => {
    const orders = stage.app('orders').app.identity;
    const telemetry = orders.userAssigned.find(({ id }) => id.endsWith('/id-telemetry'));
    assert.ok(telemetry);
    const identity: Target = {
      kind: 'user-identity',
      app: resourceKey(stage.app('orders').app),
      identity: telemetry.id,
    };
    await stage.run('removeUserAssigned', identity, { confirm: 'yes' });
    const { said } = await stage.run('undoDeed', { kind: 'deed', id: newest().id }, { confirm: 'yes' });
    assert.ok(
      said.some((line) => line.includes("Assign 'id-telemetry' to 'orders'?")),
      said.join('\n'),
    );
    assert.equal(stage.app('orders').app.identity.userAssigned.length, orders.userAssigned.length);
    assert.equal(plain(newest().title), "Assign 'id-telemetry' to 'orders'");
    assert.equal(deeds().length, 2);
  });

  it('tells what was granted, to whom and where, and takes it back', async () => {
    await stage.run(
      'grant',
      target('search'),
      { pickOne: 'kv-shop' },
      { pickOne: 'Read secrets' },
      { pickOne: "'kv-shop' as a whole" },
      { confirm: 'yes' },
    );
    const title = "Grant role 'Key Vault Secrets User' at 'kv-shop' to 'shop/apps/search'";
    assert.deepEqual([deeds().length, plain(newest().title)], [1, title]);
    assert.equal(newest().outcome, 'done');
    const { said } = await stage.run('undoDeed', { kind: 'deed', id: newest().id }, { confirm: 'yes' });
    assert.match(
      said.at(-1) ?? '',
      /'shop\/apps\/search' no longer has role 'Key Vault Secrets User' at 'kv-shop'/,
    );
    assert.match(plain(newest().title), /^Take back role 'Key Vault Secrets User' at 'kv-shop' from 'shop/);
    assert.equal(newest().outcome, 'done');
  });

  it('offers what can be undone where no line is chosen, and says when there is nothing', async () => {
    const { said } = await stage.run('undoDeed', undefined);
    assert.deepEqual(said, ['info: There is nothing that could be undone.']);
    await stage.run('disableSystemAssigned', target('catalog'), { confirm: 'yes' });
    await stage.run(
      'undoDeed',
      undefined,
      { pickOne: "Disable the system-assigned identity of 'catalog'" },
      { confirm: 'yes' },
    );
    assert.equal(stage.app('catalog').app.identity.type, 'SystemAssigned');
  });

  it('has a line for what Azure refused, which cannot be undone', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PATCH' });
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    const { outcome, why, undo } = newest();
    assert.deepEqual([outcome, undo], ['failed', undefined]);
    assert.match(plain(verbatim(why ?? '')), /not allowed/);
  });

  it('has a line for what Azure took and then failed', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'operation-fails', method: 'PATCH' });
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    assert.equal(newest().outcome, 'failed');
  });

  it('has no line for what was refused before anything left', async () => {
    await stage.run('disableSystemAssigned', target('shipping'));
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'no' });
    assert.deepEqual(deeds(), []);
  });

  it('copies a line as JSON and forgets all on demand', async () => {
    await stage.run('disableSystemAssigned', target('catalog'), { confirm: 'yes' });
    const { copied } = await stage.run('copyDeed', { kind: 'deed', id: newest().id });
    assert.match(copied[0] ?? '', /"resource": "\/subscriptions\//);
    await stage.run('clearActivity', undefined, { confirm: 'no' });
    assert.equal(deeds().length, 1);
    await stage.run('clearActivity', undefined, { confirm: 'yes' });
    assert.deepEqual([deeds(), stage.azure.journal.lines], [[], []]);
  });
});

describe('the journal on disk', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read, added to by several at once and replaced, for the user alone', async () => {
    const file = path.join(folder, 'deep', 'activity.jsonl');
    const [one, other] = [journalFile(file), journalFile(file)];
    assert.deepEqual(await one.read(), []);
    const lines = Array.from({ length: 40 }, (_, i) => `line ${i} ${'x'.repeat(1000)}`);
    await Promise.all(lines.map((line, i) => (i % 2 === 0 ? one : other).append(line)));
    assert.deepEqual([...(await one.read())].sort(), [...lines].sort());
    await other.replace(['a', 'b']);
    assert.deepEqual(await one.read(), ['a', 'b']);
    assert.equal(readFileSync(file, 'utf8'), 'a\nb\n');
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o077, 0);
  });
});
