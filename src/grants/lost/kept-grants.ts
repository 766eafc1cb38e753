import type { Cloud } from '../../account/cloud';
import { parseArmId, sameArmId, type ArmId } from '../../estate/ids/arm-id';
import type { PrincipalId, TenantId } from '../../estate/ids/ids';
import { isGuid } from '../../estate/ids/guid';
import type { Words } from '../../lifecycle/text';
import type { Grant } from '../grant';

/**
 * What a principal held before it was lost: enough to grant it again to another one, and nothing secret. `holder` is the app whose
 * system-assigned identity it was, or the user-assigned identity.
 */
export interface KeptGrants {
  readonly holder: ArmId;
  /** Whose system-assigned identity it was, or the name of the identity: for people. */
  readonly name: string;
  /** See `cloudKey`. */
  readonly cloud: string;
  readonly tenantId: TenantId;
  readonly principalId: PrincipalId;
  /** Unix milliseconds. */
  readonly keptAt: number;
  readonly grants: readonly Grant[];
  /** What may have been there and could not be read. */
  readonly unreadable: readonly { readonly place: string; readonly why: Words }[];
}

/** Where kept grants live; a part of VS Code's memory of the extension. */
export interface KeptGrantsStore {
  read(): unknown;
  write(value: unknown): Promise<void>;
}

/** Azure allows four thousand role assignments in a subscription; an identity with more than this has another problem. */
const mostGrants = 500;
const mostKept = 100;
/** Of one holder; older ones tell of principals that are long gone. */
const mostOfOne = 3;

/** Keeps the grants of principals, newest first, bounded; what another version wrote and is not understood is left out. */
export class GrantsKeeper {
  readonly #store: KeptGrantsStore;

  constructor(store: KeptGrantsStore) {
    this.#store = store;
  }

  get all(): readonly KeptGrants[] {
    const stored = this.#store.read();
    return Array.isArray(stored) ? stored.flatMap((one) => readKept(one) ?? []) : [];
  }

  /** What was kept of one holder, newest first. */
  of({ holder, cloud }: Pick<KeptGrants, 'holder' | 'cloud'>): readonly KeptGrants[] {
    return this.all.filter((one) => one.cloud === cloud && sameArmId(one.holder, holder));
  }

  /** Keeps grants before they are lost. Nothing is kept of a principal that held nothing and could be read everywhere. */
  async keep(kept: KeptGrants): Promise<void> {
    if (kept.grants.length === 0 && kept.unreadable.length === 0) return;
    const bounded = { ...kept, grants: kept.grants.slice(0, mostGrants) };
    const same = this.of(kept).filter(({ principalId }) => principalId !== kept.principalId);
    const others = this.all.filter((one) => one.cloud !== kept.cloud || !sameArmId(one.holder, kept.holder));
    await this.#store.write([bounded, ...same.slice(0, mostOfOne - 1), ...others].slice(0, mostKept));
  }

  /** Forgets what was restored. */
  async forget({ holder, cloud, principalId }: KeptGrants): Promise<void> {
    const rest = this.all.filter(
      (one) => one.cloud !== cloud || one.principalId !== principalId || !sameArmId(one.holder, holder),
    );
    await this.#store.write(rest);
  }
}

/** Ids are unique within a cloud; the sandbox has another port each time, and the same ids. */
export function cloudKey({ name, armUrl }: Pick<Cloud, 'name' | 'armUrl'>): string {
  return name === 'Sandbox' ? name : armUrl;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(from: Fields, name: string): string {
  const value = from[name];
  return typeof value === 'string' ? value : '';
}

/** What was stored, checked like anything from outside: a settings file may be edited by hand. */
function readKept(stored: unknown): KeptGrants | undefined {
  const from = fieldsOf(stored);
  const [holder, name, cloud] = [textOf(from, 'holder'), textOf(from, 'name'), textOf(from, 'cloud')];
  const [tenantId, principalId] = [textOf(from, 'tenantId'), textOf(from, 'principalId')];
  const { keptAt, grants, unreadable } = from;
  const isSound =
    parseArmId(holder) !== undefined && isGuid(tenantId) && isGuid(principalId) && typeof keptAt === 'number';
  if (!isSound || !Array.isArray(grants)) return undefined;
  return {
    holder,
    name,
    cloud,
    tenantId,
    principalId,
    keptAt,
    grants: grants.flatMap((grant) => readGrant(grant) ?? []),
    unreadable: Array.isArray(unreadable)
      ? unreadable.map((one) => ({
          place: textOf(fieldsOf(one), 'place'),
          why: textOf(fieldsOf(one), 'why'),
        }))
      : [],
  };
}

/** Reads a grant that was stored; `undefined` when it is nothing this version has written. */
export function readGrant(stored: unknown): Grant | undefined {
  const from = fieldsOf(stored);
  const scope = textOf(from, 'scope');
  if (!scope.startsWith('/')) return undefined;
  switch (from['kind']) {
    case 'role':
      return readRole(from, scope);
    case 'policy': {
      const { permissions } = from;
      const words = Array.isArray(permissions) ? permissions.filter((word) => typeof word === 'string') : [];
      return words.length === 0 ? undefined : { kind: 'policy', scope, permissions: words };
    }
    case 'cosmos': {
      const [account, roleDefinitionId] = [textOf(from, 'account'), textOf(from, 'roleDefinitionId')];
      if (!scope.startsWith(account) || parseArmId(roleDefinitionId) === undefined) return undefined;
      return { kind: 'cosmos', scope, account, roleDefinitionId, ...optional(from, 'roleName') };
    }
    case 'redis': {
      const policy = textOf(from, 'policy');
      return policy === '' ? undefined : { kind: 'redis', scope, policy };
    }
    default:
      return undefined;
  }
}

function readRole(from: Fields, scope: ArmId): Grant | undefined {
  const roleDefinitionId = textOf(from, 'roleDefinitionId');
  if (!roleDefinitionId.includes('/roleDefinitions/')) return undefined;
  const condition = fieldsOf(from['condition']);
  const [expression, version] = [textOf(condition, 'expression'), textOf(condition, 'version')];
  // One whose condition was lost would be wider than it was.
  if (from['condition'] !== undefined && expression === '') return undefined;
  return {
    kind: 'role',
    scope,
    roleDefinitionId,
    ...optional(from, 'roleName'),
    ...optional(from, 'description'),
    ...optional(from, 'delegatedManagedIdentityResourceId'),
    ...(expression !== '' && { condition: { expression, version } }),
  };
}

function optional<N extends string>(from: Fields, name: N): Readonly<Partial<Record<N, string>>> {
  const value = textOf(from, name);
  return (value === '' ? {} : { [name]: value }) as Readonly<Partial<Record<N, string>>>;
}
