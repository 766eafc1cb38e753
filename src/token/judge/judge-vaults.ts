import { accessAt, policyOf, type Access, type Place, type RoleGrant } from '../../access/access-at';
import { fixesFor, type FixOffer } from '../../access/mend/fix-offers';
import { mendWords, missingWords } from '../../access/mend/mend-words';
import { shortfallAt, type Shortfall } from '../../access/mend/shortfall';
import { covers, scopeName } from '../../access/scope';
import type { RoleListing, VaultAccess } from '../../estate/grants';
import type { Failure } from '../../lifecycle/failure';
import { freshness } from './freshness';
import { leastRoleSentence, lookalike } from './lookalike';
import { say, sentences, type Text } from '../../lifecycle/text';
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
      verdict(
        'info',
        say("It has '{0}' at {1}, where no vault was read.", role.name, scopeName(role.assignment.scope)),
      ),
    );
  if (found.some(({ level }) => level !== 'info')) return [...found, ...distant];
  return [...found, ...distant, noVault(meant, everywhere, question)];
}

function judgeVault(vault: VaultAccess, { roles, principalId, now }: VaultQuestion): readonly Verdict[] {
  const access = accessAt({ principalId, roles, vaults: [vault] }, placeOf(vault));
  return vault.usesRbac ? byRoles(vault, access, { principalId, now }) : byPolicy(vault, access, principalId);
}

function byRoles(
  vault: VaultAccess,
  access: Access,
  { principalId, now }: { readonly principalId: string; readonly now: number },
): readonly Verdict[] {
  const roles = rolesIn(access.by);
  if (roles.length > 0) return roles.map((role) => roleAt(vault, role, now));
  if (policyOf(vault, principalId) === undefined) return [];
  return [
    broken(
      say(
        "Vault '{0}' has an access policy for it, but decides by roles: the policy is without effect.",
        vault.name,
      ),
      [{ vault, access, principalId }],
    ),
  ];
}

function roleAt(vault: VaultAccess, { name, assignment, doubts }: RoleGrant, now: number): Verdict {
  const fresh = freshness(assignment, now);
  const isConditional = doubts.includes('condition');
  const has = doubts.includes('part')
    ? say(
        "Vault '{0}' decides by roles, and it has '{1}' for a part of it (at {2}).",
        vault.name,
        name,
        scopeName(assignment.scope),
      )
    : say("Vault '{0}' decides by roles, and it has '{1}'.", vault.name, name);
  return verdict(
    fresh !== undefined ? 'warning' : isConditional ? 'info' : 'good',
    sentences(
      has,
      ...(fresh === undefined ? [] : [fresh]),
      ...(isConditional ? [say('It is under a condition, which may not allow every call.')] : []),
    ),
  );
}

function byPolicy(vault: VaultAccess, access: Access, principalId: string): readonly Verdict[] {
  const { by, others } = access;
  const shut = [{ vault, access, principalId }];
  const [granted] = by;
  if (granted?.kind === 'policy')
    return [
      verdict(
        'good',
        say(
          "Vault '{0}' decides by access policies, and one gives it {1}.",
          vault.name,
          granted.policy.permissions.slice(0, 12).join(', '),
        ),
      ),
    ];
  const names = others.find(({ kind }) => kind === 'policy');
  if (names?.kind === 'policy')
    return [
      broken(
        say(
          "Vault '{0}' decides by access policies, and the one for it gives {1}, which shows names only.",
          vault.name,
          names.policy.permissions.join(', '),
        ),
        shut,
      ),
    ];
  const direct = rolesIn(others).find(
    ({ assignment: { scope }, opens }) => opens === 'data' && covers(vault.id, scope),
  );
  if (direct === undefined) return [];
  return [
    broken(
      say(
        "It has '{0}' at vault '{1}', but that vault decides by access policies and none names it: the role is without effect.",
        direct.name,
        vault.name,
      ),
      shut,
    ),
  ];
}

/** Roles are known, vaults are not: what is granted can be said, what counts cannot. */
function judgeBlind({ vaults, now, roles, principalId, place }: VaultQuestion): readonly Verdict[] {
  const why =
    vaults !== undefined && 'failure' in vaults ? vaults.failure.words.why : say('they were not asked for.');
  const unknown = verdict(
    'info',
    say('Which vaults decide by roles and which by access policies cannot be read: {0}', why),
  );
  const data = rolesIn(accessAt({ principalId, roles }, place).by);
  if (data.length === 0)
    return [
      verdict('warning', say('No role for data of Key Vault was found; access policies could not be read.')),
      unknown,
    ];
  return [
    ...data.map(({ name, assignment }) => {
      const fresh = freshness(assignment, now);
      const has = say(
        "It has '{0}' at {1}, which counts where roles decide.",
        name,
        scopeName(assignment.scope),
      );
      return verdict('info', fresh === undefined ? has : sentences(has, fresh));
    }),
    unknown,
  ];
}

/** How many vaults are named one by one, each with what would open it. */
const mostVaults = 3;

function noVault(
  vaults: readonly VaultAccess[],
  { others }: Access,
  { roles, principalId }: VaultQuestion,
): Verdict {
  const { unreadable } = roles;
  const lookalikes = rolesIn(others)
    .slice(0, 3)
    .map((grant) => lookalike(grant));
  return broken(
    sentences(
      noneOpen(vaults.length),
      ...(unreadable.length === 0 ? [] : [say('Role assignments could not be read everywhere.')]),
      ...lookalikes,
      ...leastRoleSentence('keyVault'),
    ),
    vaults.length > mostVaults
      ? []
      : vaults.map((vault) => ({
          vault,
          principalId,
          access: accessAt({ principalId, roles, vaults: [vault] }, placeOf(vault)),
        })),
  );
}

function noneOpen(count: number): Text {
  return count === 0
    ? say("No access found: the app's subscription has no such vault that can be seen.")
    : say("No access found: none of the {0} vaults in the app's subscription lets it in.", count);
}

interface ShutVault {
  readonly vault: VaultAccess;
  readonly access: Access;
  readonly principalId: string;
}

function placeOf({ name }: VaultAccess): Place {
  return { services: ['keyVault'], name };
}

/** What is wrong, and for each vault what would open it. */
function broken(sentence: Text, shut: readonly ShutVault[]): Verdict {
  const missing = shut.flatMap(({ vault, access, principalId }) => {
    const shortfall = shortfallAt({ principalId, place: placeOf(vault), access, target: vault.id });
    return shortfall === undefined ? [] : [{ vault, shortfall }];
  });
  return {
    topic: 'access',
    level: 'warning',
    sentence: sentences(sentence, ...missing.map(({ shortfall }) => missingWords(shortfall))),
    ...(missing.length > 0 && { evidence: missing.flatMap(({ shortfall }) => mendWords(shortfall)) }),
    remedies:
      missing.length === 1
        ? missing.flatMap(({ shortfall }) => fixesFor({ because: 'no-access', shortfall }))
        : missing.flatMap(({ vault, shortfall }) => firstFix(vault, shortfall)),
  };
}

/** Of several vaults, each has a button of its own that says which it is for. */
function firstFix({ name }: VaultAccess, shortfall: Shortfall): readonly FixOffer[] {
  return fixesFor({ because: 'no-access', shortfall })
    .slice(0, 1)
    .map((fix) => ({ ...fix, title: say("Grant at '{0}'...", name) }));
}

function rolesIn(grants: Access['by']): readonly RoleGrant[] {
  return grants.filter((grant) => grant.kind === 'role');
}

function verdict(level: Verdict['level'], sentence: Text): Verdict {
  return { topic: 'access', level, sentence, remedies: [] };
}
