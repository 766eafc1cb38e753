import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { allRules } from '../../src/rules/index';
import { belongsTo, weightOf } from './judged-texts';

const least = { silent: 12, reported: 6 };

/** Rules over live apps and over comments judge no text by themselves. */
const rules = allRules.filter(({ subject }) => subject !== 'app' && subject !== 'suppression');

const load = createRequire(__filename);
const root = path.resolve(__dirname, '../../src/rules');

// Where this file runs alone, the tests whose texts it counts run before it; in a whole run they are there already.
for (const file of fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort())
  if (file.endsWith('.test.ts')) load(path.join(root, file));
for (const file of ['rule-pages', 'texts']) load(`./${file}.test.ts`);

beforeEach(function () {
  belongsTo(this.currentTest?.titlePath() ?? []);
});

describe('the weight of proof', () => {
  it(`is ${String(least.silent)} silent and ${String(least.reported)} reported texts for each rule`, () => {
    const found = rules
      .map(({ id }) => ({ id, ...weightOf(id) }))
      .filter(({ silent, reported }) => silent < least.silent || reported < least.reported);
    assert.deepEqual(found, []);
  });
});
