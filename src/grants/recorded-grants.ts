import { isGuid } from '../estate/ids/guid';
import { say, type Text } from '../lifecycle/text';
import type { Activity } from '../operations/activity';
import type { DeedState, DeedWish, Undo } from '../operations/deed';
import { readGrant } from './lost/kept-grants';
import type { Grant, Grantee } from './grant';
import type { GrantAsk, GrantMade, GrantsApi } from './ports';
import { grantWords } from './words';

/** What `Undo.kind` is for a grant, which is undone by taking it back. */
const grantUndo = 'grant';

/** Makes grants and takes them back as deeds of the activity: "Grant role 'Reader' at 'kv-shop' to 'orders'", with the way back. */
export class RecordedGrants implements GrantsApi {
  readonly #api: GrantsApi;
  readonly #activity: Pick<Activity, 'during'>;

  constructor(api: GrantsApi, activity: Pick<Activity, 'during'>) {
    this.#api = api;
    this.#activity = activity;
  }

  make(ask: GrantAsk, signal: AbortSignal): Promise<GrantMade> {
    return this.#activity.during(
      wishOf(ask, say("Grant {0} to '{1}'", grantWords(ask.grant), ask.grantee.name)),
      () => this.#api.make(ask, signal),
      (made) => ({ after: stateOf(ask), ...undoOf(ask, made) }),
    );
  }

  remove(ask: GrantAsk, signal: AbortSignal): Promise<'removed' | 'was-gone'> {
    const title = say("Take back {0} from '{1}'", grantWords(ask.grant), ask.grantee.name);
    return this.#activity.during({ ...wishOf(ask, title), before: stateOf(ask) }, () =>
      this.#api.remove(ask, signal),
    );
  }

  isThere: GrantsApi['isThere'] = (...args) => this.#api.isThere(...args);
  permissionsAt: GrantsApi['permissionsAt'] = (...args) => this.#api.permissionsAt(...args);
  eligibleRoles: GrantsApi['eligibleRoles'] = (...args) => this.#api.eligibleRoles(...args);
  list: GrantsApi['list'] = (...args) => this.#api.list(...args);
  listTargets: GrantsApi['listTargets'] = (...args) => this.#api.listTargets(...args);
  findTarget: GrantsApi['findTarget'] = (...args) => this.#api.findTarget(...args);
}

function wishOf({ subscription, grant }: GrantAsk, title: Text): DeedWish {
  const { accountLabel, key } = subscription;
  return { title, account: accountLabel, subscription: key, resource: placeOf(grant) };
}

/** Below it are all requests of the grant. */
function placeOf(grant: Grant): string {
  return grant.kind === 'cosmos' ? grant.account : grant.scope;
}

/** JSON has no `undefined`. */
function stateOf({ grant, grantee }: GrantAsk): DeedState {
  return JSON.parse(JSON.stringify({ grant, grantee })) as DeedState;
}

/** What was there before is nobody's to take back here; permissions of a policy may have been there in part. */
function undoOf(ask: GrantAsk, { outcome }: GrantMade): { readonly undo?: Undo } {
  return outcome === 'made' && ask.grant.kind !== 'policy'
    ? { undo: { kind: grantUndo, data: stateOf(ask) } }
    : {};
}

/** The grant that an undo takes back; `undefined` when it is none, or nothing this version has written. */
export function undoneGrant({ kind, data }: Undo): Pick<GrantAsk, 'grant' | 'grantee'> | undefined {
  if (kind !== grantUndo || typeof data !== 'object' || data === null) return undefined;
  const { grant: stored, grantee: to } = data as { readonly grant?: unknown; readonly grantee?: unknown };
  const grant = readGrant(stored);
  const grantee = readGrantee(to);
  return grant === undefined || grantee === undefined ? undefined : { grant, grantee };
}

function readGrantee(stored: unknown): Grantee | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { principalId, tenantId, name } = stored as Readonly<Record<string, unknown>>;
  const isSound = typeof principalId === 'string' && typeof tenantId === 'string' && typeof name === 'string';
  return isSound && isGuid(principalId) && isGuid(tenantId) ? { principalId, tenantId, name } : undefined;
}
