import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { allRules } from '../../src/rules/index';
import { repository } from '../rig/places';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';

interface Listed {
  readonly file: string;
  readonly ruleId: string;
}

/** What the command line finds in the samples beside the apps they are linked to. */
function golden(): readonly Listed[] {
  const file = path.join(repository, 'test/golden/samples-with-apps.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as readonly Listed[];
}

/** Rules that need what the command line is not told: roles, and the plan of the service. */
const onlyInEditor = new Set(['MI003', 'MI005', 'MI606']);

/** All of our findings that VS Code holds: those in files by their path, those on apps by the name of their document. */
function shownFindings({ window, workspace }: Stage): Promise<readonly Listed[]> {
  return window.host.run((vscode, root) => {
    const nameOf = (uri: { readonly scheme: string; readonly path: string }) =>
      uri.path.startsWith(`${root}/`) ? uri.path.slice(root.length + 1) : (uri.path.split('/').at(-1) ?? '');
    return vscode.languages.getDiagnostics().flatMap(([uri, all]) =>
      all
        .filter((one) => one.source === 'Spring Identity')
        .map(({ code }) => ({
          file: nameOf(uri),
          ruleId: String(typeof code === 'object' ? code.value : code),
        })),
    );
  }, workspace);
}

function listOf(findings: readonly Listed[]): readonly string[] {
  return findings.map(({ file, ruleId }) => `${file} ${ruleId}`).sort();
}

describe('the sample workspace in a real window', () => {
  const stage = useStage();

  it('shows every rule, on files and on the apps of the sandbox they are linked to', async () => {
    const { workbench, screenshot } = stage();
    const { tree, toasts, page } = workbench;
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await tree.find(['Shop Production', 'shop', 'orders']);
    await workbench.run('Spring Identity: Scan Workspace');
    await toasts.saying(/managed identity findings in \d+ files/).waitFor({ timeout: 30_000 });
    const shown = await until(page, async () => {
      const found = await shownFindings(stage());
      const missing = allRules.filter(({ id }) => !found.some(({ ruleId }) => ruleId === id));
      if (missing.length === 0) return { found };
      return { instead: `no finding is of ${missing.map(({ id }) => id).join(', ')}` };
    });
    assert.deepEqual(
      listOf(shown.filter(({ ruleId }) => !onlyInEditor.has(ruleId))),
      listOf(golden().filter(({ ruleId }) => !onlyInEditor.has(ruleId))),
    );
    const [first] = await tree.children(['Shop Production', 'shop', 'gateway', 'Findings']);
    assert.match(first?.label ?? '', /the app has none/);
    await toasts.press(/managed identity findings/, 'Show');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await screenshot('linked samples');
  });
});
