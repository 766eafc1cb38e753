import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiagnosticSeverity, languages, Uri, window, workspace } from 'vscode';
import { ConfigTroubles } from '../../src/ui/diagnostics/config/config-troubles';
import { showLink } from '../../src/ui/diagnostics/links/show-link';
import { MadeUpLinter } from './made-up-linter';
import { untilTrue } from './until-true';
import { watchWith, type Watching } from './watching';

describe('the configuration file, in an extension host', () => {
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const config = Uri.joinPath(root, '.spring-identity.json');
  const nested = Uri.joinPath(root, 'deep', '.spring-identity.json');
  let watching: Watching;
  let troubles: ConfigTroubles;

  beforeEach(() => {
    watching = watchWith(new MadeUpLinter());
    troubles = new ConfigTroubles(watching.project);
  });
  afterEach(async () => {
    troubles.dispose();
    watching.dispose();
    await workspace.fs.delete(config, { recursive: true });
  });

  const write = (uri: Uri, text: string | Uint8Array) =>
    workspace.fs.writeFile(uri, typeof text === 'string' ? new TextEncoder().encode(text) : text);

  function told(uri: Uri): readonly string[] {
    return languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'Spring Identity')
      .map(({ range, message, severity }) => {
        assert.equal(severity, DiagnosticSeverity.Warning);
        return `${range.start.line + 1}:${range.start.character + 1} ${message}`;
      });
  }

  async function says(uri: Uri, ...expected: readonly RegExp[]): Promise<void> {
    await untilTrue(
      () =>
        told(uri).length === expected.length && expected.every((words, i) => words.test(told(uri)[i] ?? '')),
      () => JSON.stringify(told(uri)),
    );
  }

  it('says each entry that means nothing at its place, and no longer when it is mended', async () => {
    await write(config, '{\n  "exclude": ["gen/**", ""],\n  "rules": {"MI999": "off"}\n}');
    await says(config, /^3:\d+ there is no rule 'MI999'/, /^2:\d+ this is no glob/);
    await write(config, '{}');
    await says(config);
  });

  it('says why one is not used at all', async () => {
    await write(config, '{');
    await says(config, /^1:2 not JSON/);
    await write(config, `{"x": "${'a'.repeat(70_000)}"}`);
    await says(config, /larger than 64 KiB/);
    await write(config, Uint8Array.of(0, 1, 2));
    await says(config, /is not text/);
    await workspace.fs.delete(config);
    await workspace.fs.createDirectory(config);
    await workspace.fs.writeFile(Uri.joinPath(config, 'x'), new Uint8Array());
    await says(config, /no regular file/);
  });

  it('says that one below the top is not used', async () => {
    await write(config, '{}');
    await write(nested, '{}');
    try {
      await says(nested, /^1:1 settings count only at the top/);
    } finally {
      await workspace.fs.delete(Uri.joinPath(root, 'deep'), { recursive: true });
    }
    await says(nested);
  });

  it('says so of one in a folder that is moved in, until the folder is moved away', async () => {
    const elsewhere = Uri.file(mkdtempSync(path.join(tmpdir(), 'configuration-')));
    const from = Uri.joinPath(elsewhere, 'moved');
    const to = Uri.joinPath(root, 'moved');
    const inIt = Uri.joinPath(to, 'deeper', '.spring-identity.json');
    await write(config, '{');
    await write(Uri.joinPath(from, 'deeper', '.spring-identity.json'), '{}');
    try {
      await says(config, /^1:2 not JSON/);
      await workspace.fs.rename(from, to);
      await says(inIt, /^1:1 settings count only at the top/);
      await workspace.fs.rename(to, from);
      await says(inIt);
    } finally {
      await workspace.fs.delete(elsewhere, { recursive: true });
    }
  });

  it('is opened at the link that somebody wants to see, at its top when that is gone', async () => {
    const entry = '{ "folder": "b", "app": "/x/apps/orders" }';
    // VS Code keeps what was shown for minutes; what is open of the workspace would count in the tests that follow.
    const shared = Uri.file(path.join(mkdtempSync(path.join(tmpdir(), 'shared-')), '.spring-identity.json'));
    await write(config, '{}');
    await write(
      shared,
      `{\n  "links": [\n    { "folder": "a", "app": "/x/apps/orders" },\n    ${entry}\n  ]\n}`,
    );
    const link = { folder: 'b', app: '/x/apps/orders', file: shared.toString(), root: 'w' };
    const selected = () => window.activeTextEditor?.document.getText(window.activeTextEditor.selection);
    await showLink(link);
    assert.equal(selected(), entry);
    await showLink({ ...link, folder: 'c' });
    assert.equal(selected(), '');
    assert.equal(window.activeTextEditor?.selection.active.line, 0);
    await workspace.fs.delete(Uri.joinPath(shared, '..'), { recursive: true });
  });
});
