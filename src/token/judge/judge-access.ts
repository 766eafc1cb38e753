import { accessAt, type Access, type Place, type RoleGrant } from '../../access/access-at';
import { fixesFor, openAccess } from '../../access/mend/fix-offers';
import { mendWords, missingWords } from '../../access/mend/mend-words';
import { shortfallAt } from '../../access/mend/shortfall';
import { scopeName } from '../../access/scope';
import type { Target } from '../../access/target';
import type { RoleListing } from '../../estate/grants';
import type { Failure } from '../../lifecycle/failure';
import { say, sentences, type Text } from '../../lifecycle/text';
import type { GrantsRead } from '../read-grants';
import type { DecodedToken } from '../decode/decode-token';
import { judgeVaults } from './judge-vaults';
import { freshness } from './freshness';
import { leastRoleSentence, lookalike } from './lookalike';
import type { Remedy, Verdict, VerdictLevel } from './verdict';

/** Sentences about one target are bounded: an identity may have hundreds of grants. */
const mostSentences = 12;

export interface AccessQuestion {
  readonly target: Target;
  readonly token: DecodedToken;
  /** Resource name SQL users are created under: `shop/apps/orders`, or the user-assigned identity's own name. */
  readonly principalName?: string;
  readonly access: GrantsRead | undefined;
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
        verdict(
          'info',
          say(
            'Cosmos DB keeps data plane roles of its own, which role assignments do not show. Look for the principal ID in the account with "az cosmosdb sql role assignment list".',
          ),
        ),
      ];
    case 'own':
      return [
        verdict(
          'info',
          say('{0} keeps permissions of its own, which Azure Resource Manager does not show.', target.label),
        ),
      ];
    case 'vault':
    case 'roles':
    case 'control':
      return judgeRead(question);
  }
}

function judgeRead(question: AccessQuestion): readonly Verdict[] {
  const { access, target, token, now } = question;
  const { place } = target;
  if (access === undefined || place === undefined || token.principalId === undefined)
    return [verdict('info', say('What the identity may do was not read.'))];
  const { roles } = access;
  if ('failure' in roles) return [cannotRead(roles.failure)];
  const { principalId } = token;
  const found =
    target.access === 'vault'
      ? judgeVaults({ roles, vaults: access.vaults, principalId, now, place })
      : judgeRoles({ roles, principalId, now, place }, target);
  return [...found.slice(0, mostSentences), ...more(found.length), ...judgeUnreadable(roles)];
}

interface RolesQuestion {
  readonly roles: RoleListing;
  readonly principalId: string;
  readonly now: number;
  readonly place: Place;
}

function judgeRoles({ roles, principalId, now, place }: RolesQuestion, target: Target): readonly Verdict[] {
  const access = accessAt({ principalId, roles }, place);
  const granting = access.by.filter((grant) => grant.kind === 'role');
  if (granting.length > 0) return granting.map((role) => granted(role, place, now));
  return [noAccess(target, access, { principalId, roles })];
}

function granted({ name, assignment, doubts }: RoleGrant, { name: resource }: Place, now: number): Verdict {
  const fresh = freshness(assignment, now);
  const has = [name, scopeName(assignment.scope)] as const;
  const isConditional = doubts.includes('condition');
  const level: VerdictLevel = fresh !== undefined ? 'warning' : isConditional ? 'info' : 'good';
  const sentence = isConditional
    ? say("It has '{0}' at {1}, under a condition: it may not allow every call.", ...has)
    : doubts.includes('place') && resource !== undefined
      ? say("It has '{0}' at {1}, which counts if '{2}' lies there.", ...has, resource)
      : say("It has '{0}' at {1}.", ...has);
  return verdict(level, fresh === undefined ? sentence : sentences(sentence, fresh));
}

/** Other roles are named: `Contributor` looks like enough, and gives no access to data. */
function noAccess(
  target: Target,
  access: Access,
  { principalId, roles }: Pick<RolesQuestion, 'principalId' | 'roles'>,
): Verdict {
  const near = access.others.filter((grant) => grant.kind === 'role');
  const shortfall =
    target.place === undefined ? undefined : shortfallAt({ principalId, place: target.place, access });
  const [first] = near;
  const missing = verdict(
    'warning',
    sentences(
      nothingFound(target, roles.unreadable.length > 0),
      ...near
        .slice(0, 3)
        .map((grant) => lookalike(grant, target.access === 'control' ? 'management' : 'data')),
      ...(target.id === 'application' ? [] : leastRoleSentence(target.id, target.place?.area)),
      ...(shortfall === undefined ? [] : [missingWords(shortfall)]),
    ),
    [
      ...(shortfall === undefined ? [] : fixesFor({ because: 'no-access', shortfall })),
      ...(shortfall?.target === undefined && first !== undefined ? [openAccess(first.assignment.scope)] : []),
    ],
  );
  return shortfall === undefined ? missing : { ...missing, evidence: mendWords(shortfall) };
}

function nothingFound({ access, label }: Target, isPartly: boolean): Text {
  if (access === 'control')
    return isPartly
      ? say(
          'No access found: no role with control-plane actions was found where role assignments could be read.',
        )
      : say('No access found: no role with control-plane actions was found.');
  return isPartly
    ? say('No access found: no role for data of {0} was found where role assignments could be read.', label)
    : say('No access found: no role for data of {0} was found.', label);
}

function judgeUnreadable({ unreadable }: RoleListing): readonly Verdict[] {
  return unreadable
    .slice(0, 3)
    .map(({ name, why }) =>
      verdict('info', say("Role assignments of subscription '{0}' cannot be read: {1}", name, why)),
    );
}

function cannotRead({ words }: Failure): Verdict {
  return verdict(
    'warning',
    say('What the identity may do cannot be told, role assignments cannot be read: {0}', words.why),
    [{ kind: 'retry', title: say('Try Again') }],
  );
}

function judgeAppRoles({ roles }: DecodedToken, target: Target): Verdict {
  if (roles.length > 0)
    return verdict('good', say('It carries the application roles {0}.', roles.slice(0, 10).join(', ')));
  return verdict(
    'warning',
    say('It carries no application roles: {0} answers 403 if it asks for one.', target.label),
    [
      {
        kind: 'open-link',
        title: say('How to Grant One'),
        value:
          'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-app-role-managed-identity',
      },
    ],
  );
}

function judgeDatabase({ principalName, target }: AccessQuestion): Verdict {
  const statement = `CREATE USER [${principalName ?? 'name of the identity'}] FROM EXTERNAL PROVIDER`;
  return verdict(
    'info',
    target.id === 'sql'
      ? say(
          'Access is granted inside the database, which Azure Resource Manager does not show: the identity must be a user there, made with {0} and added to a database role.',
          statement,
        )
      : say(
          'Access is granted inside the database, which Azure Resource Manager does not show: the identity must be a user there.',
        ),
    target.id === 'sql' && principalName !== undefined ? fixesFor({ because: 'database', statement }) : [],
  );
}

function more(count: number): readonly Verdict[] {
  return count > mostSentences
    ? [verdict('info', say('{0} more are not shown.', count - mostSentences))]
    : [];
}

function verdict(level: VerdictLevel, sentence: Text, remedies: readonly Remedy[] = []): Verdict {
  return { topic: 'access', level, sentence, remedies };
}
