import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { findingsIn } from '../../../test/rules/check-rule';
import { infraRules } from './rules';

const root = path.resolve(__dirname, '../../../samples/infra');

/** What each sample shows; a file that is missing here shows how it is done rightly. */
const shown: Readonly<Record<string, readonly string[]>> = {
  'arm/azuredeploy.json': ['MI408', 'MI401'],
  'arm/returns.json': ['MI402', 'MI406'],
  'bicep/audit.bicep': ['MI405', 'MI406'],
  'bicep/billing.bicep': ['MI401'],
  'bicep/catalog.bicep': ['MI408', 'MI407'],
  'bicep/notify.bicep': ['MI412', 'MI414', 'MI413'],
  'bicep/shipping.bicep': ['MI402'],
  'terraform/access.tf': ['MI414', 'MI406'],
  'terraform/azapi.tf': ['MI402', 'MI401'],
  'terraform/notify.tf': ['MI411', 'MI410', 'MI409'],
  'terraform/reports.tf': ['MI404'],
  'terraform/shipping.tf': ['MI403', 'MI405', 'MI408'],
  'terraform/variables.tf': ['MI408'],
};

describe('the infrastructure samples', () => {
  const files = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.(?:bicep|json|tf)$/.test(file));

  for (const file of files)
    it(`${file} shows ${shown[file]?.join(' and ') ?? 'how it is done rightly'}`, async () => {
      const found = await findingsIn(file, fs.readFileSync(path.join(root, file), 'utf8'));
      assert.deepEqual(
        found.map(({ rule }) => rule.id),
        shown[file] ?? [],
      );
    });

  it('show every rule', () => {
    const ids = new Set(Object.values(shown).flat());
    assert.deepEqual(
      [...ids].sort(),
      infraRules.map(({ id }) => id),
    );
  });
});
