import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { facts, judgedFacts } from '../../../test/rules/check-app';
import { plain } from '../../lifecycle/text';
import { namedIdentityLacksRole } from './named-identity-lacks-role';

const audit = { ...facts.ordersClientId, value: ids.auditClient };
const found = (app: keyof typeof cannedApps, ...told: Parameters<typeof judgedFacts>[2]) =>
  judgedFacts(namedIdentityLacksRole, cannedApps[app], told);

describe('MI607 named-identity-lacks-role', () => {
  it('reports the named identity without access where another one has it, and names that one in the fix', () => {
    const [finding, ...others] = found('usersOneWithRole', audit, facts.storage, facts.storage);
    assert.deepEqual(others, []);
    assert.match(
      plain(finding!.message),
      /names 'audit-id', which has no access .*'ordersdata\.blob.*'orders-id' has 'Storage Blob Data Reader'/,
    );
    const [fix] = finding!.fixes ?? [];
    assert.match(plain(fix!.title), /of 'orders-id' .*\(Storage Blob Data Reader at ordersdata\)$/);
    assert.ok(fix?.kind === 'edit' && !fix.safe && fix.edits[0]?.text === ids.ordersClient);
  });

  it('is silent for the one that gets in, for several of which one does, and where nobody gets in', () => {
    assert.deepEqual(found('usersOneWithRole', facts.ordersClientId, facts.storage), []);
    assert.deepEqual(found('usersOneWithRole', audit, facts.ordersClientId, facts.storage), []);
    assert.deepEqual(found('usersOneWithRole', audit, facts.otherStorage), []);
    assert.deepEqual(found('usersOneWithRole', audit, facts.sql), []);
    assert.deepEqual(found('usersOneWithRole', facts.storage), []);
  });

  it('is silent where the roles of the named identity were not read', () => {
    const { identity, roles } = cannedApps.usersOneWithRole;
    const partly = new Map([...(roles ?? [])].filter(([id]) => id !== ids.auditPrincipal));
    const app = appWith(identity, { roles: partly });
    assert.deepEqual(judgedFacts(namedIdentityLacksRole, app, [audit, facts.storage]), []);
  });

  it('goes by what is asked for at the service, where that stands beside it', () => {
    const asking = (value: string) => ({ ...facts.storage, asks: { by: 'client-id', value } as const });
    const strange = '11111111-2222-4333-8444-555555555555';
    assert.deepEqual(found('usersOneWithRole', audit, asking(strange)), []);
    assert.deepEqual(found('usersOneWithRole', audit, { ...facts.storage, asks: { by: 'none' } }), []);
    const [finding] = found('usersOneWithRole', facts.ordersClientId, audit, asking(ids.auditClient));
    assert.match(plain(finding!.message), /names 'audit-id', which has no access/);
  });
});
