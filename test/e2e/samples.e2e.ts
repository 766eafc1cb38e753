import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { allRules } from '../../src/rules/index';
import { repository } from '../rig/places';
import { until } from '../rig/until';
import { useStage } from '../rig/window/stage';
import { shownFindings } from './findings';

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
const onlyInEditor = new Set(['MI003', 'MI005', 'MI606', 'MI607', 'MI609']);

/** What the editor does not say twice: there MI609 stands in its place. */
const onlyOnCommandLine = ({ file, ruleId }: Listed): boolean =>
  file === 'flex/main.bicep' && ruleId === 'MI605';

/** A rule no sample app of the sandbox violates: it is about variables, which ARM does not tell. */
const inNoSample = new Set(['MI608']);

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
      const found = (await shownFindings(stage())).map(({ file, code }) => ({ file, ruleId: code }));
      const missing = allRules.filter(
        ({ id }) => !inNoSample.has(id) && !found.some(({ ruleId }) => ruleId === id),
      );
      if (missing.length === 0) return { found };
      return { instead: `no finding is of ${missing.map(({ id }) => id).join(', ')}` };
    });
    assert.deepEqual(
      listOf(shown.filter(({ ruleId }) => !onlyInEditor.has(ruleId))),
      listOf(golden().filter((one) => !onlyInEditor.has(one.ruleId) && !onlyOnCommandLine(one))),
    );
    const [first] = await tree.children(['Shop Production', 'shop', 'gateway', 'Findings']);
    assert.match(first?.label ?? '', /the app has none/);
    await toasts.press(/managed identity findings/, 'Show');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await screenshot('linked samples');
  });
});
