import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { identityUse } from '../src/estate/lookup';
import { resourceKey } from '../src/estate/resources';
import { linkedApp } from '../src/lint/links/linked-state';
import { lintApp } from '../src/lint/lint-app';
import { asText } from '../src/report/as-text';
import { speechOf } from '../src/report/speech';
import { allRules } from '../src/rules/index';
import type { Finding } from '../src/rules/finding';
import { say as text, type Text } from '../src/lifecycle/text';
import type { CommandName } from '../src/ui/contributions';
import { runCommand } from '../src/ui/commands/run';
import type { Target } from '../src/ui/target';
import { describe as look } from '../src/ui/tree/looks/describe';
import { childrenOf } from '../src/ui/tree/nodes/children';
import { groupApps } from '../src/ui/tree/nodes/identity-groups';
import type { Node } from '../src/ui/tree/nodes/node';
import type { TreeState } from '../src/ui/tree/nodes/state';
import { worded, type Translate } from '../src/ui/words';
import { CommandStage } from './double/commands';
import { LookingDialogs } from './double/looking-dialogs';
import { leftEnglish } from './rig/pseudo/left-english';
import { pseudoTranslate } from './rig/pseudo/pseudo-words';
import { cannedApps, type CannedApp } from './rules/canned-apps';
import { findingsIn } from './rules/check-rule';
import { readRulePage } from './rules/rule-page';

const translate = pseudoTranslate();
const t: Translate = (message, ...args) => worded(text(message, ...args.map(String)), translate);
const speech = speechOf(translate);
const inPseudo = (words: Text): string => worded(words, t);

/** Fails with the English that is left in `shown`, each with the whole it stands in. */
function assertNoEnglish(shown: Iterable<string>): void {
  const left = [...new Set(shown)].flatMap((one) =>
    leftEnglish(one).map((english) => `${english}   <- ${one}`),
  );
  assert.deepEqual(left, []);
}

/** What a finding says: in the list of problems, beside other places, and in the light bulb. */
function wordsOf({
  message,
  related = [],
  fixes = [],
}: Pick<Finding, 'message' | 'related' | 'fixes'>): readonly string[] {
  return [message, ...related.map((one) => one.message), ...fixes.map(({ title }) => title)].map(inPseudo);
}

describe('in a language of pseudo-words', function () {
  this.timeout(120_000);
  let stage: CommandStage;

  before(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  after(async () => {
    for (const { end } of stage.pages) end();
    await stage.stop();
  });

  const state = (groupBy: TreeState['groupBy']): TreeState => {
    const { snapshot } = stage.estate;
    return {
      snapshot,
      operationOf: () => undefined,
      groupBy,
      filter: '',
      findingsOf: (found) => lintApp({ app: linkedApp(snapshot, found) }),
      groups: () => groupApps(snapshot, ''),
      use: () => identityUse(snapshot),
    };
  };

  for (const groupBy of ['subscription', 'identity'] as const)
    it(`no English is left in the tree by ${groupBy}, in its tooltips or in what a screen reader says`, () => {
      const shown: string[] = [];
      const drawn = state(groupBy);
      const draw = (node: Node | undefined): void => {
        for (const child of childrenOf(node, drawn)) {
          const {
            label,
            description = '',
            tooltip,
            accessible,
          } = look(child, { state: drawn, t, now: Date.now() });
          const rows = (tooltip.rows ?? []).flatMap(([name, value = '']) => [name, value]);
          shown.push(label, description, accessible, tooltip.title, ...rows, ...(tooltip.notes ?? []));
          draw(child);
        }
      };
      draw(undefined);
      assert.ok(shown.some((one) => one.includes('⟦')));
      assertNoEnglish(shown);
    });

  it('no English is left in the findings of the samples of all rules, and in their fixes', async () => {
    const shown: string[] = [];
    for (const rule of allRules.filter(({ subject }) => subject !== 'app')) {
      const room = rule.subject === 'facts' ? 'live' : rule.subject;
      const page = path.join(__dirname, '../src/rules', room, `${rule.name}.md`);
      for (const { path: file, text: sample, app } of readRulePage(fs.readFileSync(page, 'utf8')).wrong) {
        assert.ok(app === undefined || app in cannedApps);
        const found = await findingsIn(file, sample, app === undefined ? {} : { app: app as CannedApp });
        shown.push(...found.flatMap(wordsOf));
      }
    }
    assert.ok(shown.length > 100);
    assertNoEnglish(shown);
  });

  it('no English is left in what is said of live apps', () => {
    const { snapshot } = stage.estate;
    const apps = ['orders', 'billing', 'inventory', 'catalog'].map((name) => stage.app(name));
    assertNoEnglish(apps.flatMap((found) => lintApp({ app: linkedApp(snapshot, found) }).flatMap(wordsOf)));
  });

  const asked: readonly (readonly [CommandName, string])[] = [
    ['enableSystemAssigned', 'gateway'],
    ['disableSystemAssigned', 'orders'],
    ['assignUserAssigned', 'orders'],
    ['removeUserAssigned', 'orders'],
    ['fetchTestToken', 'orders'],
    ['compareIdentities', 'orders'],
    ['diagnoseApp', 'inventory'],
    ['connectApp', 'orders'],
    ['showIdentityMap', 'orders'],
  ];

  for (const [name, app] of asked)
    it(`no English is left in dialogs and pages of ${name}`, async () => {
      const dialogs = new LookingDialogs();
      const target: Target = { kind: 'app', key: resourceKey(stage.app(app).app) };
      const before = stage.reports.length;
      await runCommand({ ...stage.deps(dialogs), t }, name, target);
      const pages = stage.reports.slice(before).map(({ report }) => asText(report, speech));
      assert.ok(dialogs.shown.length + pages.length > 0);
      assertNoEnglish([...dialogs.shown, ...pages.flatMap((page) => page.split('\n'))]);
    });
});
