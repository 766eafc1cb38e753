import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { HandClock } from '../../test/token/hand-clock';
import {
  answer,
  appId,
  guidOf,
  PretendEndpoint,
  pretendIdentities,
  tenantId,
} from '../../test/token/pretend-endpoint';
import { knownTargets, targetOf } from '../access/target';
import type { RoleListing, VaultAccess } from '../estate/grants';
import { asMarkdown } from '../report/as-markdown';
import { plainWords } from '../report/report';
import { Failure, isAbort } from '../lifecycle/failure';
import { Redactor } from '../lifecycle/log';
import { verbatim } from '../lifecycle/text';
import { TokenBroker } from './broker/broker';
import { compareIdentities } from './compare-identities';
import { fetchTestToken, type FetchDeps, type TestQuestion } from './fetch-token';
import { HeldToken, TokenOwner } from './held-token';
import type { AccessReader } from './ports';
import { comparisonPage } from './report/comparison-page';
import { tokenPage } from './report/token-page';

const never = new AbortController().signal;
const known = pretendIdentities(3);
const canary = 'c4n4ry-of-the-token';
const style = { locale: 'en-GB', timeZone: 'UTC' };

/** Answers from memory, and notes which principals were looked up. */
class PretendAccess implements AccessReader {
  readonly asked: string[] = [];
  readable: RoleListing | Failure = { assignments: [], unreadable: [] };
  vaultsThere: readonly VaultAccess[] = [];

  roles(principalId: string): Promise<RoleListing> {
    this.asked.push(principalId);
    return this.readable instanceof Error ? Promise.reject(this.readable) : Promise.resolve(this.readable);
  }

  vaults(): Promise<readonly VaultAccess[]> {
    return Promise.resolve(this.vaultsThere);
  }
}

describe('fetching a test token', () => {
  let clock: HandClock;
  let far: PretendEndpoint;
  let owner: TokenOwner;
  let redactor: Redactor;
  let deps: FetchDeps;
  let access: PretendAccess;
  let question: TestQuestion;
  beforeEach(() => {
    clock = new HandClock();
    far = new PretendEndpoint(known);
    far.now = clock.now;
    far.canary = canary;
    redactor = new Redactor();
    owner = new TokenOwner(redactor);
    const broker = new TokenBroker({ route: far, protocol: { kind: 'imds' }, owner, clock });
    deps = { broker, via: verbatim('orders-default-14 over the console (nc)'), now: clock.now };
    access = new PretendAccess();
    question = {
      app: {
        id: appId,
        name: 'orders',
        tenantId,
        systemClientId: known[0]!.clientId,
        identity: {
          type: 'SystemAssigned,UserAssigned',
          principalId: known[0]!.principalId,
          tenantId,
          userAssigned: known
            .slice(1)
            .map(({ resourceId, clientId, principalId }) => ({ id: resourceId, clientId, principalId })),
        },
      },
      target: knownTargets[0]!,
      asked: { by: 'none' },
      look: access,
    };
  });

  it('reports who answered without a client ID and that this may change', async () => {
    const { report } = await fetchTestToken(deps, question, never);
    assert.equal(plainWords(report.answeredBy ?? ''), "the system-assigned identity of 'orders'");
    assert.match(plainWords(report.headline.sentence), /was picked, and this may change/);
    assert.equal(report.clientId, known[0]!.clientId);
    assert.deepEqual(access.asked, [known[0]!.principalId]);
    const page = tokenPage(report, { style });
    const text = asMarkdown(page.report);
    assert.match(text, /\| Asked for \| no client ID \|/);
    assert.match(text, /\| Answered by \| the system-assigned identity of 'orders' \|/);
    assert.match(text, /\| exp \| 16 Jan 2026, 12:00:00 UTC \(in 1 day\) \| Expires\. \|/);
    assert.match(text, /\*\*Warning:\*\* No access found/);
    assert.equal(page.report.blocks[0]?.kind, 'verdicts', 'the verdict comes first');
    assert.match(text, /^# [^\n]*\n\n- \*\*Warning:\*\* [^\n]* was picked/);
  });

  it('has "As asked" for its headline when nothing is wrong', async () => {
    const [first] = known;
    const policies = [{ objectId: first!.principalId, permissions: ['secrets get'] }];
    access.vaultsThere = [{ id: '/v', name: 'kv', usesRbac: false, policies }];
    const { report } = await fetchTestToken(
      deps,
      { ...question, asked: { by: 'client-id', value: first!.clientId } },
      never,
    );
    assert.equal(
      plainWords(report.headline.sentence),
      "As asked: the system-assigned identity of 'orders' answered.",
    );
    assert.equal(report.headline.level, 'good');
  });

  it('asks the endpoint anew each time', async () => {
    await fetchTestToken(deps, question, never);
    await fetchTestToken(deps, question, never);
    assert.equal(far.requests.length, 2);
  });

  it('makes refusals and trouble part of the report, and says what of access cannot be read', async () => {
    const unknown = { by: 'client-id', value: guidOf(999) } as const;
    const refused = await fetchTestToken(deps, { ...question, asked: unknown }, never);
    assert.match(plainWords(refused.report.headline.sentence), /Identity not found/);
    assert.equal(refused.token, undefined);
    far.troubles.push(new Failure({ code: 'tool-missing', what: 'No.', why: 'The image has no tools.' }));
    const trouble = await fetchTestToken(deps, question, never);
    assert.equal(plainWords(trouble.report.headline.sentence), 'The image has no tools.');
    access.readable = new Failure({ code: 'forbidden', what: 'No.', why: 'You may not.' });
    const blind = await fetchTestToken(deps, { ...question, target: knownTargets[1]! }, never);
    assert.ok(
      blind.report.verdicts.some(({ sentence }) =>
        plainWords(sentence).includes('cannot be read: You may not.'),
      ),
    );
  });

  it('throws nothing but an abort', async () => {
    const control = new AbortController();
    far.gate = new Promise(() => undefined);
    const fetching = fetchTestToken(deps, question, control.signal);
    control.abort();
    await assert.rejects(fetching, isAbort);
    assert.equal(owner.size, 0);
  });

  it('reads a token that is no JWT for what it is', async () => {
    far.troubles.push(answer(200, { access_token: `opaque-${canary}`, expires_on: '1800000000' }));
    const { report, token } = await fetchTestToken(deps, question, never);
    assert.match(plainWords(report.headline.sentence), /not readable/);
    assert.ok(!JSON.stringify(report).includes(canary));
    token?.dispose();
  });

  it('keeps the raw token out of everything that can be shown, kept or printed', async () => {
    const fetched = await fetchTestToken(deps, question, never);
    const raw = fetched.token!.use((text) => text);
    const signature = raw.split('.')[2]!;
    assert.ok(signature.length > 20);
    for (const shown of [
      JSON.stringify(fetched),
      inspect(fetched, { depth: 20, showHidden: true }),
      JSON.stringify(tokenPage(fetched.report)),
    ])
      assert.ok(!shown.includes(signature) && !shown.includes(canary));
    assert.equal(redactor.redact(`log ${raw}`), 'log [redacted]');
    fetched.token!.dispose();
    assert.throws(
      () => fetched.token!.use(String),
      (error) => Failure.is(error, 'refused'),
    );
  });

  it('compares every identity and no client ID in one go, and drops the tokens', async () => {
    far.picks = 1;
    const seen: string[] = [];
    const comparison = await compareIdentities(deps, question, {
      signal: never,
      report: (done, total) => void seen.push(`${done}/${total}`),
    });
    assert.deepEqual(
      comparison.rows.map(({ askedWords, answeredBy, clientId }) => [
        plainWords(askedWords.words),
        plainWords(answeredBy ?? ''),
        clientId,
      ]),
      [
        ['no client ID', "the user-assigned identity 'id-1'", guidOf(101)],
        ["the system-assigned identity of 'orders'", "the system-assigned identity of 'orders'", guidOf(100)],
        ["the user-assigned identity 'id-1'", "the user-assigned identity 'id-1'", guidOf(101)],
        ["the user-assigned identity 'id-2'", "the user-assigned identity 'id-2'", guidOf(102)],
      ],
    );
    assert.deepEqual(seen, ['1/4', '2/4', '3/4', '4/4']);
    // What is left is in the broker's memory.
    if (deps.broker instanceof TokenBroker) deps.broker.forget();
    assert.equal(owner.size, 0);
    const { blocks } = comparisonPage(comparison, { style }).report;
    const [outcomes, table] = [blocks[0], blocks.find(({ kind }) => kind === 'table')];
    assert.ok(outcomes?.kind === 'verdicts' && table?.kind === 'table');
    assert.match(plainWords(outcomes.verdicts[0]?.text ?? ''), /^No client ID: .* was picked/);
    assert.deepEqual(
      table.rows.map(([asked]) => asked),
      comparison.rows.map(({ askedWords }) => askedWords.words),
    );
    assert.ok(!JSON.stringify(blocks).includes('eyJ'));
  });

  it('compares the others although one of them fails', async () => {
    far.troubles.push(new Failure({ code: 'timeout', what: 'No.', why: 'Too late.' }));
    const { rows } = await compareIdentities(deps, question, { signal: never });
    assert.deepEqual(
      rows.map(({ answeredBy }) => answeredBy !== undefined),
      [false, true, true, true],
    );
  });
});

describe('tokens that are held', () => {
  it('end with their owner, and are refused from then on', () => {
    const owner = new TokenOwner(new Redactor());
    const one = owner.hold('first-token-text');
    owner.dispose();
    assert.equal(one.isRevoked, true);
    assert.equal(owner.hold('second-token-text').isRevoked, true);
    one.dispose();
    assert.equal(owner.size, 0);
  });

  it('stay hidden as long as one of two holds on the same text lives', () => {
    const redactor = new Redactor();
    const owner = new TokenOwner(redactor);
    const one = owner.hold('the-same-token-text');
    const two = owner.share(one);
    one.dispose();
    assert.equal(redactor.redact('the-same-token-text'), '[redacted]');
    assert.ok(two instanceof HeldToken);
    two.dispose();
    assert.equal(redactor.redact('the-same-token-text'), 'the-same-token-text');
  });
});

describe('targets', () => {
  it('are found by what people type, the resource kept to the letter', () => {
    for (const [typed, id, resource] of [
      ['https://vault.azure.net/.default', 'keyVault', 'https://vault.azure.net'],
      ['https://vault.azure.net/', 'keyVault', 'https://vault.azure.net/'],
      ['https://management.azure.com//.default', 'arm', 'https://management.azure.com/'],
      ['https://my-vault.vault.azure.net', 'keyVault', 'https://my-vault.vault.azure.net'],
      ['https://store.azconfig.io', 'appConfiguration', 'https://store.azconfig.io'],
      ['https://data.blob.core.windows.net', 'storage', 'https://data.blob.core.windows.net'],
      ['2FF814A6-3304-4AB8-85CB-CD0E6F879C1D', 'databricks', '2FF814A6-3304-4AB8-85CB-CD0E6F879C1D'],
      [' api://my-function ', 'application', 'api://my-function'],
      [guidOf(5), 'application', guidOf(5)],
      ['https://evil.invalid/vault.azure.net', 'application', 'https://evil.invalid/vault.azure.net'],
    ] as const)
      assert.deepEqual([targetOf(typed)?.id, targetOf(typed)?.resource], [id, resource], typed);
  });

  it('are not made of what cannot be a resource', () => {
    for (const typed of ['', 'vault', "https://a'b", 'https://', 'https://a b', '$(id)', '-rf'])
      assert.equal(targetOf(typed), undefined, typed);
  });
});
