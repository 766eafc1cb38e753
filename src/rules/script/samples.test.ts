import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { findingsIn } from '../../../test/rules/check-rule';
import { scriptRules } from './rules';

const root = path.resolve(__dirname, '../../../samples');

/** What each sample shows; those without an id show how it is done rightly. */
const shown: Readonly<Record<string, readonly string[]>> = {
  '.github/workflows/deploy.yml': ['MI508', 'MI501'],
  'azure-pipelines.yml': ['MI503'],
  'scripts/assign.sh': [],
  'scripts/clean-up.sh': ['MI503'],
  'scripts/configure-returns.ps1': ['MI506'],
  'scripts/configure-shipping.sh': ['MI506'],
  'scripts/create-customers.sh': ['MI504'],
  'scripts/create-orders.sh': ['MI501'],
  'scripts/enable-catalog.ps1': ['MI501'],
  'scripts/grant-returns.sh': ['MI509'],
  'scripts/grant-stock.sh': ['MI510'],
  'scripts/old-billing.sh': ['MI502'],
  'scripts/role-audit.ps1': ['MI505'],
  'scripts/secrets.ps1': ['MI508'],
  'scripts/token.ps1': [],
  'scripts/token.sh': ['MI507'],
};

describe('the samples of scripts', () => {
  for (const [file, ids] of Object.entries(shown))
    it(`${file} shows ${ids.length === 0 ? 'how it is done rightly' : ids.join(' and ')}`, async () => {
      const found = await findingsIn(file, fs.readFileSync(path.join(root, file), 'utf8'));
      assert.deepEqual(
        found.map(({ rule }) => rule.id),
        ids,
      );
    });

  it('show every rule', () => {
    const ids = new Set(Object.values(shown).flat());
    assert.deepEqual(
      [...ids].sort(),
      scriptRules.map(({ id }) => id),
    );
  });
});
