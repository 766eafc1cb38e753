import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandsOfRows, isRowLost, type Menus } from './lost-row';

const manifest = JSON.parse(readFileSync(path.join(__dirname, '../../../package.json'), 'utf8')) as {
  readonly contributes: { readonly menus: Menus };
};

describe('a row that is drawn anew while it is clicked', () => {
  const ofRows = commandsOfRows(manifest.contributes.menus);

  it('is missed by commands that are for rows, in their submenus as well', () => {
    for (const name of ['disableSystemAssigned', 'grant', 'copyClientId', 'refreshNode', 'diagnoseApp'])
      assert.ok(ofRows.has(`springIdentity.${name}`), name);
  });

  it('is not missed by what the title of a view offers, or a file', () => {
    for (const name of [
      'refresh',
      'createUserAssigned',
      'filter',
      'clearActivity',
      'loadAll',
      'explainError',
    ])
      assert.ok(!ofRows.has(`springIdentity.${name}`), name);
  });

  it('is nothing in place of a row, and not the palette, which passes nothing at all', () => {
    assert.ok(isRowLost([undefined, undefined]));
    assert.ok(isRowLost([null]));
    assert.ok(!isRowLost([]));
    assert.ok(!isRowLost([{ target: { kind: 'app', key: 'a' } }, undefined]));
  });
});
