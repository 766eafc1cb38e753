import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { addLaunch, javaLaunch } from './launch-file';

describe('adding a launch configuration', () => {
  const launch = javaLaunch('com.shop.Orders$Tool');

  it('is named after the class, and asks for one where none is known', () => {
    assert.deepEqual(launch, {
      type: 'java',
      name: 'Debug Tool',
      request: 'launch',
      mainClass: 'com.shop.Orders$Tool',
    });
    assert.deepEqual(javaLaunch(undefined), {
      type: 'java',
      name: 'Debug Java Program',
      request: 'launch',
    });
  });

  it('makes the file where there is none', () => {
    const made = addLaunch(undefined, launch);
    assert.equal(made?.before, undefined);
    assert.deepEqual(JSON.parse(made?.after ?? ''), { version: '0.2.0', configurations: [launch] });
  });

  it('keeps what stands there, comments included', () => {
    const attach = '{ "type": "java", "name": "Attach", "request": "attach", "port": 5005 }';
    const before = `{\n  // ours\n  "configurations": [\n    ${attach}, // of the team\n  ],\n}\n`;
    const made = addLaunch(before, launch);
    assert.equal(made?.before, before);
    assert.match(made.after, /\/\/ ours[^]*\/\/ of the team/);
    const { configurations } = parse(made.after, [], { allowTrailingComma: true }) as {
      configurations: unknown[];
    };
    assert.deepEqual(configurations, [JSON.parse(attach), launch]);
    for (const text of ['{}', '', '{ "configurations": [] }', '{ "version": "0.2.0" }'])
      assert.deepEqual(
        (parse(addLaunch(text, launch)?.after ?? '') as { configurations: unknown }).configurations,
        [launch],
        text,
      );
  });

  it('leaves a broken file to people', () => {
    for (const text of ['{', '[]', '{ "configurations": {} }', '{ "configurations": [ }'])
      assert.equal(addLaunch(text, launch), undefined, text);
  });
});
