import assert from 'node:assert/strict';
import { plain } from '../../lifecycle/text';
import { noConfig, readConfig } from './config';
import { computedMs } from '../../../test/cpu-time';

const app = '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop/apps/orders';

function places(text: string): readonly string[] {
  return readConfig(text).trouble.map(
    ({ at, message }) => `${at.line + 1}:${at.column + 1} ${plain(message)}`,
  );
}

describe('the configuration file', () => {
  it('names rules by id or name, with comments and commas as people leave them', () => {
    const { config, trouble } = readConfig(
      `{ // ours
        "$schema": "x", "rules": { "mi901": "off", "suppression-without-reason": "warning", },
        "exclude": ["made/**"], "links": [{ "folder": "orders", "app": "${app}" }],
      }`,
    );
    assert.deepEqual(trouble, []);
    assert.deepEqual(config.levels, { MI901: 'off', MI902: 'warning' });
    assert.deepEqual(config.exclude, ['made/**']);
    assert.deepEqual(
      config.links.map((link) => ({ ...link })),
      [{ folder: 'orders', app }],
    );
  });

  it('gives a level to every rule of a name that several have', () => {
    const { levels } = readConfig('{"rules": {"mixed-identity-types": "error"}}').config;
    assert.deepEqual(levels, { MI001: 'error', MI401: 'error' });
  });

  it('is used as far as it is good, and the rest said with its place', () => {
    const text = '{\n "rules": {"MI999": "off",\n  "MI901": "loud", "MI902": "error"},\n "exlude": []\n}';
    assert.deepEqual(readConfig(text).config.levels, { MI902: 'error' });
    const [unknownSetting, unknownRule, badLevel, ...others] = places(text);
    assert.match(unknownSetting ?? '', /^4:\d+ 'exlude' is no setting/);
    assert.match(unknownRule ?? '', /^2:\d+ there is no rule 'MI999'/);
    assert.match(badLevel ?? '', /^3:\d+ a level is one of error, warning, info, hint, off/);
    assert.deepEqual(others, []);
  });

  it('leaves out the globs it cannot read, each said with its place, and keeps the others', () => {
    const text = `{"exclude": ["gen/**",\n "", 7,\n "${'*a'.repeat(20)}", "${'a'.repeat(1000)}"]}`;
    assert.deepEqual(readConfig(text).config.exclude, ['gen/**', '*a'.repeat(20)]);
    assert.deepEqual(
      places(text).map((place) => place.split(' ')[0]),
      ['2:2', '2:6', '3:46'],
    );
  });

  it('never throws, whatever it holds', () => {
    for (const text of [
      '',
      '[]',
      'null',
      '{',
      '{"rules": []}',
      '{"rules": null, "exclude": [1], "links": {}}',
    ])
      assert.doesNotThrow(() => readConfig(text), text);
    assert.equal(places('{"exclude": [1]}').length, 1);
    assert.equal(places('[]').length, 1);
  });

  it('uses nothing that keeps whoever opens the folder waiting, and says so', () => {
    const many = Array.from({ length: 60_000 }, (_, i): [string, string] => [`MI${i}`, 'off']);
    for (const text of [
      JSON.stringify({ rules: Object.fromEntries(many) }),
      JSON.stringify({ rules: Object.fromEntries(many.slice(0, 400)) }),
      JSON.stringify({ exclude: ['!(a)'.repeat(3)] }),
      JSON.stringify({ exclude: Array.from({ length: 100 }, () => '*a'.repeat(100)) }),
      JSON.stringify({ exclude: ['a'.repeat(1000)] }),
      JSON.stringify({ links: [{ folder: 'a'.repeat(1000), app: '/a' }] }),
      JSON.stringify({ links: [{ folder: 'a', app: '/a'.repeat(1000) }] }),
      `{"rules": ${'['.repeat(10_000)}`,
    ]) {
      const start = computedMs();
      const { config, trouble } = readConfig(text);
      assert.ok(computedMs() - start < 500);
      assert.deepEqual(config, noConfig, text.slice(0, 40));
      assert.ok(trouble.length > 0, text.slice(0, 40));
    }
  });
});
