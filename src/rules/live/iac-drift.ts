import { say, sentences, type Text } from '../../lifecycle/text';
import type { DeclaredIdentityFact } from '../fact';
import type { LinkedApp } from '../linked-app';
import type { FactRule } from '../rule';
import { nameOf } from '../../estate/ids/arm-id';
import { springLiterals } from '../../hosts/spring/types';

/** Only what a file says of this very app, by its literal name, and only what it says in full. */
export const iacDrift: FactRule = {
  id: 'MI605',
  name: 'iac-drift',
  title: say('A file declares other identities than the app has.'),
  severity: 'info',
  subject: 'facts',
  needsApp: true,
  literals: [...springLiterals, 'az spring'],
  *check(facts, { app }) {
    if (app === undefined) return;
    for (const fact of facts) {
      if (fact.kind !== 'declaredIdentity' || fact.isPart || !isAbout(fact, app)) continue;
      const difference = differenceOf(fact, app);
      if (difference === undefined) continue;
      yield {
        span: fact.span,
        live: true,
        message: sentences(
          difference,
          say('The next deployment of this file may change the identities of the app.'),
        ),
      };
    }
  },
};

/** Whether a file speaks of this very app, by its literal name. */
export function isAbout({ app, service }: DeclaredIdentityFact, linked: LinkedApp): boolean {
  return same(app, linked.name) && (service === undefined || same(service, linked.service));
}

function differenceOf(
  { type, userAssigned }: DeclaredIdentityFact,
  { name, identity }: LinkedApp,
): Text | undefined {
  if (type !== identity.type)
    return say("This declares {0}, and '{1}' has {2}.", words(type), name, words(identity.type));
  if (userAssigned === undefined) return undefined;
  const live = identity.userAssigned.map(({ id }) => nameOf(id).toLowerCase());
  const declared = userAssigned.map((one) => one.toLowerCase());
  const missing = quoted(declared.filter((one) => !live.includes(one)));
  const extra = quoted(live.filter((one) => !declared.includes(one)));
  if (missing === '' && extra === '') return undefined;
  return say("The user-assigned identities differ from those of '{0}': {1}.", name, apart(missing, extra));
}

/** Lists of names, of which one at least has some. */
function apart(missing: string, extra: string): Text {
  if (extra === '') return say('the app does not have {0}', missing);
  if (missing === '') return say('this does not name {0}, which the app has', extra);
  return say('the app does not have {0}; this does not name {1}, which the app has', missing, extra);
}

function words(type: DeclaredIdentityFact['type']): Text {
  switch (type) {
    case 'None':
      return say('no identity');
    case 'SystemAssigned':
      return say('a system-assigned identity');
    case 'UserAssigned':
      return say('user-assigned identities');
    case 'SystemAssigned,UserAssigned':
      return say('both kinds of identities');
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function same(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
