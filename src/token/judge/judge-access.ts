import type { RoleAssignment, RoleListing } from '../../estate/resources';
import type { Failure } from '../../lifecycle/failure';
import type { Access } from '../access';
import type { DecodedToken } from '../decode/decode-token';
import type { Target } from '../targets';
import { judgeVaults } from './judge-vaults';
import { dataRole, freshness, mayReach, placeOf, roleName } from './scope';
import type { Remedy, Verdict, VerdictLevel } from './verdict';

/** Sentences about one target are bounded: an identity may have hundreds of grants. */
const mostSentences = 12;

export interface AccessQuestion {
  readonly target: Target;
  readonly token: DecodedToken;
  /** Resource name SQL users are created under: `shop/apps/orders`, or the user-assigned identity's own name. */
  readonly principalName?: string;
  readonly access: Access | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What the identity of a token may do at the target, from what could be read. */
export function judgeAccess(question: AccessQuestion): readonly Verdict[] {
  const { target, token } = question;
  switch (target.access) {
    case 'app-roles':
      return [judgeAppRoles(token, target)];
    case 'database':
      return [judgeDatabase(question)];
    case 'cosmos':
      return [
        say(
          'info',
          'Cosmos DB keeps data plane roles of its own, which role assignments do not show. Look for the principal ID ' +
            'in the account with "az cosmosdb sql role assignment list".',
        ),
      ];
    case 'own':
      return [
        say(
          'info',
          `${target.label} keeps permissions of its own, which Azure Resource Manager does not show.`,
        ),
      ];
    case 'vault':
    case 'roles':
      return judgeRead(question);
  }
}

function judgeRead(question: AccessQuestion): readonly Verdict[] {
  const { access, token } = question;
  if (access === undefined || token.principalId === undefined)
    return [say('info', 'What the identity may do was not read.')];
  const { roles } = access;
  if ('failure' in roles) return [cannotRead(roles.failure, 'role assignments')];
  const found =
    question.target.access === 'vault'
      ? judgeVaults(
          { roles, vaults: access.vaults, principalId: token.principalId, now: question.now },
          question.target,
        )
      : judgeRoles(roles, question);
  return [...found.slice(0, mostSentences), ...more(found.length), ...judgeUnreadable(roles)];
}

function judgeRoles(roles: RoleListing, { target, now }: AccessQuestion): readonly Verdict[] {
  const near = roles.assignments.filter(({ scope }) => mayReach(scope, target));
  const granting =
    target.roles === undefined ? near : near.filter((role) => dataRole(role, target) !== undefined);
  if (granting.length > 0) return granting.map((role) => granted(role, target, now));
  return [noAccess(target, near, roles)];
}

function granted(role: RoleAssignment, target: Target, now: number): Verdict {
  const fresh = freshness(role, now);
  const name = role.roleName ?? dataRole(role, target) ?? roleName(role);
  return say(fresh === '' ? 'good' : 'warning', `It has '${name}' ${placeOf(role.scope)}${fresh}.`);
}

/** Other roles are named: `Contributor` looks like enough, and gives no access to data. */
function noAccess(target: Target, near: readonly RoleAssignment[], roles: RoleListing): Verdict {
  const others = near.slice(0, 3).map((role) => `'${roleName(role)}' ${placeOf(role.scope)}`);
  const unread = roles.unreadable.length > 0 ? ' where role assignments could be read' : '';
  const but =
    others.length === 0
      ? ''
      : ` It has ${others.join(', ')}, which may not include data; roles such as Owner and Contributor do not.`;
  return say(
    'warning',
    `No access found: no role for data of ${target.label} was found${unread}.${but}`,
    grantRemedy(near),
  );
}

function grantRemedy(near: readonly RoleAssignment[]): readonly Remedy[] {
  const [first] = near;
  return first === undefined
    ? []
    : [{ kind: 'open-access', title: 'Open Access Control', value: first.scope }];
}

function judgeUnreadable({ unreadable }: RoleListing): readonly Verdict[] {
  return unreadable
    .slice(0, 3)
    .map(({ name, why }) => say('info', `Role assignments of subscription '${name}' cannot be read: ${why}`));
}

function cannotRead(failure: Failure, what: string): Verdict {
  return say('warning', `What the identity may do cannot be told, ${what} cannot be read: ${failure.why}`, [
    { kind: 'retry', title: 'Try Again' },
  ]);
}

function judgeAppRoles({ roles }: DecodedToken, target: Target): Verdict {
  if (roles.length > 0)
    return say('good', `It carries the application roles ${roles.slice(0, 10).join(', ')}.`);
  return say('warning', `It carries no application roles: ${target.label} answers 403 if it asks for one.`, [
    {
      kind: 'open-link',
      title: 'How to Grant One',
      value:
        'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-app-role-managed-identity',
    },
  ]);
}

function judgeDatabase({ principalName, target }: AccessQuestion): Verdict {
  const text = `CREATE USER [${principalName ?? 'name of the identity'}] FROM EXTERNAL PROVIDER`;
  const how = target.id === 'sql' ? `, made with ${text} and added to a database role` : '';
  return say(
    'info',
    `Access is granted inside the database, which Azure Resource Manager does not show: the identity must be a user there${how}.`,
    target.id === 'sql' && principalName !== undefined
      ? [{ kind: 'copy', title: 'Copy CREATE USER', value: text }]
      : [],
  );
}

function more(count: number): readonly Verdict[] {
  return count > mostSentences ? [say('info', `${count - mostSentences} more are not shown.`)] : [];
}

function say(level: VerdictLevel, sentence: string, remedies: readonly Remedy[] = []): Verdict {
  return { topic: 'access', level, sentence, remedies };
}
