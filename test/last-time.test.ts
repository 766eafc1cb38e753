import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { snapshotOf } from './double/estate';
import { keepingLog } from './azure/sandboxed';
import type { SignInChange, SignInKind } from '../src/account/sign-in';
import { lastTimeFile, mostBytes } from '../src/disk/last-time-file';
import { Estate } from '../src/estate/estate';
import { keep } from '../src/estate/last-time';
import { Emitter } from '../src/lifecycle/emitter';
import { LastTimeKeeper } from '../src/ui/last-time';

describe('keeping what the tree showed', () => {
  const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps: { orders: {} } } } } } });
  const text = keep(snapshot, new Set(), mostBytes);
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'last-time-'));
    file = path.join(folder, 'deep', 'last-time-vscode.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function keeper() {
    const estate = new Estate();
    const changed = new Emitter<SignInChange>();
    const stores: string[] = [];
    const signIn = { kind: 'vscode' as SignInKind, onDidChange: changed.event };
    const log: string[] = [];
    const made = new LastTimeKeeper({
      estate,
      log: keepingLog(log),
      open: () => new Set(),
      signIn,
      store: (kind) => {
        stores.push(kind);
        return Promise.resolve(lastTimeFile(file));
      },
    });
    return { made, changed, estate, log, signIn, stores };
  }

  it('reads once what was kept, and tells whoever draws it', async () => {
    await lastTimeFile(file).write(text);
    const { made } = keeper();
    let told = 0;
    made.onDidChange(() => (told += 1));
    await Promise.all([made.read(), made.read()]);
    assert.equal(told, 1);
    assert.equal(made.lastTime?.apps.size, 1);
    made.dispose();
  });

  for (const signedOut of ['all', ['ann']] as const)
    it(`forgets it at once, on the disk too, when ${signedOut.toString()} signs out`, async () => {
      await lastTimeFile(file).write(text);
      const { made, changed, log } = keeper();
      await made.read();
      const gone = new Promise<void>((resolve) => {
        made.onDidChange(() => {
          resolve();
        });
      });
      changed.fire({ signedOut });
      await gone;
      assert.equal(made.lastTime, undefined);
      while ((await lastTimeFile(file).read()) !== undefined) await new Promise(setImmediate);
      assert.deepEqual(log, []);
      made.dispose();
    });

  it('forgets that of the source which is left, not of the one that comes', async () => {
    const { made, changed, signIn, stores } = keeper();
    await made.read();
    signIn.kind = 'azureCli';
    changed.fire({ signedOut: 'all' });
    await made.read();
    assert.deepEqual(stores, ['vscode', 'vscode', 'azureCli']);
    made.dispose();
  });

  it('keeps it when tokens are renewed or an account comes', async () => {
    await lastTimeFile(file).write(text);
    const { made, changed } = keeper();
    await made.read();
    changed.fire({ signedOut: [] });
    assert.equal(await lastTimeFile(file).read(), text);
    assert.ok(made.lastTime);
    made.dispose();
  });

  it('says in the log what is wrong with the file, and goes on without', async () => {
    const { made, log } = keeper();
    await lastTimeFile(file).write('no JSON');
    await made.read();
    assert.equal(made.lastTime, undefined);
    assert.deepEqual(log, []);
    made.dispose();
  });

  it('takes no file that is larger than what is ever written', async () => {
    const store = lastTimeFile(file);
    assert.equal(await store.read(), undefined);
    await store.write('x');
    await writeFile(file, Buffer.alloc(mostBytes + 1));
    assert.equal(await store.read(), undefined);
    await store.write(text);
    assert.equal(await readFile(file, 'utf8'), text);
  });
});
