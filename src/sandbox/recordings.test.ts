import assert from 'node:assert/strict';
import path from 'node:path';

import { Asker, type Answer } from '../../test/sandbox/ask';
import { readRecording, type Interaction } from '../../test/sandbox/recording';
import { needsReference } from '../../test/sandbox/reference';
import type { Sandbox } from './contract';
import { openSandbox } from './server/open';

interface Resource {
  readonly id: string;
  readonly type: string;
  readonly location?: string;
  readonly identity?: { readonly tenantId: string; readonly userAssignedIdentities?: object | null } | null;
}

interface OperationBody {
  readonly status: string;
  readonly startTime: string;
  readonly endTime?: string;
}

const files = ['app-identity-crud.json', 'create-app-with-both-identities.json', 'remote-debugging.json'];
/** The tenant all recordings were masked to. */
const tenantId = '11111111-1111-1111-1111-111111111111';

function resourcesIn(body: unknown): readonly Resource[] {
  const list = (body as { value?: unknown }).value ?? [body];
  return (list as Resource[]).filter((item) => typeof item.type === 'string');
}

/** The state the recording began with: what it read and had not written itself. */
function startState(recording: readonly Interaction[]): readonly unknown[] {
  const written = new Set(
    recording.filter(({ method }) => method === 'PUT').map(({ url }) => new URL(url).pathname),
  );
  const found = new Map<string, Resource>();
  for (const { method, status, responseBody } of recording)
    if (method === 'GET' && status === 200)
      for (const resource of resourcesIn(responseBody))
        if (!written.has(resource.id) && !found.has(resource.id)) found.set(resource.id, resource);
  const [first] = [...found.values()];
  assert.ok(first, 'the recording reads something');
  const serviceId = first.id.replace(/\/apps\/.*$/, '');
  if (!found.has(serviceId)) found.set(serviceId, madeUpService(serviceId, first));
  return [subscriptionOf(serviceId), ...found.values(), ...identitiesIn(recording)];
}

function subscriptionOf(id: string): unknown {
  const subscriptionId = id.split('/')[2];
  return { id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId, displayName: 'Recorded' };
}

/** One recording never reads its service; the app tells its location and domain. */
function madeUpService(id: string, app: Resource): Resource {
  const { fqdn } = (app as unknown as { properties: { fqdn: string } }).properties;
  const made = {
    id,
    name: path.basename(id),
    type: 'Microsoft.AppPlatform/Spring',
    location: app.location,
    sku: { name: 'S0', tier: 'Standard' },
    properties: { provisioningState: 'Succeeded', powerState: 'Running', fqdn },
  };
  return made as unknown as Resource;
}

/** Every user-assigned identity any answer shows, with its recorded ids. */
function identitiesIn(recording: readonly Interaction[]): readonly unknown[] {
  const maps = recording.flatMap(({ responseBody }) =>
    resourcesIn(responseBody).map((item) => item.identity?.userAssignedIdentities ?? {}),
  );
  return Object.entries(Object.assign({}, ...maps) as Record<string, object>).map(([id, ids]) => ({
    id,
    name: path.basename(id),
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    location: 'westeurope',
    properties: { tenantId, ...ids },
  }));
}

/** How long the operation a write started took in Azure, in seconds, from its last recorded poll. */
function recordedSeconds(recording: readonly Interaction[], write: Interaction): number {
  const status = write.headers['azure-asyncoperation'];
  const polls = recording
    .filter(({ url }) => url === status)
    .map((poll) => poll.responseBody as OperationBody);
  const { startTime, endTime } = polls.at(-1) ?? { startTime: '', endTime: undefined };
  assert.ok(endTime, `the recording follows ${write.method} ${write.url} to its end`);
  return (Date.parse(endTime) - Date.parse(startTime)) / 1000;
}

/** Values that cannot be the same: times, names Azure or the sandbox made up, addresses, which lead to the sandbox. Their type must be. */
const volatile = /^(startTime|endTime|name|systemData|instances|livenessProbe|readinessProbe|fqdn|url)$/;

/** Compares with what was recorded; principals are matched one to one, whatever they are called. */
class Comparison {
  readonly #ours = new Map<string, string>();
  readonly #recorded = new Map<string, string>();

  same(ours: unknown, recorded: unknown, place: string): void {
    if (recorded === null || typeof recorded !== 'object') {
      assert.deepEqual(ours, recorded, place);
      return;
    }
    this.sameShape(ours, recorded, place, false);
  }

  sameShape(ours: unknown, recorded: unknown, place: string, typesOnly: boolean): void {
    if (recorded === null || typeof recorded !== 'object') {
      if (typesOnly) assert.equal(kind(ours), kind(recorded), place);
      else assert.deepEqual(ours, recorded, place);
      return;
    }
    assert.equal(kind(ours), kind(recorded), place);
    assert.deepEqual(Object.keys(ours as object).sort(), Object.keys(recorded).sort(), `keys of ${place}`);
    for (const [key, value] of Object.entries(recorded)) {
      const mine = (ours as Record<string, unknown>)[key];
      const at = `${place}.${key}`;
      if (key === 'principalId' && typeof value === 'string') this.#samePrincipal(mine, value, at);
      else this.sameShape(mine, value, at, typesOnly || volatile.test(key));
    }
  }

  #samePrincipal(ours: unknown, recorded: string, place: string): void {
    assert.equal(typeof ours, 'string', place);
    const mine = String(ours);
    assert.equal(this.#recorded.get(mine) ?? recorded, recorded, `${place}: kept where Azure made a new one`);
    assert.equal(this.#ours.get(recorded) ?? mine, mine, `${place}: new where Azure kept the old one`);
    this.#recorded.set(mine, recorded);
    this.#ours.set(recorded, mine);
  }

  get principals(): number {
    return this.#ours.size;
  }
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function sameHeaders(ours: Answer['headers'], recorded: Interaction['headers'], place: string): void {
  // Recorded before Azure signed these URLs.
  const mask = (url: string) =>
    url
      .replace(/(&[tcsh]=[^&]*)+$/, '')
      .replace(/^https:\/\/[^/]+/, '')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<guid>')
      .replace(/subscriptions\/<guid>/, 'subscriptions/<sub>');
  for (const [name, value] of Object.entries(recorded)) {
    const mine = ours[name];
    assert.equal(typeof mine, 'string', `${place} header ${name}`);
    if (name.startsWith('x-ms-ratelimit')) assert.match(String(mine), /^\d+$/);
    else assert.equal(mask(String(mine)), mask(value), `${place} header ${name}`);
  }
}

/** Not in these recordings: their recorder deletes the header. Others show it on polls that say `Running`, only there. */
function samePatience(ours: Answer, place: string): void {
  const isRunning = (ours.body as { status?: unknown } | undefined)?.status === 'Running';
  assert.equal('retry-after' in ours.headers, isRunning, `${place} Retry-After`);
}

class Replay {
  readonly comparison = new Comparison();
  readonly #recording: readonly Interaction[];
  readonly #asker: Asker;
  readonly #statusUrls = new Map<string, string>();
  readonly #ends = new Map<string, number>();
  readonly #clock: { time: number };

  constructor(recording: readonly Interaction[], asker: Asker, clock: { time: number }) {
    this.#recording = recording;
    this.#asker = asker;
    this.#clock = clock;
  }

  async step(index: number, recorded: Interaction): Promise<void> {
    const { method, url, requestBody } = recorded;
    const place = `#${index} ${method} ${new URL(url).pathname.split('/').slice(-3).join('/')}`;
    await this.#beforeWrite(recorded);
    this.#beforePoll(recorded);
    const target = this.#statusUrls.get(url) ?? new URL(url).pathname + new URL(url).search;
    const answer = await this.#asker.arm(method, target, requestBody ?? undefined, tenantId);
    assert.equal(answer.status, recorded.status, `${place} status: ${JSON.stringify(answer.body)}`);
    sameHeaders(answer.headers, recorded.headers, place);
    samePatience(answer, place);
    const operation = recorded.headers['azure-asyncoperation'];
    if (operation !== undefined)
      this.#statusUrls.set(operation, String(answer.headers['azure-asyncoperation']));
    this.comparison.same(...this.#comparable(answer.body, recorded), place);
  }

  /** The guid of an operation, and the subscription in its id, are Azure's own. */
  #comparable(ours: unknown, recorded: Interaction): [unknown, unknown] {
    if (!recorded.url.includes('/operationStatus/')) return [ours, recorded.responseBody];
    const strip = (body: unknown) => {
      const { id, ...rest } = body as { id: string };
      return { ...rest, id: id.replace(/^subscriptions\/[^/]+/, '').replace(/[^/]+$/, '') };
    };
    return [strip(ours), strip(recorded.responseBody)];
  }

  async #beforeWrite(recorded: Interaction): Promise<void> {
    const operation = recorded.headers['azure-asyncoperation'];
    if (operation === undefined) return;
    const operationSeconds = recordedSeconds(this.#recording, recorded);
    await this.#asker.control('PATCH', 'behaviour', { operationSeconds });
    this.#ends.set(operation, this.#clock.time + operationSeconds * 1000);
  }

  /** Lets as much time pass as had passed in Azure when it said the operation was over. */
  #beforePoll(recorded: Interaction): void {
    const end = this.#ends.get(recorded.url);
    if (end === undefined || (recorded.responseBody as OperationBody).status === 'Running') return;
    this.#clock.time = Math.max(this.#clock.time, end + 1001);
  }
}

describe('recorded Azure traffic, replayed request by request', function () {
  before(function () {
    needsReference(this, 'recordings');
  });

  for (const file of files) {
    it(`${file}: same status, headers, bodies, and the same principals kept and new`, async () => {
      const recording = readRecording(file);
      const clock = { time: Date.parse('2026-03-01T10:00:00Z') };
      const sandbox: Sandbox = await openSandbox({
        estate: startState(recording),
        now: () => clock.time,
        tokenSeconds: 86_400,
        // The oldest recording is from the weeks when Azure sent the empty map.
        emptyIdentityMap: file.startsWith('app-identity') ? 'null' : 'omitted',
      });
      const asker = new Asker(sandbox);
      try {
        const replay = new Replay(recording, asker, clock);
        for (const [index, recorded] of recording.entries()) await replay.step(index, recorded);
        if (file === 'app-identity-crud.json')
          // Two user-assigned identities, and a system-assigned one that was new each of three times.
          assert.equal(replay.comparison.principals, 5);
      } finally {
        asker.close();
        await sandbox.stop();
      }
    });
  }
});
