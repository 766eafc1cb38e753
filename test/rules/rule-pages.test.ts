import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { allRules } from '../../src/rules/index';
import type { EditFix } from '../../src/rules/finding';
import { applyEdits } from '../../src/source/span';
import { cannedApps, type CannedApp } from './canned-apps';
import { findingsIn } from './check-rule';
import { pageHeadings, readRulePage, type PageSample } from './rule-page';

const root = path.resolve(__dirname, '../../src/rules');

function pageOf(rule: { readonly name: string; readonly subject: string }): string {
  const room = rule.subject === 'facts' ? 'live' : rule.subject;
  return path.join(root, room, `${rule.name}.md`);
}

async function idsIn(sample: PageSample): Promise<readonly string[]> {
  return (await findingsOf(sample)).map(({ rule }) => rule.id);
}

async function findingsOf({ path: file, text, app }: PageSample) {
  assert.ok(app === undefined || app in cannedApps, `there is no canned app '${String(app)}'`);
  return findingsIn(file, text, app === undefined ? {} : { app: app as CannedApp });
}

describe('the rules', () => {
  it('have ids and names of their own, in order', () => {
    const ruleIds = allRules.map(({ id }) => id);
    assert.deepEqual(ruleIds, [...new Set(ruleIds)].sort());
  });

  it('have no page that belongs to none', () => {
    const pages = fs
      .readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'));
    assert.deepEqual(pages.map((page) => path.join(root, page)).sort(), allRules.map(pageOf).sort());
  });

  for (const rule of allRules) {
    describe(`${rule.id} ${rule.name}`, () => {
      it('has a page with every heading, in order, and a test', () => {
        const page = readRulePage(fs.readFileSync(pageOf(rule), 'utf8'));
        assert.equal(page.title, `${rule.id} ${rule.name}`);
        assert.deepEqual(page.headings, [...pageHeadings]);
        for (const heading of pageHeadings) assert.notEqual(page.section(heading), '', heading);
        assert.ok(fs.existsSync(pageOf(rule).replace(/md$/, 'test.ts')), 'no test beside it');
      });
    });
  }

  for (const rule of allRules.filter(({ subject }) => subject !== 'app')) {
    describe(`the samples of ${rule.id} ${rule.name}`, () => {
      const page = () => readRulePage(fs.readFileSync(pageOf(rule), 'utf8'));

      it('are wrong as the page says, by this rule alone', async () => {
        const { wrong } = page();
        assert.ok(wrong.length > 0);
        for (const sample of wrong) assert.deepEqual(await idsIn(sample), [rule.id], sample.text);
      });

      it('are right as the page says', async () => {
        const { right } = page();
        assert.ok(right.length > 0);
        for (const sample of right) assert.deepEqual(await idsIn(sample), [], sample.text);
      });

      it('are put right by the first fix, if there is one, as the page shows', async () => {
        const { wrong, right } = page();
        for (const [i, sample] of wrong.entries()) {
          const [finding] = await findingsOf(sample);
          const fix = finding?.fixes?.find((one): one is EditFix => one.kind === 'edit');
          if (fix === undefined) continue;
          const text = applyEdits(sample.text, fix.edits);
          assert.equal(text, right[i]?.text, `the Right sample ${i + 1} is not what the fix makes`);
          assert.deepEqual(await idsIn({ ...sample, text }), []);
        }
      });
    });
  }
});
