import { accessAt, policyOf, type Access, type Place, type RoleGrant } from '../../access/access-at';
import { leastRoleNames } from '../../access/least-role';
import { covers, scopeName } from '../../access/scope';
import type { RoleListing, VaultAccess } from '../../estate/grants';
import type { Failure } from '../../lifecycle/failure';
import { freshness } from './freshness';
import { lookalike } from './lookalike';
import type { Verdict } from './verdict';

export interface VaultQuestion {
  readonly roles: RoleListing;
  readonly vaults: readonly VaultAccess[] | { readonly failure: Failure } | undefined;
  readonly principalId: string;
  /** One vault where the audience names it, else any. */
  readonly place: Place;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * Access to vaults: each one says whether roles or its own policies count (`enableRbacAuthorization`), and what the
 * other of the two says is without effect, which is a riddle to many.
 */
export function judgeVaults(question: VaultQuestion): readonly Verdict[] {
  const { roles, principalId, place } = question;
  const { vaults } = question;
  if (vaults === undefined || 'failure' in vaults) return judgeBlind(question);
  const meant = vaults.filter(({ name }) => place.name === undefined || name.toLowerCase() === place.name);
  const found = meant.flatMap((vault) => judgeVault(vault, question));
  const everywhere = accessAt({ principalId, roles }, place);
  const distant = rolesIn(everywhere.by)
    .filter(({ assignment: { scope } }) => !meant.some(({ id }) => covers(scope, id) || covers(id, scope)))
    .map((role) =>
      say('info', `It has '${role.name}' at ${scopeName(role.assignment.scope)}, where no vault was read.`),
    );
  if (found.some(({ level }) => level !== 'info')) return [...found, ...distant];
  return [...found, ...distant, noVault(meant, everywhere, roles)];
}

function judgeVault(vault: VaultAccess, { roles, principalId, now }: VaultQuestion): readonly Verdict[] {
  const place: Place = { services: ['keyVault'], name: vault.name };
  const access = accessAt({ principalId, roles, vaults: [vault] }, place);
  return vault.usesRbac ? byRoles(vault, access, { principalId, now }) : byPolicy(vault, access);
}

function byRoles(
  vault: VaultAccess,
  { by }: Access,
  { principalId, now }: { readonly principalId: string; readonly now: number },
): readonly Verdict[] {
  const roles = rolesIn(by);
  if (roles.length > 0) return roles.map((role) => roleAt(vault, role, now));
  if (policyOf(vault, principalId) === undefined) return [];
  return [
    say(
      'warning',
      `Vault '${vault.name}' has an access policy for it, but decides by roles: the policy is without effect.`,
      vault,
    ),
  ];
}

function roleAt(vault: VaultAccess, { name, assignment, doubts }: RoleGrant, now: number): Verdict {
  const fresh = freshness(assignment, now);
  const part = doubts.includes('part') ? ` for a part of it (at ${scopeName(assignment.scope)})` : '';
  const conditional = doubts.includes('condition');
  const may = conditional ? ', under a condition: it may not allow every call' : '';
  return say(
    fresh !== '' ? 'warning' : conditional ? 'info' : 'good',
    `Vault '${vault.name}' decides by roles, and it has '${name}'${part}${fresh}${may}.`,
  );
}

function byPolicy(vault: VaultAccess, { by, others }: Access): readonly Verdict[] {
  const [granted] = by;
  if (granted?.kind === 'policy')
    return [
      say(
        'good',
        `Vault '${vault.name}' decides by access policies, and one gives it ${granted.policy.permissions.slice(0, 12).join(', ')}.`,
      ),
    ];
  const names = others.find(({ kind }) => kind === 'policy');
  if (names?.kind === 'policy')
    return [
      say(
        'warning',
        `Vault '${vault.name}' decides by access policies, and the one for it gives ${names.policy.permissions.join(', ')}, which shows names only.`,
        vault,
      ),
    ];
  const direct = rolesIn(others).find(
    ({ assignment: { scope }, opens }) => opens === 'data' && covers(vault.id, scope),
  );
  if (direct === undefined) return [];
  return [
    say(
      'warning',
      `It has '${direct.name}' at vault '${vault.name}', but that vault decides by access policies and none names it: the role is without effect.`,
      vault,
    ),
  ];
}

/** Roles are known, vaults are not: what is granted can be said, what counts cannot. */
function judgeBlind({ vaults, now, roles, principalId, place }: VaultQuestion): readonly Verdict[] {
  const why = vaults !== undefined && 'failure' in vaults ? vaults.failure.why : 'they were not asked for.';
  const unknown = say(
    'info',
    `Which vaults decide by roles and which by access policies cannot be read: ${why}`,
  );
  const data = rolesIn(accessAt({ principalId, roles }, place).by);
  if (data.length === 0)
    return [
      say('warning', 'No role for data of Key Vault was found; access policies could not be read.'),
      unknown,
    ];
  return [
    ...data.map(({ name, assignment }) =>
      say(
        'info',
        `It has '${name}' at ${scopeName(assignment.scope)}${freshness(assignment, now)}, which counts where roles decide.`,
      ),
    ),
    unknown,
  ];
}

function noVault(vaults: readonly VaultAccess[], { others }: Access, { unreadable }: RoleListing): Verdict {
  const unread = unreadable.length > 0 ? ', as far as role assignments could be read' : '';
  const none =
    vaults.length === 0
      ? `No access found: the app's subscription has no such vault that can be seen${unread}.`
      : `No access found: none of the ${vaults.length} vaults in the app's subscription lets it in${unread}.`;
  const lookalikes = rolesIn(others)
    .slice(0, 3)
    .map((grant) => lookalike(grant));
  const least = leastRoleNames('keyVault').map((name) => `'${name}'`);
  return say(
    'warning',
    [none, ...lookalikes, `The least role is ${least.join(' or ')}.`].join(' '),
    vaults.length === 1 ? vaults[0] : undefined,
  );
}

function rolesIn(grants: Access['by']): readonly RoleGrant[] {
  return grants.filter((grant) => grant.kind === 'role');
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
