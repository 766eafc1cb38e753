import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { Estate } from '../../src/estate/estate';
import { allApps } from '../../src/estate/lookup';
import type { Linter } from '../../src/lint/ports';
import { scanQuietly } from '../../src/ui/diagnostics/scan-workspace';
import { keepingLog } from '../azure/sandboxed';
import { snapshotOf } from '../double/estate';
import { MadeUpLinter } from './made-up-linter';
import { untilTrue } from './until-true';
import { watchWith, type Watching } from './watching';

const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps: { orders: {} } } } } } });

/** Has something happen while it scans. */
class SlowLinter extends MadeUpLinter {
  meanwhile: () => void = () => undefined;

  override scan: NonNullable<Linter['scan']> = () => {
    this.meanwhile();
    return Promise.resolve({ judged: 0, skipped: [] });
  };
}

describe('a scan of a folder that is linked to an app, in an extension host', () => {
  const [folder] = workspace.workspaceFolders ?? [];
  const [orders] = [...allApps(snapshot)];
  assert.ok(folder && orders);
  const { id } = orders.app;
  const config = Uri.joinPath(folder.uri, '.spring-identity.json');
  const linter = new SlowLinter();
  let watching: Watching;

  beforeEach(async () => {
    const links = [{ folder: 'linked', app: id }];
    await workspace.fs.writeFile(config, new TextEncoder().encode(JSON.stringify({ links })));
    watching = watchWith(linter);
  });
  afterEach(async () => {
    watching.dispose();
    await workspace.fs.delete(config);
  });

  /** What was done with documents, in its order. */
  async function done(estate: Estate): Promise<readonly unknown[]> {
    const { project } = watching;
    await untilTrue(
      () => project.linksOf(folder?.uri).length === 1,
      () => 'the link is not known',
    );
    const steps: unknown[] = [];
    const documents = {
      showScanned: () => steps.push('some'),
      endScan: () => steps.push('end'),
      judgeLinked: (change: unknown) => steps.push(change),
    };
    assert.ok(folder);
    await scanQuietly({ estate, linter: () => linter, project, documents, log: keepingLog([]) }, folder);
    return steps;
  }

  it('has its files judged again when the app was read meanwhile', async () => {
    const estate = new Estate();
    linter.meanwhile = () => {
      estate.apply(() => snapshot, []);
    };
    assert.deepEqual(await done(estate), ['end', { app: id, what: 'anything' }]);
  });

  it('is the last word where nothing else is known of the app', async () => {
    const estate = new Estate();
    estate.apply(() => snapshot, []);
    linter.meanwhile = () => {
      estate.apply((now) => ({ ...now }), []);
    };
    assert.deepEqual(await done(estate), ['end']);
  });
});
