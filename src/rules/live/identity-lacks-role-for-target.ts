import { say, sentences, type Text } from '../../lifecycle/text';
import type { TargetFact } from '../fact';
import type { Finding } from '../finding';
import { hostEndings } from '../../access/service-host';
import { accessOf, heldBy, type LinkedApp } from '../linked-app';
import { leastRoleText, lookalike, type ShutOut } from '../shut-out';
import type { FactRule } from '../rule';

/** Only when none of the app's identities gets in and all their roles could be read. */
export const identityLacksRoleForTarget: FactRule = {
  id: 'MI606',
  name: 'identity-lacks-role-for-target',
  title: 'No identity of the app has a role for data at a service the file names.',
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
    for (const fact of facts) {
      if (fact.kind !== 'target' || told.has(fact.host)) continue;
      const all = shutOutOf(app, fact);
      if (all.length === 0) continue;
      told.add(fact.host);
      yield findingAt(app, fact, all);
    }
  },
};

/** Empty as soon as one of them gets in or may. */
function shutOutOf(app: LinkedApp, target: TargetFact): readonly ShutOut[] {
  const all = heldBy(app)
    .filter(({ principalId }) => principalId !== undefined)
    .map((held): ShutOut => ({ held, access: accessOf(app, held, target) }));
  return all.every(({ access }) => access.answer === 'none') ? all : [];
}

function findingAt(app: LinkedApp, target: TargetFact, all: readonly ShutOut[]): Finding {
  const { host, span } = target;
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
    ),
    fixes: [{ kind: 'live', title: say('Open the app in Azure Portal'), action: 'openInPortal' }],
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
