import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { assigned } from '../../../test/rules/role-named';
import type { RoleListing } from '../../estate/grants';
import { plain } from '../../lifecycle/text';
import { asText } from '../../report/as-text';
import { diagnosisReport, printedDiagnosis } from './as-report';
import type { AskedIdentity } from '../../rules/asked-identity';
import type { Fact } from '../../rules/fact';
import type { LinkedApp } from '../../rules/linked-app';
import type { Case } from './case';
import { diagnose } from './diagnose';
import { contains, judgeNetwork } from './judge/judge-network';
import type { NetworkRules, TargetResource } from './ports';

const group = '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop';
const account = `${group}/providers/Microsoft.Storage/storageAccounts/ordersdata`;
const host = 'ordersdata.blob.core.windows.net';
const now = Date.UTC(2026, 0, 15, 12);
const open: NetworkRules = { others: 'allow', addresses: [], subnets: [], privateEndpoints: 0 };

const target = (network: NetworkRules = open): TargetResource => ({
  id: account,
  name: 'ordersdata',
  type: 'microsoft.storage/storageaccounts',
  network,
});

function asking(asks: AskedIdentity, at = host): readonly Fact[] {
  return [{ kind: 'target', service: 'storage', host: at, asks, span: { start: 0, end: 4 } }];
}

function caseOf(app: LinkedApp, facts: readonly Fact[], more: Partial<Case> = {}): Case {
  const files = [{ path: 'application.yml', facts }];
  return { app, files, readAt: now - 3 * 60_000, now, targets: { value: [target()], at: now }, ...more };
}

/** The only line, in a word and a sentence. */
function line(given: Case): string {
  const { lines } = diagnose(given);
  const [first, ...others] = lines;
  assert.ok(first !== undefined && others.length === 0, JSON.stringify(lines));
  return `${first.outcome}: ${plain(first.because)}`;
}

const fixes = (given: Case) => diagnose(given).lines.flatMap((one) => one.fixes.map(({ kind }) => kind));
const orders: AskedIdentity = { by: 'client-id', value: ids.ordersClient };
const audit: AskedIdentity = {
  by: 'client-id',
  value: ids.auditClient,
  at: { span: { start: 8, end: 44 }, text: ids.auditClient },
};
const { userWithRole, userWithoutRole, usersOneWithRole, none } = cannedApps;

describe('diagnosing what an app asks for', () => {
  it('works where the identity has a role and nothing keeps it out', () => {
    assert.match(line(caseOf(userWithRole, asking(orders))), /^works: 'orders-id' may use 'ordersdata/);
    assert.match(line(caseOf(userWithRole, asking({ by: 'none' }))), /^works/);
  });

  it('is not known where roles were not read, and says so', () => {
    const { roles: unread, ...app } = userWithRole;
    assert.ok(unread);
    assert.match(line(caseOf(app, asking(orders))), /^unknown: The roles of 'orders-id' were not read\.$/);
  });

  it('is broken without a role, with the one that is missing, and without an identity', () => {
    const given = caseOf(userWithoutRole, asking(orders));
    assert.match(line(given), /^broken: 'orders-id' has no role for data/);
    assert.ok(fixes(given).includes('copy'));
    assert.match(line(caseOf(none, asking({ by: 'none' }))), /^broken: 'orders' has no identity/);
    assert.deepEqual(fixes(caseOf(none, asking({ by: 'none' }))), ['enable-system', 'assign']);
  });

  it('is broken where another identity of the app gets in, which is then to be named in the file', () => {
    const given = caseOf(usersOneWithRole, asking(audit));
    assert.match(line(given), /^broken: 'audit-id' has no role .* 'orders-id' has access there\.$/);
    const [fix] = diagnose(given).lines[0]!.fixes;
    assert.ok(fix?.kind === 'name-client-id' && fix.clientId === ids.ordersClient);
    assert.deepEqual(fix.at, [
      { path: 'application.yml', span: { start: 8, end: 44 }, text: ids.auditClient },
    ]);
  });

  it('is printed without a mark that its sentence repeats, and with each command once', () => {
    const printed = asText(printedDiagnosis(diagnose(caseOf(userWithoutRole, asking(orders)))));
    assert.equal(printed.split('az role assignment create').length, 2, printed);
    assert.match(printed, /What mends it: az role assignment create/);
    const { roles: unread, ...app } = userWithRole;
    assert.ok(unread);
    assert.match(
      asText(printedDiagnosis(diagnose(caseOf(app, asking(orders))))),
      /^Not known: Storage \S+ may work or not: The roles/m,
    );
  });

  it('says through which group a role comes, once what several identities share, and which links are missing', () => {
    const [principal = ''] = [...(userWithRole.roles ?? new Map<string, RoleListing>()).keys()];
    const { assignments = [] } = userWithRole.roles?.get(principal) ?? {};
    const admins = '00000000-0000-4000-8000-00000000009f';
    const listing: RoleListing = {
      assignments: assignments.map((one) => ({ ...one, throughGroup: true, principalId: admins })),
      unreadable: [],
    };
    const app = { ...userWithRole, roles: new Map([[principal, listing]]) };
    const said = asText(printedDiagnosis(diagnose(caseOf(app, asking(orders), { isUnlinked: true }))));
    assert.match(said, new RegExp(`'orders-id' has '[^']+' at [^\n]+, through group ${admins}\\.`));
    assert.match(said, /No link names 'orders': all files that none gives to another app were read for it/);
    const listed = [ids.ordersPrincipal, ids.auditPrincipal].map(
      (principalId): readonly [string, RoleListing] => [
        principalId,
        { assignments: assignments.map((one) => ({ ...one, principalId })), unreadable: [] },
      ],
    );
    const both = { ...usersOneWithRole, roles: new Map(listed) };
    const [shared] = diagnose(caseOf(both, asking({ by: 'none' }))).lines;
    const evidence = (shared?.evidence ?? []).map(plain);
    assert.equal(new Set(evidence).size, evidence.length, evidence.join('\n'));
    assert.ok(evidence.some((text) => text.includes('lets all networks in')));
  });

  it('is printed with a line of the Azure CLI where the window has a button', () => {
    const resourceId = `${group}/providers/Microsoft.AppPlatform/Spring/shop/apps/orders`;
    const printed = asText(
      printedDiagnosis(diagnose(caseOf({ ...none, resourceId }, asking({ by: 'none' })))),
    );
    assert.match(
      printed,
      /What mends it: az spring app identity assign --subscription \S+ --resource-group shop --service shop --name orders --system-assigned$/m,
    );
  });

  it('names an identity where code builds a credential without, and by a variable only where one is read', () => {
    const at = { span: { start: 30, end: 30 }, text: '', around: ['.clientId("', '")'] } as const;
    const built = caseOf(usersOneWithRole, asking({ by: 'none', at }));
    const [fix] = diagnose(built).lines[0]!.fixes;
    assert.ok(fix?.kind === 'name-client-id' && fix.clientId === ids.ordersClient);
    assert.deepEqual(fix.at, [{ path: 'application.yml', ...at }]);
    assert.match(
      asText(printedDiagnosis(diagnose(built))),
      new RegExp(`What mends it: \\.clientId\\("${ids.ordersClient}"\\) in application\\.yml`),
    );
    const copied = (variable?: string) =>
      diagnose(
        caseOf(usersOneWithRole, asking({ by: 'none', ...(variable !== undefined && { variable }) })),
      ).lines[0]!.fixes.flatMap((one) => (one.kind === 'copy' ? one.text : []))[0];
    assert.equal(copied('AZURE_CLIENT_ID'), `AZURE_CLIENT_ID=${ids.ordersClient}`);
    assert.equal(copied(), ids.ordersClient);
  });

  it('says what was read of a file, and which files were not', () => {
    const unreadFiles = Array.from({ length: 7 }, (_, i) => ({ path: `A${i}.java`, why: 'no text' }));
    const given = caseOf(userWithRole, asking(orders), { stateFile: 'app.json', unreadFiles });
    const { lines, missing } = diagnose(given);
    const told = lines[0]!.evidence.map(plain).join('\n');
    assert.match(told, /Read of the file 'app\.json', written 3 min ago; Azure was not asked\./);
    assert.doesNotMatch(told, /Read of 'orders'/);
    assert.match(plain(missing[0]!), /'A0\.java' was not judged: no text/);
    assert.match(missing.map(plain).join('\n'), /2 more files were not judged\./);
  });

  it('leaves out what files say for profiles the app does not run with, and says so', () => {
    const [fact] = asking(orders);
    assert.ok(fact?.kind === 'target');
    const given = caseOf(userWithRole, [{ ...fact, isElsewhere: true }], { profiles: ['prod'] });
    const { lines, missing } = diagnose(given);
    assert.deepEqual(lines, []);
    assert.match(missing.map(plain).join(), /'orders' runs with profile prod: what .* is left out/);
  });

  it('is broken where a principal ID stands for a client ID, and where an identity is not the app’s', () => {
    const swapped = caseOf(userWithRole, asking({ by: 'client-id', value: ids.ordersPrincipal }));
    assert.match(line(swapped), /^broken: The principal ID \(object ID\) of 'orders-id' stands/);
    const stranger = { by: 'client-id', value: '55555555-5555-4555-8555-555555555555' } as const;
    assert.match(
      line(caseOf(userWithRole, asking(stranger))),
      /^broken: 'orders' does not have the identity/,
    );
    const identity = { id: `${group}/x/id-far`, name: 'id-far', clientId: stranger.value };
    const known = caseOf(userWithRole, asking(stranger), { identities: [identity] });
    assert.match(line(known), /^broken: 'orders' does not have 'id-far', which is asked for\.$/);
  });

  it('is not known where nobody is named and the identities fare differently, until a token tells', () => {
    const given = caseOf(usersOneWithRole, asking({ by: 'none' }));
    assert.match(line(given), /^unknown: No identity is named, and which of 2 answers is not known/);
    const answer = (principalId: string) => ({
      asked: { by: 'none' as const },
      answered: { principalId },
      at: now,
    });
    assert.match(line({ ...given, answers: [answer(ids.ordersPrincipal)] }), /^works/);
    assert.match(line({ ...given, answers: [answer(ids.auditPrincipal)] }), /^broken/);
    const refused = { asked: { by: 'none' as const }, answered: { why: 'Identity not found.' }, at: now };
    assert.match(
      line({ ...given, answers: [refused] }),
      /^broken: No token is to be had: Identity not found\./,
    );
  });

  it('guesses nothing: variables, profiles, secrets, conditions, new roles, what was not read', () => {
    for (const why of [
      { is: 'variable', name: 'X' },
      { is: 'profiles' },
      { is: 'secret' },
      { is: 'code' },
    ] as const)
      assert.match(line(caseOf(userWithRole, asking({ by: 'unknown', why }))), /^unknown/, why.is);
    const role = assigned('Storage Blob Data Reader', account, ids.ordersPrincipal);
    const withRole = (change: object) =>
      appWith(userWithRole.identity, {
        roles: new Map([[ids.ordersPrincipal, { assignments: [{ ...role, ...change }], unreadable: [] }]]),
      });
    assert.match(line(caseOf(withRole({ condition: 'x' }), asking(orders))), /^unknown: .*under a condition/);
    const createdOn = new Date(now - 60_000).toISOString();
    assert.match(
      line(caseOf(withRole({ createdOn }), asking(orders))),
      /^unknown: .*1 min ago and may not be live/,
    );
    const [follow] = diagnose(caseOf(withRole({ createdOn }), asking(orders))).lines[0]!.fixes;
    assert.ok(follow?.kind === 'follow' && follow.given.principalId === ids.ordersPrincipal);
    // A terminal has no window to look in.
    assert.doesNotMatch(
      asText(printedDiagnosis(diagnose(caseOf(withRole({ createdOn }), asking(orders))))),
      /Live Yet/,
    );
    assert.match(line(caseOf(appWith(userWithRole.identity), asking(orders))), /^unknown: The roles/);
  });

  it('counts a role at a group only where the resource lies below it', () => {
    const elsewhere = `${group}-other`;
    const at = (scope: string) =>
      appWith(userWithRole.identity, {
        roles: new Map([
          [
            ids.ordersPrincipal,
            {
              assignments: [assigned('Storage Blob Data Reader', scope, ids.ordersPrincipal)],
              unreadable: [],
            },
          ],
        ]),
      });
    assert.match(line(caseOf(at(group), asking(orders))), /^works/);
    assert.match(line(caseOf(at(elsewhere), asking(orders))), /^broken/);
    const unseen = { targets: { value: [], at: now } };
    assert.match(line(caseOf(at(group), asking(orders), unseen)), /^unknown: .*counts if/);
  });

  it('knows what stores grant themselves', () => {
    const facts: readonly Fact[] = [
      {
        kind: 'target',
        service: 'cosmos',
        host: 'db.documents.azure.com',
        asks: orders,
        span: { start: 0, end: 1 },
      },
    ];
    const store = `${group}/providers/Microsoft.DocumentDB/databaseAccounts/db`;
    const grant = (principalId: string) =>
      ({
        id: `${store}/g`,
        kind: 'cosmos',
        store,
        principalId,
        role: 'Cosmos DB Built-in Data Reader',
      }) as const;
    const stores = (principalId: string) => ({ stores: { grants: [grant(principalId)], unreadable: [] } });
    assert.match(line(caseOf(userWithRole, facts)), /^unknown: Cosmos DB keeps its own grants/);
    assert.match(line(caseOf(userWithRole, facts, stores(ids.ordersPrincipal))), /^works/);
    assert.match(
      line(caseOf(userWithRole, facts, stores(ids.auditPrincipal))),
      /^broken: .*no grant for data/,
    );
  });

  it('says how old each line is, and what was not looked at', () => {
    const { lines, missing } = diagnose(caseOf(userWithRole, asking(orders)));
    assert.equal(plain(lines[0]!.evidence.at(-1)!), "Read of 'orders' 3 min ago.");
    assert.deepEqual(missing, []);
    const { app, readAt } = caseOf(userWithRole, []);
    assert.match(plain(diagnose({ app, readAt, now }).missing[0]!), /No folder is linked/);
  });

  it('says of no files that they name nothing where there are none', () => {
    const { app, readAt } = caseOf(userWithRole, []);
    const said = (files: Pick<Case, 'files' | 'partial'>) =>
      asText(diagnosisReport(diagnose({ app, readAt, now, ...files }), []).report);
    assert.match(said({}), /What 'orders' uses is not known\.[^]*No folder is linked/);
    assert.match(said({ files: [] }), /no file names a target or an identity: does it still hold the code\?/);
    assert.match(said({ files: [], partial: true }), /The files of 'orders' name no target/);
    assert.match(said({ files: [{ path: 'a.yml', facts: [] }] }), /The files of 'orders' name no target/);
  });
});

describe('the network of a target', () => {
  const outbound = { addresses: ['20.1.2.3', '20.1.2.4'] };
  const rules = (addresses: readonly string[], more: Partial<NetworkRules> = {}) =>
    target({ ...open, others: 'deny', addresses, ...more });

  it('lets in the addresses and the subnet of the app, and keeps out all others', () => {
    assert.equal(judgeNetwork(rules(['20.1.2.0/24']), outbound).answer, 'open');
    assert.equal(judgeNetwork(rules(['20.1.2.3']), outbound).answer, 'shut');
    const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/apps`;
    const inNetwork = { ...outbound, subnet };
    assert.equal(judgeNetwork(rules([], { subnets: [subnet.toUpperCase()] }), inNetwork).answer, 'open');
    assert.equal(judgeNetwork(rules([]), inNetwork).answer, 'unknown');
    assert.equal(judgeNetwork(rules([]), undefined).answer, 'unknown');
  });

  it('is not known behind private endpoints, and shut without any', () => {
    const closed = { isPublic: false, addresses: [], subnets: [], privateEndpoints: 2 };
    assert.equal(judgeNetwork(target(closed), outbound).answer, 'unknown');
    assert.equal(judgeNetwork(target({ ...closed, privateEndpoints: 0 }), outbound).answer, 'shut');
    const given = caseOf(userWithRole, asking(orders), {
      targets: { value: [rules(['1.2.3.4'])], at: now },
      outbound: { value: outbound, at: now },
    });
    assert.match(line(given), /^broken: .*its firewall keeps the app out/);
    assert.deepEqual(fixes(given), ['open-portal']);
  });

  it('reads ranges of addresses', () => {
    for (const [range, address, is] of [
      ['10.0.0.0/8', '10.255.0.1', true],
      ['10.0.0.0/8', '11.0.0.1', false],
      ['0.0.0.0/0', '8.8.8.8', true],
      ['20.1.2.3-20.1.2.9', '20.1.2.9', true],
      ['20.1.2.3-20.1.2.9', '20.1.3.0', false],
      ['20.1.2.3', '20.1.2.30', false],
      ['nonsense', '20.1.2.3', false],
    ] as const)
      assert.equal(contains(range, address), is, `${address} in ${range}`);
  });
});
