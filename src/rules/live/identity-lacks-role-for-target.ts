import { say } from '../../lifecycle/text';
import type { TargetFact } from '../fact';
import type { Finding } from '../finding';
import type { LinkedApp } from '../linked-app';
import { accessAt, principalsOf } from '../reach';
import type { FactRule } from '../rule';

/** Only when none of the app's identities gets in and all their roles could be read. */
export const identityLacksRoleForTarget: FactRule = {
  id: 'MI606',
  name: 'identity-lacks-role-for-target',
  title: 'No identity of the app has a role for data at a service the file names.',
  severity: 'warning',
  subject: 'facts',
  literals: [
    ...['.vault.azure.net', '.core.windows.net', '.servicebus.windows.net', '.azconfig.io'],
    // Spring configuration names accounts and namespaces without their host.
    ...['account-name', 'accountname', 'account_name'],
    ...['servicebus:', 'servicebus.namespace', 'servicebus_namespace'],
    ...['eventhubs:', 'eventhubs.namespace', 'eventhubs_namespace'],
  ],
  *check(facts, { app }) {
    if (app === undefined) return;
    const said = new Set<string>();
    for (const fact of facts) {
      if (fact.kind !== 'target' || said.has(fact.host) || !isShutOut(app, fact)) continue;
      said.add(fact.host);
      yield findingAt(app, fact);
    }
  },
};

function isShutOut(app: LinkedApp, target: TargetFact): boolean {
  const principals = principalsOf(app);
  return (
    principals.length > 0 &&
    principals.every(({ principalId }) => accessAt(app, principalId, target) === 'none')
  );
}

function findingAt(app: LinkedApp, { service, host, span }: TargetFact): Finding {
  const vault = service === 'keyVault';
  const unless = vault ? ', unless an access policy of the vault lets it in' : '';
  return {
    span,
    live: true,
    // Access policies are not roles and are not read here.
    ...(vault && { severity: 'info' }),
    message: say(
      "No identity of '{0}' has a role for data at '{1}': calls are refused with 403{2}.",
      app.name,
      host,
      unless,
    ),
    fixes: [{ kind: 'live', title: say('Open the app in Azure Portal'), action: 'openInPortal' }],
  };
}
