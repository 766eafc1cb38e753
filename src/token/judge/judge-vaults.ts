import type { RoleAssignment, RoleListing } from '../../estate/resources';
import type { Failure } from '../../lifecycle/failure';
import type { VaultAccess } from '../ports';
import type { Target } from '../targets';
import { covers, dataRole, freshness, placeOf, roleName } from './scope';
import type { Verdict } from './verdict';

export interface VaultQuestion {
  readonly roles: RoleListing;
  readonly vaults: readonly VaultAccess[] | { readonly failure: Failure } | undefined;
  readonly principalId: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * Access to vaults: each one says whether roles or its own policies count (`enableRbacAuthorization`), and what the
 * other of the two says is without effect, which is a riddle to many.
 */
export function judgeVaults(question: VaultQuestion, target: Target): readonly Verdict[] {
  const { vaults, roles } = question;
  const data = roles.assignments.filter((role) => dataRole(role, target) !== undefined);
  if (vaults === undefined || 'failure' in vaults) return judgeBlind(question, data, target);
  const found = vaults.flatMap((vault) => judgeVault(vault, data, question));
  const elsewhere = data.filter(
    (role) => !vaults.some(({ id }) => covers(role.scope, id) || covers(id, role.scope)),
  );
  const distant = elsewhere.map((role) =>
    say('info', `It has '${roleName(role)}' ${placeOf(role.scope)}, where no vault was read.`),
  );
  if (found.some(({ level }) => level !== 'info')) return [...found, ...distant];
  return [...found, ...distant, noVault(vaults, roles)];
}

function judgeVault(
  vault: VaultAccess,
  data: readonly RoleAssignment[],
  { principalId, now }: VaultQuestion,
): readonly Verdict[] {
  const wanted = principalId.toLowerCase();
  const policy = vault.policies.find(({ objectId }) => objectId.toLowerCase() === wanted);
  const roles = data.filter(({ scope }) => covers(scope, vault.id) || covers(vault.id, scope));
  return vault.usesRbac ? byRoles(vault, roles, { policy, now }) : byPolicy(vault, roles, policy);
}

type Policy = VaultAccess['policies'][number];

function byRoles(
  vault: VaultAccess,
  roles: readonly RoleAssignment[],
  { policy, now }: { readonly policy: Policy | undefined; readonly now: number },
): readonly Verdict[] {
  if (roles.length > 0)
    return roles.map((role) => {
      const fresh = freshness(role, now);
      const part = covers(role.scope, vault.id) ? '' : ` for a part of it (${placeOf(role.scope)})`;
      return say(
        fresh === '' ? 'good' : 'warning',
        `Vault '${vault.name}' decides by roles, and it has '${roleName(role)}'${part}${fresh}.`,
      );
    });
  if (policy === undefined) return [];
  return [
    say(
      'warning',
      `Vault '${vault.name}' has an access policy for it, but decides by roles: the policy is without effect.`,
      vault,
    ),
  ];
}

function byPolicy(
  vault: VaultAccess,
  roles: readonly RoleAssignment[],
  policy: Policy | undefined,
): readonly Verdict[] {
  if (policy !== undefined && policy.permissions.length > 0)
    return [
      say(
        'good',
        `Vault '${vault.name}' decides by access policies, and one gives it ${policy.permissions.slice(0, 12).join(', ')}.`,
      ),
    ];
  const direct = roles.find(({ scope }) => covers(vault.id, scope));
  if (direct === undefined) return [];
  return [
    say(
      'warning',
      `It has '${roleName(direct)}' at vault '${vault.name}', but that vault decides by access policies and none names it: the role is without effect.`,
      vault,
    ),
  ];
}

/** Roles are known, vaults are not: what is granted can be said, what counts cannot. */
function judgeBlind(
  { vaults, now }: VaultQuestion,
  data: readonly RoleAssignment[],
  target: Target,
): readonly Verdict[] {
  const why = vaults !== undefined && 'failure' in vaults ? vaults.failure.why : 'they were not asked for.';
  const unknown = say(
    'info',
    `Which vaults decide by roles and which by access policies cannot be read: ${why}`,
  );
  if (data.length === 0)
    return [
      say('warning', `No role for data of ${target.label} was found; access policies could not be read.`),
      unknown,
    ];
  return [
    ...data.map((role) =>
      say(
        'info',
        `It has '${roleName(role)}' ${placeOf(role.scope)}${freshness(role, now)}, which counts where roles decide.`,
      ),
    ),
    unknown,
  ];
}

function noVault(vaults: readonly VaultAccess[], { unreadable }: RoleListing): Verdict {
  const unread = unreadable.length > 0 ? ', as far as role assignments could be read' : '';
  return say(
    'warning',
    vaults.length === 0
      ? `No access found: the app's subscription has no vault that can be seen${unread}.`
      : `No access found: none of the ${vaults.length} vaults in the app's subscription lets it in${unread}.`,
    vaults.length === 1 ? vaults[0] : undefined,
  );
}

function say(level: Verdict['level'], sentence: string, vault?: VaultAccess): Verdict {
  return {
    topic: 'access',
    level,
    sentence,
    remedies:
      vault === undefined ? [] : [{ kind: 'open-access', title: `Open '${vault.name}'`, value: vault.id }],
  };
}
