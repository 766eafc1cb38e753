import assert from 'node:assert/strict';
import type { Fact } from '../../rules/fact';
import { dependsOnGrants, tellSame } from './facts-told';

const target = (host: string, start = 0): Fact => ({
  kind: 'target',
  service: 'storage',
  host,
  span: { start, end: start + host.length },
});
const named: Fact = { kind: 'credential', via: 'jdbc', named: true, span: { start: 0, end: 1 } };

describe('what files tell', () => {
  it('is the same when only its places have moved', () => {
    assert.ok(tellSame([target('a'), named], [target('a', 9), named]));
    assert.ok(tellSame([], []));
  });

  it('is something else when a fact came, went or says another thing', () => {
    assert.ok(!tellSame([target('a')], [target('b')]));
    assert.ok(!tellSame([target('a')], []));
    assert.ok(!tellSame([named], [{ ...named, named: false }]));
    assert.ok(!tellSame([target('a'), named], [named, target('a')]));
  });

  it('depends on roles only where it names a service that goes by them', () => {
    assert.ok(dependsOnGrants([named, target('shop.blob.core.windows.net')]));
    const database: Fact = { ...target('x'), kind: 'target', service: 'sql', host: 'x.database.windows.net' };
    assert.ok(!dependsOnGrants([named, database]));
    assert.ok(!dependsOnGrants([]));
  });
});
