import { say } from '../../src/lifecycle/text';
import assert from 'node:assert/strict';
import { languages, Uri } from 'vscode';
import type { ScannedFile } from '../../src/lint/ports';
import { Project } from '../../src/ui/diagnostics/project';
import { WatchedDocuments } from '../../src/ui/diagnostics/watch-documents';
import { Settings } from '../../src/ui/window/settings';
import { keepingLog } from '../azure/sandboxed';

const root = Uri.file('/w/shop');
const neighbour = Uri.file('/w/shop-archive');

function found(path: string): ScannedFile {
  const rule = { id: 'MI101', name: 'any', title: say('Any.'), severity: 'warning' } as const;
  const span = { start: 0, end: 1 };
  return {
    path,
    lines: { starts: [0], length: 1 },
    findings: [{ rule, span, message: say('wrong'), severity: 'warning', confidence: 'high' }],
    facts: [{ kind: 'credential', via: 'jdbc', named: false, span }],
  };
}

describe('what a scan found, in an extension host', () => {
  let settings: Settings;
  let project: Project;
  let documents: WatchedDocuments;

  beforeEach(() => {
    settings = new Settings();
    project = new Project(settings);
    documents = new WatchedDocuments({
      linter: () => assert.fail('nothing is judged here'),
      project,
      stateOf: (name) => ({ name, unreadable: 'not read' }),
      log: keepingLog([]),
    });
  });
  afterEach(() => {
    documents.dispose();
    project.dispose();
    settings.dispose();
  });

  const scan = (folder: Uri, ...paths: readonly string[]) => {
    documents.showScanned(folder, paths.map(found));
    documents.endScan(folder, paths);
  };
  const count = (folder: Uri, path: string) => languages.getDiagnostics(Uri.joinPath(folder, path)).length;

  it('goes with the next scan of its folder when it is not found again', () => {
    scan(root, 'A.java', 'B.java');
    assert.deepEqual([count(root, 'A.java'), count(root, 'B.java')], [1, 1]);
    scan(root, 'B.java');
    assert.deepEqual([count(root, 'A.java'), count(root, 'B.java')], [0, 1]);
    assert.deepEqual(
      [...documents.factsBelow(root)].map(({ path }) => path),
      ['B.java'],
    );
  });

  it('stays in a folder beside it whose name only begins alike', () => {
    scan(neighbour, 'A.java');
    scan(root);
    assert.equal(count(neighbour, 'A.java'), 1);
    assert.deepEqual([...documents.factsBelow(root)], []);
  });
});
