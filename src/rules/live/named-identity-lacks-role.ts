import type { Access } from '../../access/access-at';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import { say, sentences, type Text } from '../../lifecycle/text';
import type { ClientIdFact, TargetFact } from '../fact';
import { offeredFixes, type Finding } from '../finding';
import { accessOf, heldBy, labelOf, type LinkedApp } from '../linked-app';
import { offeredIdentities } from '../offered-identity';
import type { FactRule } from '../rule';
import { missingText, shortfallsOf } from '../shut-out';
import { clientIdLiterals, clientIdsIn, naming } from './known-identity';

/** Silent where another identity that the file names may get in: which of them calls which service is not told. */
export const namedIdentityLacksRole: FactRule = {
  id: 'MI607',
  name: 'named-identity-lacks-role',
  title: say('The identity a file names has no access at a service it names, and another of the app has.'),
  severity: 'warning',
  // Roles of groups that an identity is a member of are not read.
  confidence: 'medium',
  subject: 'facts',
  needsApp: true,
  literals: clientIdLiterals,
  *check(facts, { app }) {
    if (app === undefined) return;
    const named = clientIdsIn(facts).flatMap((fact) => {
      const held = heldBy(app).find(({ clientId }) => sameId(clientId, fact.value));
      return held === undefined ? [] : [{ fact, held }];
    });
    if (named.length === 0) return;
    const told = new Set<string>();
    for (const target of facts) {
      if (target.kind !== 'target' || told.has(target.host)) continue;
      told.add(target.host);
      const found = named
        .filter(({ fact }) => mayBeAsked(fact, target))
        .map((one) => ({ ...one, access: accessOf(app, one.held, target) }));
      const inside = insideAt(app, target);
      if (inside === undefined || found.some(({ access }) => access.answer !== 'none')) continue;
      const [first] = found;
      if (first !== undefined) yield findingAt({ ...first, app, target, inside });
    }
  },
};

/** Where it is told which identity is asked for at a service, what the file names for others does not count. */
function mayBeAsked({ value }: ClientIdFact, { asks }: TargetFact): boolean {
  if (asks === undefined || asks.by === 'unknown') return true;
  return asks.by === 'client-id' && sameId(asks.value, value);
}

interface Inside {
  readonly held: HeldIdentity;
  readonly access: Access;
}

/** An identity of the app that gets in. */
function insideAt(app: LinkedApp, target: TargetFact): Inside | undefined {
  return heldBy(app)
    .map((held): Inside => ({ held, access: accessOf(app, held, target) }))
    .find(({ access }) => access.answer === 'data');
}

interface Told {
  readonly app: LinkedApp;
  readonly fact: ClientIdFact;
  readonly held: HeldIdentity;
  readonly access: Access;
  readonly target: TargetFact;
  readonly inside: Inside;
}

function findingAt({ app, fact, held, access, target, inside }: Told): Finding {
  const offer = offeredIdentities(app, [target]).find(({ identity }) =>
    sameId(identity.clientId, inside.held.clientId),
  );
  const shortfalls = shortfallsOf([{ held, access }], target);
  return {
    span: fact.span,
    live: true,
    ...(access.why === 'policies-unread' && { severity: 'info' }),
    message: sentences(messageOf(held, target.host, inside), ...missingText(shortfalls)),
    related: [{ span: target.span, message: say("'{0}' is named here", target.host) }],
    fixes: [
      ...(offer === undefined ? [] : [naming(offer, fact.span)]),
      ...shortfalls.flatMap((shortfall) => offeredFixes({ because: 'no-access', shortfall })),
    ],
  };
}

function messageOf(held: HeldIdentity, host: string, { held: other, access: { by } }: Inside): Text {
  const [grant] = by;
  const names = [labelOf(held), host, labelOf(other)] as const;
  if (grant?.kind === 'role')
    return say(
      "This names {0}, which has no access to data at '{1}': calls are refused with 403. {2} has '{3}'.",
      ...names,
      grant.name,
    );
  return say(
    "This names {0}, which has no access to data at '{1}': calls are refused with 403. An access policy lets {2} in.",
    ...names,
  );
}
