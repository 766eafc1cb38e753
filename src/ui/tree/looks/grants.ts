import { builtInRole } from '../../../access/built-in-role';
import { roleOpens } from '../../../access/role-opens';
import { parseScope } from '../../../access/scope';
import { sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import type { RoleAssignment, StoreKind } from '../../../estate/grants';
import { shown } from '../../../estate/loadable';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { scopeWords, type Translate } from '../../words';
import { roleOf } from '../nodes/grants';
import type { GrantNode, GrantTargetNode, PolicyNode, RoleNode, StoreGrantNode } from '../nodes/grant-node';
import { quietColor, spoken, type Look, type LookContext } from './look';

/** What is shown of a place: subscriptions by their names where they are known. */
function placeWords(scope: ArmId, snapshot: EstateSnapshot, t: Translate): string {
  const parsed = parseScope(scope);
  if (parsed.kind === 'root') return t('the whole tenant');
  if (parsed.kind === 'resource' && parsed.names.length > 1) {
    const names = scope.split('/providers/').at(-1)?.split('/') ?? [];
    return [names[2], names.at(-1)].join('/');
  }
  if (parsed.kind !== 'subscription') return scopeWords(scope, t);
  const id = parsed.subscriptionId.toLowerCase();
  const known = shown(snapshot.reach)?.subscriptions.find((one) => one.subscriptionId.toLowerCase() === id);
  return known === undefined ? scopeWords(scope, t) : t('Subscription {0}', known.name);
}

/** What a row of an identity says first when its grants could not be read everywhere. */
export function unreadWords(places: number, t: Translate): string | undefined {
  if (places === 0) return undefined;
  return places === 1 ? t('roles not readable in 1 place') : t('roles not readable in {0} places', places);
}

/** "Key Vault Secrets User · kv-shop"; below the place itself, the role alone. */
function rowLabel(node: GrantNode, role: string, place: string): string {
  return node.below === true ? role : `${role} · ${place}`;
}

export function describeRole(node: RoleNode, { state, t }: LookContext): Look {
  const { assignment } = node;
  const place = placeWords(node.at, state.snapshot, t);
  const role = roleOf(node);
  const through =
    assignment.throughGroup === true ? t('through group {0}', assignment.principalId) : undefined;
  const conditional = isConditional(assignment) ? t('under a condition') : undefined;
  const idle = isIdle(assignment, state.snapshot)
    ? t('without effect: the vault decides by access policies')
    : undefined;
  const opens = roleOpens(assignment);
  const nothing = opens.what === 'nothing' && idle === undefined ? t('opens no data') : undefined;
  const said = [through, idle, conditional, nothing].filter((part) => part !== undefined);
  return {
    label: rowLabel(node, role, place),
    ...(said.length > 0 && { description: said.join(' · ') }),
    icon: { id: 'law', ...(idle !== undefined && { color: quietColor }) },
    tooltip: {
      title: role,
      rows: [
        [t('Granted at'), node.at],
        [t('Role'), customWords(assignment, role, t)],
        [t('Access to data'), dataWords(assignment, t)],
        [t('Condition'), assignment.condition],
        [t('Given to'), through],
        [t('Since'), assignment.createdOn],
      ],
    },
    accessible: spoken(t('Role {0} at {1}', role, place), ...said),
    can: ['name', 'portal', 'resourceId'],
    fold: 'leaf',
  };
}

function customWords(assignment: RoleAssignment, role: string, t: Translate): string {
  const isCustom =
    assignment.permissions !== undefined && builtInRole(assignment.roleDefinitionId) === undefined;
  return isCustom ? t('{0} (judged by its actions)', role) : role;
}

function isConditional({ condition, permissions }: RoleAssignment): boolean {
  return condition !== undefined || permissions?.some((one) => one.condition !== undefined) === true;
}

/** A data role at a vault that goes by its access policies. */
function isIdle(assignment: RoleAssignment, { vaults }: EstateSnapshot): boolean {
  if (roleOpens(assignment).what !== 'data') return false;
  return [...vaults.values()].some((listed) =>
    (shown(listed) ?? []).some(({ id, usesRbac }) => !usesRbac && sameArmId(id, assignment.scope)),
  );
}

/** Azure tells roles that manage a resource from those that open its data; many people do not. */
function dataWords(assignment: RoleAssignment, t: Translate): string {
  const { what, services } = roleOpens(assignment);
  switch (what) {
    case 'data': {
      const names = services.map(({ label }) => label).join(', ');
      const yes = names === '' ? t('yes') : t('yes: {0}', names);
      return isConditional(assignment) ? t('{0}, under a condition', yes) : yes;
    }
    case 'metadata':
      return t('no: names and properties only');
    case 'nothing':
      return t('none: this role opens no data here');
    case 'unknown':
      return t('not known: what the role allows could not be read');
  }
}

export function describePolicy(node: PolicyNode, { t }: LookContext): Look {
  const { vault, policy } = node;
  const idle = vault.usesRbac ? t('without effect: the vault decides by roles') : undefined;
  const permissions = policy.permissions.join(', ');
  return {
    label: rowLabel(node, t('Access policy'), vault.name),
    description: idle ?? permissions,
    icon: { id: 'law', ...(vault.usesRbac && { color: quietColor }) },
    tooltip: {
      title: t('Access policy of vault {0}', vault.name),
      rows: [[t('Permissions'), permissions]],
      notes: idle === undefined ? [] : [t('This vault decides by roles, so the policy is without effect.')],
    },
    accessible: spoken(t('Access policy of vault {0}', vault.name), idle ?? permissions),
    can: ['name', 'portal', 'resourceId'],
    fold: 'leaf',
  };
}

const stores: Readonly<Record<StoreKind, string>> = {
  cosmos: 'Cosmos DB',
  redis: 'Azure Cache for Redis',
  managedRedis: 'Azure Managed Redis',
};

export function describeStoreGrant(node: StoreGrantNode, { state, t }: LookContext): Look {
  const { kind, role, part, store } = node.grant;
  const place = placeWords(store, state.snapshot, t);
  const said = [stores[kind], part].filter((one) => one !== undefined).join(' · ');
  return {
    label: rowLabel(node, role, place),
    description: said,
    icon: { id: 'law' },
    tooltip: {
      title: role,
      rows: [
        [t('Granted at'), store],
        [t('Part'), part],
        [t('Kept by'), stores[kind]],
      ],
      notes: [t('The store keeps this itself; role assignments of Azure do not show it.')],
    },
    accessible: spoken(t('Role {0} at {1}', role, place), said),
    can: ['name', 'portal', 'resourceId'],
    fold: 'leaf',
  };
}

export function describeGrantTarget(node: GrantTargetNode, { state, t }: LookContext): Look {
  const place = placeWords(node.at, state.snapshot, t);
  const count = t('{0} grants', node.grants.length);
  return {
    label: place,
    description: count,
    icon: { id: 'target' },
    tooltip: { title: place, rows: [[t('Granted at'), node.at]] },
    accessible: spoken(place, count),
    can: ['name', 'portal', 'resourceId'],
    fold: 'collapsed',
  };
}
