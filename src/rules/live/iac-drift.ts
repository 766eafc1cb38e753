import { say } from '../../lifecycle/text';
import type { DeclaredIdentityFact } from '../fact';
import type { LinkedApp } from '../linked-app';
import type { FactRule } from '../rule';
import { nameOf } from '../../estate/ids/arm-id';

/** Only what a file says of this very app, by its literal name, and only what it says in full. */
export const iacDrift: FactRule = {
  id: 'MI605',
  name: 'iac-drift',
  title: 'A file declares other identities than the app has.',
  severity: 'info',
  subject: 'facts',
  needsApp: true,
  literals: ['microsoft.appplatform', 'azurerm_spring_cloud_app', 'az spring'],
  *check(facts, { app }) {
    if (app === undefined) return;
    for (const fact of facts) {
      if (fact.kind !== 'declaredIdentity' || !isAbout(fact, app)) continue;
      const difference = differenceOf(fact, app);
      if (difference === undefined) continue;
      yield {
        span: fact.span,
        live: true,
        message: say(
          '{0} The next deployment of this file may change the identities of the app.',
          difference,
        ),
      };
    }
  },
};

/** Whether a file speaks of this very app, by its literal name. */
export function isAbout({ app, service }: DeclaredIdentityFact, linked: LinkedApp): boolean {
  return same(app, linked.name) && (service === undefined || same(service, linked.service));
}

function differenceOf({ type, userAssigned }: DeclaredIdentityFact, { name, identity }: LinkedApp) {
  if (type !== identity.type)
    return `This declares ${words(type)}, and '${name}' has ${words(identity.type)}.`;
  if (userAssigned === undefined) return undefined;
  const live = identity.userAssigned.map(({ id }) => nameOf(id).toLowerCase());
  const declared = userAssigned.map((one) => one.toLowerCase());
  const missing = declared.filter((one) => !live.includes(one));
  const extra = live.filter((one) => !declared.includes(one));
  if (missing.length === 0 && extra.length === 0) return undefined;
  const parts = [
    ...(missing.length > 0 ? [`the app does not have ${quoted(missing)}`] : []),
    ...(extra.length > 0 ? [`this does not name ${quoted(extra)}, which the app has`] : []),
  ];
  return `The user-assigned identities differ from those of '${name}': ${parts.join('; ')}.`;
}

function words(type: DeclaredIdentityFact['type']): string {
  switch (type) {
    case 'None':
      return 'no identity';
    case 'SystemAssigned':
      return 'a system-assigned identity';
    case 'UserAssigned':
      return 'user-assigned identities';
    case 'SystemAssigned,UserAssigned':
      return 'both kinds of identities';
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function same(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
