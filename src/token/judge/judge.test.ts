import assert from 'node:assert/strict';

import {
  answer,
  appId,
  claimsOf,
  guidOf,
  makeToken,
  pretendIdentities,
  tenantId,
} from '../../../test/token/pretend-endpoint';
import { roleNamed } from '../../../test/rules/role-named';
import { identityType, type AppIdentity } from '../../estate/app-identity';
import type { RoleAssignment } from '../../estate/grants';
import { plain } from '../../lifecycle/text';
import { Failure, type FailureCode } from '../../lifecycle/failure';
import { plainWords } from '../../report/report';
import type { GrantsRead as Access } from '../read-grants';
import type { Refused } from '../broker/broker';
import { decodeToken, type DecodedToken } from '../decode/decode-token';
import { refusalWords } from '../protocol/answer';
import { databricksResource } from '../../access/services/platform';
import { knownTargets, targetOf, type Target } from '../../access/target';
import type { WhichIdentity } from '../token-wish';
import type { JudgedApp } from './answerer';
import * as failures from './judge-failure';
import { judgeToken } from './judge-token';
import { headlineOf, type Verdict, type VerdictTopic } from './verdict';

const now = Date.UTC(2026, 0, 15, 12);
const known = pretendIdentities(4);
const vaultTarget = knownTargets.find(({ id }) => id === 'keyVault')!;
const busTarget = knownTargets.find(({ id }) => id === 'serviceBus')!;
const group = '/subscriptions/11111111-0000-4000-8000-000000000000/resourceGroups/rg-shop';
const vaultId = (name: string): string => `${group}/providers/Microsoft.KeyVault/vaults/${name}`;
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

/** `orders` with its system-assigned identity or without, and the first `user` user-assigned ones. */
function app(system: boolean, user: number, more: Partial<JudgedApp> = {}): JudgedApp {
  const identity: AppIdentity = {
    type: identityType(system, user > 0),
    ...(system && { principalId: known[0]!.principalId }),
    tenantId,
    userAssigned: known.slice(1, 1 + user).map(({ resourceId, clientId, principalId }) => ({
      id: resourceId.toLowerCase(),
      clientId,
      principalId,
    })),
  };
  return { id: appId, name: 'orders', identity, tenantId, ...more };
}

function token(of: number, resource: string, change: Record<string, unknown> = {}): DecodedToken {
  const claims = { ...claimsOf(known[of]!, resource, now), ...change };
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return decodeToken(makeToken(kept)) as DecodedToken;
}

interface Case {
  readonly of?: number;
  readonly asked?: WhichIdentity;
  readonly app?: JudgedApp;
  readonly target?: Target;
  readonly claims?: Record<string, unknown>;
  readonly access?: Access;
  readonly endpointTime?: number;
}

/** A verdict in English. */
interface Told extends Verdict {
  readonly sentence: string;
  /** Its evidence. */
  readonly told: readonly string[];
}

function told(verdict: Verdict): Told {
  return {
    ...verdict,
    sentence: plainWords(verdict.sentence),
    told: (verdict.evidence ?? []).map(plainWords),
  };
}

function judge(given: Case): readonly Told[] {
  const { of = 0, asked = { by: 'none' }, target = vaultTarget, endpointTime } = given;
  return judgeToken({
    asked,
    target,
    app: given.app ?? app(true, 0),
    token: token(of, target.resource, given.claims),
    access: given.access,
    times: { now, ...(endpointTime !== undefined && { endpointTime }) },
  }).map(told);
}

function about(topic: VerdictTopic, given: Case): readonly Told[] {
  return judge(given).filter((verdict) => verdict.topic === topic);
}

function only(topic: VerdictTopic, given: Case): Told {
  const [first, ...rest] = about(topic, given);
  assert.ok(first !== undefined && rest.length === 0, JSON.stringify([first, rest]));
  return first;
}

const kinds = (verdict: Verdict): readonly string[] => verdict.remedies.map(({ kind }) => kind);

function role(scope: string, definition: string, roleName: string, createdOn?: string): RoleAssignment {
  const roleDefinitionId = `${group}/providers/Microsoft.Authorization/roleDefinitions/${definition.toUpperCase()}`;
  return {
    id: `${scope}/r`,
    scope,
    principalId: 'p',
    roleDefinitionId,
    roleName,
    ...(createdOn !== undefined && { createdOn }),
  };
}

describe('judging which identity answered', () => {
  it('says "as asked" for each way to name an identity, whatever the case of ids', () => {
    const asked: readonly (readonly [number, WhichIdentity])[] = [
      [1, { by: 'client-id', value: known[1]!.clientId.toUpperCase() }],
      [1, { by: 'object-id', value: known[1]!.principalId }],
      [1, { by: 'resource-id', value: known[1]!.resourceId.toUpperCase() }],
      [0, { by: 'object-id', value: known[0]!.principalId }],
      // ARM may not tell the system identity's client ID: the token's own claim is enough.
      [0, { by: 'client-id', value: known[0]!.clientId }],
    ];
    for (const [of, wish] of asked) {
      const verdict = only('identity', { of, asked: wish, app: app(true, 2) });
      assert.equal(verdict.level, 'good', verdict.sentence);
      assert.match(
        verdict.sentence,
        of === 0
          ? /^As asked: the system-assigned identity of 'orders' answered\.$/
          : /^As asked: .*'id-1' answered\.$/,
      );
    }
  });

  it('says "not as asked" by both names when another identity answers', () => {
    const verdict = only('identity', {
      of: 0,
      asked: { by: 'client-id', value: known[1]!.clientId },
      app: app(true, 2),
    });
    assert.equal(verdict.level, 'error');
    assert.match(
      verdict.sentence,
      /Not as asked: the system-assigned identity of 'orders' answered, but the user-assigned identity 'id-1'/,
    );
  });

  it('is calm about no client ID with one identity', () => {
    for (const [of, on] of [
      [0, app(true, 0)],
      [1, app(false, 1)],
    ] as const) {
      const verdict = only('identity', { of, app: on });
      assert.equal(verdict.level, 'good');
      assert.match(verdict.sentence, /the only identity of 'orders'/);
    }
  });

  it('names the picked one and the pitfall with its two remedies for no client ID with several', () => {
    const mixed = only('identity', { of: 1, app: app(true, 2) });
    assert.equal(mixed.level, 'warning');
    assert.match(
      mixed.sentence,
      /'id-1' was picked, and this may change: 'orders' has 3 identities of both kinds/,
    );
    assert.deepEqual(kinds(mixed), ['copy', 'keep-one-kind', 'open-link']);
    const [copied] = mixed.remedies;
    assert.ok(copied?.kind === 'copy' && copied.text === `AZURE_CLIENT_ID=${known[1]!.clientId}`);
    const users = only('identity', { of: 2, app: app(false, 3) });
    assert.match(users.sentence, /'id-2' was picked, and this may change: 'orders' has 3 identities and/);
    assert.doesNotMatch(users.sentence, /kind/);
  });

  it('says when an identity answers that the app does not have', () => {
    const verdict = only('identity', { of: 3, app: app(true, 1) });
    assert.equal(verdict.level, 'error');
    assert.match(verdict.sentence, /The identity of 'id-3' answered, which 'orders' does not have/);
    assert.deepEqual(kinds(verdict), ['refresh', 'compare']);
  });

  it('admits that a token without ids tells nothing', () => {
    const claims = { oid: undefined, appid: undefined, xms_mirid: undefined };
    assert.equal(only('identity', { claims }).level, 'warning');
  });
});

describe('judging the claims', () => {
  it('compares the audience to the letter', () => {
    const level = (aud: unknown): string => only('audience', { claims: { aud } }).level;
    assert.deepEqual(
      [
        'https://vault.azure.net',
        'https://vault.azure.net/',
        guidOf(7),
        'https://other.invalid',
        undefined,
      ].map(level),
      ['good', 'info', 'info', 'error', 'warning'],
    );
  });

  it('says when the tenant is another one', () => {
    assert.deepEqual(about('tenant', { claims: { tid: tenantId.toUpperCase() } }), []);
    assert.equal(only('tenant', { claims: { tid: guidOf(9) } }).level, 'error');
  });

  it('knows expired, not yet valid, and how long is left', () => {
    const seconds = now / 1000;
    const first = (claims: Record<string, unknown>): string =>
      about('time', { claims }).map(({ level, sentence }) => `${level}: ${sentence}`)[0] ?? '';
    assert.match(first({ exp: seconds - 120 }), /^error: It expired 2 min ago\.$/);
    assert.match(
      first({ exp: seconds + 90_000, nbf: seconds + 600 }),
      /^error: It is not valid yet, it begins in 10 min/,
    );
    assert.match(
      first({ exp: seconds + 90_000, nbf: seconds + 60 }),
      /^good: It is valid for another 1 day 1 h\.$/,
    );
    assert.match(first({ exp: undefined }), /^warning: /);
  });

  it('compares the clocks', () => {
    const found = (endpointTime: number): readonly string[] =>
      about('time', { endpointTime })
        .filter(({ sentence }) => sentence.includes('clock'))
        .map(({ level, sentence }) => `${level} ${sentence}`);
    assert.deepEqual(found(now - 30_000), []);
    assert.match(found(now - 120_000)[0] ?? '', /^info .* 2 min ahead of/);
    assert.match(found(now + 900_000)[0] ?? '', /^warning .* 15 min behind/);
  });

  it('says that a token issued long ago may miss what was given since', () => {
    const old = about('time', { claims: { iat: now / 1000 - 14 * 3600 } }).find(({ sentence }) =>
      sentence.includes('14 h ago'),
    );
    assert.equal(old?.level, 'info');
    assert.match(old.sentence, /about a day/);
    assert.equal(about('time', {}).length, 1);
  });

  it('words what versions mean with the dates of the pages, as a note, where it may matter', () => {
    const databricks = only('version', { target: targetOf(databricksResource)! });
    assert.equal(databricks.level, 'info');
    assert.match(databricks.sentence, /v1\.0 .*may refuse.*2022-03-31.*2024-04-18/s);
    assert.doesNotMatch(only('version', {}).sentence, /2022/);
    assert.doesNotMatch(
      only('version', { target: targetOf(databricksResource)!, claims: { ver: '2.0' } }).sentence,
      /2022/,
    );
    assert.deepEqual(about('version', { claims: { ver: undefined } }), []);
  });
});

describe('judging what the identity may do', () => {
  const none = { assignments: [], unreadable: [] };
  const assignment = (...assignments: RoleAssignment[]): Access => ({
    roles: { assignments, unreadable: [] },
  });
  const bus = `${group}/providers/Microsoft.ServiceBus/namespaces/sb`;
  const sender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39';
  const sentences = (given: Case): readonly string[] =>
    about('access', given).map(({ level, sentence }) => `${level}: ${sentence}`);

  it('finds data roles at the resource, above it and below it', () => {
    for (const [scope, place] of [
      [bus, "at 'sb'"],
      [`${bus}/queues/q`, "at 'q'"],
      [group, "at resource group 'rg-shop'"],
      ['/subscriptions/s', 'at subscription s'],
      ['/providers/Microsoft.Management/managementGroups/m', "at management group 'm'"],
    ] as const)
      assert.deepEqual(
        sentences({
          target: busTarget,
          access: assignment(role(scope, sender, 'Azure Service Bus Data Sender')),
        }),
        [`good: It has 'Azure Service Bus Data Sender' ${place}.`],
      );
  });

  it('says "no access found" and names roles that look like access and are none', () => {
    const given = sentences({
      target: busTarget,
      access: assignment(
        role(bus, contributor, 'Contributor'),
        role(vaultId('kv'), secretsUser, 'Key Vault Secrets User'),
      ),
    });
    assert.match(
      given[0] ?? '',
      /^warning: No access found: .*It has 'Contributor' at 'sb', which does not include data. The least role is 'Azure Service Bus Data Receiver'/,
    );
    assert.doesNotMatch(given.join(), /Key Vault/);
    assert.match(
      sentences({ target: busTarget, access: { roles: none } })[0] ?? '',
      /^warning: No access found/,
    );
  });

  it('judges roles by what they allow: any built-in one, custom ones, conditions', () => {
    const first = (target: Target, ...roles: readonly RoleAssignment[]) =>
      sentences({ target, access: assignment(...roles) })[0] ?? '';
    const named = (name: string, scope: string) => ({ ...role(scope, 'x', name), ...roleNamed(name) });
    const hubs = targetOf('https://sb.servicebus.windows.net')!;
    const hub = bus.replace('Microsoft.ServiceBus', 'Microsoft.EventHub');
    assert.match(first(hubs, named('Azure Event Hubs Data Sender', hub)), /^good: .*Event Hubs Data Sender/);
    const files = targetOf('https://data.file.core.windows.net')!;
    const privileged = named('Storage File Data Privileged Reader', group);
    assert.match(first(files, privileged), /^good: .*counts if 'data' lies there/);
    assert.match(first(files, named('Storage Blob Data Owner', group)), /^warning: No access found/);
    const custom = {
      ...role(bus, 'c0000000-0000-4000-8000-000000000001', 'Shop'),
      permissions: [{ dataActions: ['Microsoft.ServiceBus/*/send/action'], notDataActions: [] }],
    };
    assert.match(first(busTarget, custom), /^good: It has 'Shop'/);
    const without = { dataActions: ['*'], notDataActions: ['Microsoft.ServiceBus/*'] };
    assert.match(first(busTarget, { ...custom, permissions: [without] }), /^warning: No access found/);
    assert.match(first(busTarget, { ...custom, condition: 'x' }), /^info: .*under a condition/);
    const unread = role(bus, 'c0000000-0000-4000-8000-000000000002', 'Hidden');
    assert.match(first(busTarget, unread), /'Hidden' at 'sb'; what that role allows could not be read/);
  });

  it('wants control-plane actions of a token for Azure Resource Manager', () => {
    const arm = targetOf('https://management.azure.com/')!;
    const first = (name: string) =>
      sentences({ target: arm, access: assignment({ ...role(group, 'x', name), ...roleNamed(name) }) })[0] ??
      '';
    assert.match(first('Reader'), /^good: It has 'Reader'/);
    assert.match(
      first('Key Vault Secrets User'),
      /^warning: No access found: no role with control-plane actions.*has no control-plane action/,
    );
  });

  it('knows every data role of a vault, and those that only look like one', () => {
    const vault = { id: vaultId('kv'), name: 'kv', usesRbac: true, policies: [] };
    const first = (name: string) => {
      const given = { ...role(vaultId('kv'), 'x', name), ...roleNamed(name) };
      return sentences({ access: { ...assignment(given), vaults: [vault] } })[0] ?? '';
    };
    for (const name of [
      'Key Vault Administrator',
      'Key Vault Certificates Officer',
      'Key Vault Certificate User',
    ])
      assert.match(first(name), new RegExp(`^good: Vault 'kv' decides by roles, and it has '${name}'`));
    assert.match(first('Key Vault Reader'), /No access found.*shows names and properties only/);
    assert.match(first('Key Vault Contributor'), /No access found.*does not include data/);
  });

  it('says what is so new that it may not be live yet', () => {
    const created = new Date(now - 3 * 60_000).toISOString();
    const fresh = sentences({ target: busTarget, access: assignment(role(bus, sender, 'Sender', created)) });
    assert.deepEqual(fresh, [
      "warning: It has 'Sender' at 'sb'. It was granted 3 min ago and may not be live yet.",
    ]);
    const older = new Date(now - 11 * 60_000).toISOString();
    assert.match(
      sentences({ target: busTarget, access: assignment(role(bus, sender, 'Sender', older)) })[0] ?? '',
      /^good/,
    );
  });

  it('says what cannot be read instead of showing none', () => {
    const failure = new Failure({ code: 'forbidden', what: 'No.', why: 'You may not read.' });
    assert.match(
      sentences({ target: busTarget, access: { roles: { failure } } })[0] ?? '',
      /^warning: .*cannot be read: You may not read\./,
    );
    const unreadable = [{ subscriptionId: 's', name: 'Partner', why: 'Private.' }];
    const partly = sentences({ target: busTarget, access: { roles: { assignments: [], unreadable } } });
    assert.match(partly.join('\n'), /where role assignments could be read/);
    assert.match(
      partly.join('\n'),
      /info: Role assignments of subscription 'Partner' cannot be read: Private\./,
    );
    assert.match(
      sentences({ target: vaultTarget, access: { roles: none, vaults: { failure } } }).join('\n'),
      /policies cannot be read: You may not read\./,
    );
  });

  it('asks each vault what counts there: roles or policies', () => {
    const { principalId } = known[0]!;
    const policy = { objectId: principalId.toUpperCase(), permissions: ['secrets get'] };
    const vault = (name: string, usesRbac: boolean, policies: readonly (typeof policy)[] = []) => ({
      id: vaultId(name),
      name,
      usesRbac,
      policies,
    });
    const given = (access: Access): readonly string[] => sentences({ access });
    const user = role(vaultId('kv'), secretsUser, 'Key Vault Secrets User');
    const withRole = { assignments: [user], unreadable: [] };

    assert.deepEqual(given({ roles: withRole, vaults: [vault('kv', true)] }), [
      "good: Vault 'kv' decides by roles, and it has 'Key Vault Secrets User'.",
    ]);
    assert.match(
      given({ roles: withRole, vaults: [vault('kv', false)] })[0] ?? '',
      /^warning: .*decides by access policies and none names it/,
    );
    assert.deepEqual(given({ roles: none, vaults: [vault('kv', false, [policy])] }), [
      "good: Vault 'kv' decides by access policies, and one gives it secrets get.",
    ]);
    assert.match(
      given({ roles: none, vaults: [vault('kv', true, [policy])] })[0] ?? '',
      /^warning: .*the policy is without effect/,
    );
    assert.match(
      given({ roles: none, vaults: [vault('kv', true), vault('kv2', false)] })[0] ?? '',
      /^warning: No access found: none of the 2 vaults/,
    );
    // A neighbour whose name begins the same is not covered.
    assert.match(given({ roles: withRole, vaults: [vault('kv2', true)] }).join('\n'), /No access found/);
    const reader = role(vaultId('kv'), '21090545-7ca7-4776-b22c-e363652d74d2', 'Key Vault Reader');
    assert.match(
      given({ roles: { assignments: [reader], unreadable: [] }, vaults: [vault('kv', true)] })[0] ?? '',
      /No access found/,
    );
  });

  it('ends in what is missing: vault, role, principal, scope and the line that gives it, with buttons', () => {
    const { principalId } = known[0]!;
    const vault = (name: string, usesRbac: boolean) => ({ id: vaultId(name), name, usesRbac, policies: [] });
    const [byRole] = about('access', { access: { roles: none, vaults: [vault('kv', true)] } });
    assert.ok(byRole !== undefined);
    const line = `az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "Key Vault Secrets User" --scope ${vaultId('kv')}`;
    assert.ok(byRole.sentence.endsWith("Missing: 'Key Vault Secrets User' at 'kv'."), byRole.sentence);
    const [missing, gives] = byRole.told;
    assert.equal(gives, `To give it: ${line}`);
    assert.match(missing ?? '', /Missing: 'Key Vault Secrets User' for principal \S+ at \S+\/vaults\/kv\./);
    assert.ok(byRole.remedies.some((one) => one.kind === 'copy' && one.text === line));
    assert.ok(byRole.remedies.some((one) => one.kind === 'open-portal' && one.id === vaultId('kv')));
    const user = role(vaultId('old'), secretsUser, 'Key Vault Secrets User');
    const withRole = { assignments: [user], unreadable: [] };
    const [byPolicy] = about('access', { access: { roles: withRole, vaults: [vault('old', false)] } });
    assert.match(
      byPolicy?.told[1] ?? '',
      /az keyvault set-policy --name old --object-id \S+ --secret-permissions get list$/,
    );
    const bus = targetOf('https://servicebus.azure.net/')!;
    const [anyBus] = about('access', { target: bus, access: { roles: none } });
    assert.match(anyBus?.told[0] ?? '', /Missing: 'Azure Service Bus Data Receiver' for principal/);
    const account = targetOf('https://data.blob.core.windows.net')!;
    const [named] = about('access', { target: account, access: { roles: none } });
    assert.match(
      named?.told.join(' ') ?? '',
      /--scope "\$\(az resource list --name data --resource-type microsoft\.storage\/storageaccounts /,
    );
  });

  it('knows where grants live elsewhere', () => {
    const sql = only('access', { target: targetOf('https://database.windows.net/')! });
    assert.match(sql.sentence, /CREATE USER \[shop\/apps\/orders\] FROM EXTERNAL PROVIDER/);
    assert.match(
      only('access', { of: 1, app: app(false, 1), target: targetOf('https://database.windows.net/')! })
        .sentence,
      /\[id-1\]/,
    );
    assert.match(
      only('access', { target: targetOf('https://cosmos.azure.com')! }).sentence,
      /roles of its own/,
    );
    const api = targetOf('api://my-function')!;
    assert.equal(only('access', { target: api }).level, 'warning');
    assert.match(
      only('access', { target: api, claims: { roles: ['Orders.Read'] } }).sentence,
      /Orders\.Read/,
    );
  });
});

describe('judging failures', () => {
  const judgeRefusal = (...given: Parameters<typeof failures.judgeRefusal>) =>
    told(failures.judgeRefusal(...given));
  const judgeTrouble = (...given: Parameters<typeof failures.judgeTrouble>) =>
    told(failures.judgeTrouble(...given));
  const wish = (identity: WhichIdentity = { by: 'none' }) => ({
    resource: 'https://vault.azure.net',
    identity,
  });
  function refused(status: number, body: unknown, tries = 1): Refused {
    const given = answer(status, body);
    return { kind: 'refused', answer: given, words: refusalWords(given), tries };
  }
  const invalid = (description: string): Refused =>
    refused(400, { error: 'invalid_request', error_description: description });
  const stranger: WhichIdentity = { by: 'client-id', value: guidOf(999) };

  for (const [title, verdict, words, remedies] of [
    [
      'an identity the app does not have',
      judgeRefusal(invalid('x'), wish(stranger), app(true, 1)),
      /Identity not found: 'orders' does not have client ID/,
      ['assign', 'copy', 'compare', 'refresh'],
    ],
    [
      'an identity that has not arrived yet',
      judgeRefusal(invalid('x'), wish({ by: 'client-id', value: known[1]!.clientId }), app(true, 1)),
      /'id-1', although 'orders' has it: a new assignment may take/,
      ['retry', 'refresh'],
    ],
    [
      'an app without identities',
      judgeRefusal(invalid('x'), wish(), app(false, 0)),
      /'orders' has no identity/,
      ['enable-system', 'assign'],
    ],
    [
      'several identities and none named',
      judgeRefusal(invalid('x'), wish(), app(false, 2)),
      /has 2 identities and the request named none/,
      ['copy', 'copy', 'compare', 'keep-one-kind'],
    ],
    [
      'a wrong resource',
      judgeRefusal(
        refused(400, { error: 'invalid_resource', error_description: 'AADSTS50001' }),
        wish(),
        app(true, 0),
      ),
      /Entra knows no application 'https:\/\/vault\.azure\.net'.*AADSTS50001/,
      ['choose-target'],
    ],
    [
      'an endpoint being updated',
      judgeRefusal(refused(410, '', 6), wish(), app(true, 0)),
      /being updated \(410\), and did so 6 times/,
      ['retry'],
    ],
    [
      'too many requests',
      judgeRefusal(refused(429, '', 5), wish(), app(true, 0)),
      /too often \(429\), and refused 5 times/,
      ['retry'],
    ],
    [
      'trouble of the endpoint',
      judgeRefusal(refused(503, 'no identity', 5), wish(), app(true, 0)),
      /trouble \(503\), 5 times in a row\. It said: "no identity"/,
      ['retry'],
    ],
    [
      'a refusal of access',
      judgeRefusal(refused(403, 'x'), wish(), app(true, 0)),
      /does not let this request in \(403\)/,
      ['retry'],
    ],
  ] as const)
    it(`puts ${title} into one sentence with its remedy`, () => {
      assert.match(verdict.sentence, words);
      assert.deepEqual(kinds(verdict), remedies);
      assert.equal(verdict.level, 'error');
    });

  it('decides by code and live state, whatever the description says', () => {
    const one = judgeRefusal(
      invalid('Multiple user assigned identities exist'),
      wish(stranger),
      app(true, 1),
    );
    const other = judgeRefusal(invalid('whatever'), wish(stranger), app(true, 1));
    assert.equal(one.sentence.replace(/ It said.*/, ''), other.sentence.replace(/ It said.*/, ''));
  });

  it('offers what helps against trouble on the way, in the words of whoever met it', () => {
    const offered = (code: FailureCode): readonly string[] =>
      kinds(judgeTrouble(new Failure({ code, what: 'What.', why: 'Why.', remedy: 'Do.' }), { id: appId }));
    const verdict = judgeTrouble(
      new Failure({ code: 'forbidden', what: 'What.', why: 'No role.', remedy: 'Get it.' }),
      { id: appId },
    );
    assert.equal(verdict.sentence, 'No role. Get it.');
    const [open] = verdict.remedies;
    assert.ok(open?.kind === 'open-portal' && open.id === appId);
    assert.equal(plain(open.title), 'Open Access Control');
    assert.deepEqual(offered('tool-missing'), ['forward-endpoint']);
    assert.deepEqual(offered('refused'), ['start-app', 'refresh']);
    assert.deepEqual(offered('proxy'), ['open-proxy-settings', 'retry']);
    assert.deepEqual(offered('offline'), ['retry', 'forward-endpoint']);
    assert.deepEqual(offered('not-found'), ['refresh', 'choose-instance']);
    assert.deepEqual(offered('conflict'), ['retry']);
  });
});

it('the headline is the trouble that hurts most, and who answered when there is none', () => {
  const verdict = (level: Verdict['level'], sentence: string, topic: VerdictTopic = 'time'): Verdict => ({
    topic,
    level,
    sentence,
    remedies: [],
  });
  const calm = [verdict('info', 'a'), verdict('good', 'b', 'identity')];
  assert.equal(headlineOf([...calm, verdict('warning', 'c'), verdict('warning', 'd')])?.sentence, 'c');
  assert.equal(headlineOf([...calm, verdict('warning', 'c'), verdict('error', 'd')])?.sentence, 'd');
  assert.equal(headlineOf(calm)?.sentence, 'b');
  assert.equal(headlineOf([]), undefined);
});
