import assert from 'node:assert/strict';

import {
  appProperties,
  changeSeconds,
  identityChanges,
  statusNames,
  type IdentityChange,
} from '../../test/sandbox/recorded-facts';
import { readRecording, type Interaction } from '../../test/sandbox/recording';
import { needsReference } from '../../test/sandbox/reference';
import { getApp, identities, shop, version, withSandbox, type AppBody } from '../../test/sandbox/opened';

const app = `${shop}/apps/catalog`;
const idOf = (n: number) => `${identities}/id-${['orders', 'billing'][n - 1] ?? ''}`;

function bodyOf({ type, ids }: IdentityChange): object {
  const map = Object.entries(ids ?? {}).map(([n, value]) => [idOf(Number(n)), value] as const);
  return { identity: { type, ...(ids && { userAssignedIdentities: Object.fromEntries(map) }) } };
}

/** What the tables tell of an identity. */
function shown(identity: AppBody['identity'] | undefined) {
  return {
    type: identity?.type ?? null,
    ids: Object.keys(identity?.userAssignedIdentities ?? {}),
    principalId: identity?.principalId ?? null,
  };
}

function kept(before: string | null, after: string | null) {
  if (after === null) return 'none';
  return after === before ? 'kept' : 'new';
}

describe('what recordings show, without the recordings', () => {
  it('of identities: each change leads where it led in Azure', () =>
    withSandbox({}, async (opened) => {
      const { asker, clock } = opened;
      const change = async (body: object) => {
        const { status, body: answer } = await asker.arm('PATCH', `${app}?${version}`, body);
        const { identity, properties } = answer as AppBody;
        clock.time += 60_000;
        const after = shown((await getApp(opened, app)).identity);
        return { accepted: [status, properties.provisioningState, shown(identity).type], after };
      };
      const start = { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [idOf(2)]: {} } };
      let { after: before } = await change({ identity: start });
      const principals = new Set([before.principalId]);
      for (const [i, step] of identityChanges.entries()) {
        const { accepted, after } = await change(bodyOf(step));
        const place = `step ${i + 1}`;
        assert.deepEqual(accepted, [202, 'Updating', step.meanwhile], place);
        assert.deepEqual([after.type, after.ids], [step.after, step.afterIds.map(idOf)], place);
        assert.equal(kept(before.principalId, after.principalId), step.principal, place);
        if (step.principal === 'new') {
          assert.ok(!principals.has(after.principalId), place);
          principals.add(after.principalId);
        }
        before = after;
      }
    }));

  it('of a new app: some of its properties come at the end only', () =>
    withSandbox({}, async (opened) => {
      const made = `${shop}/apps/made`;
      const { status, body } = await opened.asker.arm('PUT', `${made}?${version}`, { properties: {} });
      const names = Object.keys((body as AppBody).properties).sort();
      assert.deepEqual([status, names], [201, [...appProperties.creating]]);
      opened.clock.time += 60_000;
      const after = Object.keys((await getApp(opened, made)).properties).sort();
      assert.deepEqual(after, [...appProperties.creating, ...appProperties.addedAtTheEnd].sort());
    }));

  it('of an operation: what its status holds, and how long a change takes', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const accepted = await asker.arm('PATCH', `${app}?${version}`, { identity: { type: 'None' } });
      const url = String(accepted.headers['azure-asyncoperation']);
      const names = async () => Object.keys((await asker.arm('GET', url)).body as object).sort();
      clock.time += changeSeconds[0] * 1000;
      assert.deepEqual(await names(), [...statusNames.running]);
      clock.time += (changeSeconds[1] - changeSeconds[0]) * 1000;
      assert.deepEqual(await names(), [...statusNames.running, ...statusNames.added].sort());
    }));
});

interface Recorded {
  readonly status?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly identity?: AppBody['identity'];
  readonly properties?: object;
}

describe('the tables of recorded facts against the recordings', () => {
  before(function () {
    needsReference(this, 'recordings');
  });

  const isWrite = ({ method, url }: Interaction) => method === 'PATCH' && /\/apps\/[^/]+\?/.test(url);

  it('tell the changes of identities in their order', () => {
    const recording = readRecording('app-identity-crud.json');
    const found = recording.flatMap((write, i) => {
      if (!isWrite(write)) return [];
      const read = recording.slice(i + 1).find(({ method, url }) => method === 'GET' && url === write.url);
      const identityIn = (body: unknown) => shown((body as Recorded | undefined)?.identity);
      const [before, after] = [identityIn(write.responseBody), identityIn(read?.responseBody)];
      return [
        {
          type: identityIn(write.requestBody).type,
          meanwhile: before.type,
          after: after.type,
          count: after.ids.length,
          principal: kept(before.principalId, after.principalId),
        },
      ];
    });
    assert.deepEqual(
      found,
      identityChanges.map(({ type, meanwhile, after, afterIds, principal }) => ({
        type,
        meanwhile,
        after,
        count: afterIds.length,
        principal,
      })),
    );
  });

  it('tell the properties of a new app', () => {
    const recording = readRecording('create-app-with-both-identities.json');
    const made = recording.find(({ method, url }) => method === 'PUT' && /\/apps\/[^/]+\?/.test(url));
    const last = recording.filter(({ method, url }) => method === 'GET' && url === made?.url).at(-1);
    const names = (step: Interaction | undefined) =>
      Object.keys((step?.responseBody as Recorded).properties ?? {}).sort();
    assert.deepEqual(names(made), [...appProperties.creating]);
    assert.deepEqual(names(last), [...appProperties.creating, ...appProperties.addedAtTheEnd].sort());
  });

  it('tell what a status holds, and how long the changes took', () => {
    const polls = readRecording('app-identity-crud.json')
      .filter(({ url }) => url.includes('/operationStatus/'))
      .map(({ responseBody }) => responseBody as Recorded);
    for (const poll of polls) {
      const isRunning = poll.status === 'Running';
      const names = isRunning ? statusNames.running : [...statusNames.running, ...statusNames.added].sort();
      assert.deepEqual(Object.keys(poll).sort(), [...names]);
      if (isRunning) continue;
      const seconds = (Date.parse(poll.endTime ?? '') - Date.parse(poll.startTime ?? '')) / 1000;
      assert.ok(seconds >= changeSeconds[0] - 0.1 && seconds <= changeSeconds[1] + 0.1, String(seconds));
    }
    assert.ok(polls.some(({ status }) => status === 'Succeeded'));
  });
});
