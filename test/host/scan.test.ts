import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { Estate } from '../../src/estate/estate';
import { allApps } from '../../src/estate/lookup';
import type { Linter } from '../../src/lint/ports';
import { scanQuietly } from '../../src/ui/diagnostics/scan-workspace';
import { keepingLog } from '../azure/sandboxed';
import { snapshotOf } from '../double/estate';
import { MadeUpLinter, worthALook } from './made-up-linter';
import { untilTrue } from './until-true';
import { watchWith } from './watching';

const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps: { orders: {} } } } } } });
const path = 'linked/Orders.java';

/** Looks at one file, and becomes slow: meanwhile the app is read, or it is not. */
class SlowLinter extends MadeUpLinter {
  readonly #meanwhile: () => void;

  constructor(meanwhile: () => void) {
    super();
    this.#meanwhile = meanwhile;
  }

  override scan: NonNullable<Linter['scan']> = (_request, _signal, tell) => {
    this.#meanwhile();
    const lines = { starts: [0], length: worthALook.length };
    tell({ judged: 1, files: [{ path, findings: [], facts: [], lines }] });
    return Promise.resolve({ judged: 1, skipped: [] });
  };
}

describe('a scan of a folder that is linked to an app, in an extension host', () => {
  const [folder] = workspace.workspaceFolders ?? [];
  const [orders] = [...allApps(snapshot)];
  assert.ok(folder && orders);
  const inFolder = (name: string) => Uri.joinPath(folder.uri, name);
  const write = (name: string, text: string) =>
    workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));

  beforeEach(async () => {
    await write(path, worthALook);
    await write(
      '.spring-identity.json',
      JSON.stringify({ links: [{ folder: 'linked', app: orders.app.id }] }),
    );
  });
  afterEach(async () => {
    await workspace.fs.delete(inFolder('linked'), { recursive: true });
    await workspace.fs.delete(inFolder('.spring-identity.json'));
  });

  for (const isRead of [true, false])
    it(`judges its files again ${isRead ? 'when the app was read meanwhile' : 'only then'}`, async () => {
      const estate = new Estate();
      const linter = new SlowLinter(() => {
        if (isRead) estate.apply(() => snapshot, []);
      });
      const watching = watchWith(linter);
      const { project, documents } = watching;
      await untilTrue(
        () => project.linksOf(folder.uri).length === 1,
        () => 'the link is not known',
      );
      await scanQuietly({ estate, linter: () => linter, project, documents, log: keepingLog([]) }, folder);
      // Another file that changes is judged after those that are judged again.
      await write('linked/Other.java', worthALook);
      await untilTrue(
        () => linter.judged.includes('linked/Other.java'),
        () => linter.judged.join(', '),
      );
      assert.equal(linter.judged.includes(path), isRead);
      watching.dispose();
    });
});
