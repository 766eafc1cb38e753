import { say, sentences, type Text } from '../../lifecycle/text';
import { sameId } from '../../estate/held-identity';
import type { Fact, TargetFact } from '../fact';
import { offeredFixes, type Finding } from '../finding';
import { hostEndings } from '../../access/service-host';
import { accessOf, heldBy, type LinkedApp } from '../linked-app';
import { leastRoleText, lookalike, missingText, shortfallsOf, type ShutOut } from '../shut-out';
import type { FactRule } from '../rule';

/** Only when none of the app's identities gets in and all their roles could be read. */
export const identityLacksRoleForTarget: FactRule = {
  id: 'MI606',
  name: 'identity-lacks-role-for-target',
  title: say('No identity of the app has a role for data at a service the file names.'),
  severity: 'warning',
  // Roles of groups that an identity is a member of are not read.
  confidence: 'medium',
  subject: 'facts',
  needsApp: true,
  literals: [
    ...hostEndings('keyVault', 'storage', 'serviceBus', 'appConfiguration'),
    // Spring configuration names accounts and namespaces without their host.
    ...['account-name', 'accountname', 'account_name'],
    ...['servicebus:', 'servicebus.namespace', 'servicebus_namespace'],
    ...['eventhubs:', 'eventhubs.namespace', 'eventhubs_namespace'],
  ],
  *check(facts, { app }) {
    if (app === undefined) return;
    const told = new Set<string>();
    const named = namedIn(app, facts);
    for (const fact of facts) {
      if (fact.kind !== 'target' || told.has(fact.host)) continue;
      const all = shutOutOf(app, fact);
      if (all.length === 0) continue;
      told.add(fact.host);
      // Where the file names one of them, that one is to be let in.
      const meant = all.filter(({ held }) => named.includes(held.clientId));
      yield findingAt(app, fact, { all, meant: meant.length === 0 ? all : meant });
    }
  },
};

/** The client IDs of the app's identities that the file names. */
function namedIn(app: LinkedApp, facts: readonly Fact[]): readonly (string | undefined)[] {
  const given = facts.flatMap((fact) => (fact.kind === 'clientId' ? [fact.value] : []));
  return heldBy(app)
    .map(({ clientId }) => clientId)
    .filter((clientId) => given.some((value) => sameId(clientId, value)));
}

/** Empty as soon as one of them gets in or may. */
function shutOutOf(app: LinkedApp, target: TargetFact): readonly ShutOut[] {
  const all = heldBy(app)
    .filter(({ principalId }) => principalId !== undefined)
    .map((held): ShutOut => ({ held, access: accessOf(app, held, target) }));
  return all.every(({ access }) => access.answer === 'none') ? all : [];
}

function findingAt(
  app: LinkedApp,
  target: TargetFact,
  { all, meant }: { readonly all: readonly ShutOut[]; readonly meant: readonly ShutOut[] },
): Finding {
  const { host, span } = target;
  const shortfalls = shortfallsOf(meant, target);
  // Whether an access policy lets one in was not read.
  const isBlind = all.some(({ access }) => access.why === 'policies-unread');
  const byPolicies = all.some(({ access }) => access.vault?.usesRbac === false);
  return {
    span,
    live: true,
    ...(isBlind && { severity: 'info' }),
    message: sentences(
      said(app.name, host, { isBlind, byPolicies }),
      ...lookalike(all),
      ...(byPolicies ? [] : leastRoleText(target)),
      ...missingText(shortfalls),
    ),
    fixes: shortfalls.flatMap((shortfall) => offeredFixes({ because: 'no-access', shortfall })),
  };
}

function said(
  app: string,
  host: string,
  { isBlind, byPolicies }: { readonly isBlind: boolean; readonly byPolicies: boolean },
): Text {
  if (byPolicies)
    return say(
      "No access policy of '{1}' lets an identity of '{0}' in: calls are refused with 403.",
      app,
      host,
    );
  if (isBlind)
    return say(
      "No identity of '{0}' has a role for data at '{1}': calls are refused with 403, unless an access policy of the vault lets it in.",
      app,
      host,
    );
  return say("No identity of '{0}' has a role for data at '{1}': calls are refused with 403.", app, host);
}
