import { say } from '../../lifecycle/text';
import type { Settings } from '../../source/spring/settings';
import { parseArmId, sameArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import { sameId } from '../../estate/held-identity';
import type { ClientIdFact, Fact, IdentityIdFact } from '../fact';
import type { Finding } from '../finding';
import { heldBy, nameableIdentities, type LinkedApp } from '../linked-app';
import type { FactRule } from '../rule';
import { isForSignIn } from '../spring/credential-block';
import { whoseClientId } from '../whose-client-id';
import {
  clientIdLiterals,
  clientIdsIn,
  knowsAllClientIds,
  namingFixes,
  withPrincipal,
} from './known-identity';

/** Silent where a client ID of the app is not known: Azure does not tell the one of a system-assigned identity. */
export const clientIdNotAssigned: FactRule = {
  id: 'MI602',
  name: 'client-id-not-assigned',
  title: say('A client ID is none of the identities of the app.'),
  severity: 'error',
  subject: 'facts',
  needsApp: true,
  literals: [...clientIdLiterals, 'resourceid(', 'objectid(', 'withidentityid('],
  *check(facts, { app, targets, settings }) {
    if (app === undefined) return;
    yield* strangers(app, facts);
    if (!knowsAllClientIds(app)) return;
    const known = new Set(nameableIdentities(app).map(({ clientId }) => clientId.toLowerCase()));
    for (const told of clientIdsIn(facts)) {
      const fact: ClientIdFact = isAskedForSignIn(told, settings) ? { ...told, isUnclear: true } : told;
      if (known.has(fact.value.toLowerCase()) || withPrincipal(app, fact.value) !== undefined) continue;
      // A folder may hold what several apps are given.
      if (fact.app !== undefined && fact.app.toLowerCase() !== app.name.toLowerCase()) continue;
      yield {
        span: fact.span,
        live: true,
        ...(fact.isUnclear === true && { severity: 'info' }),
        message:
          fact.isUnclear === true
            ? say(
                "No identity of '{0}' has this client ID. If it is meant for a managed identity of this app, no token can be had with it.",
                app.name,
              )
            : say("No identity of '{0}' has this client ID, so no token can be had with it.", app.name),
        fixes: [
          ...namingFixes(app, fact, targets),
          { kind: 'live', title: say('Assign a user-assigned identity...'), action: 'assignUserAssigned' },
        ],
      };
    }
  },
};

/** A variable whose ID settings take for the sign-in of people alone; code may read it all the same. */
function isAskedForSignIn({ where }: ClientIdFact, settings: Settings): boolean {
  const ids = settings.asking(where).filter(({ key }) => key.endsWith('clientid'));
  return (
    ids.length > 0 &&
    ids.every((one) => whoseClientId(one.key, []) === 'application' || isForSignIn(settings, one))
  );
}

/** Identities that code names by their resource ID or principal ID. */
function* strangers(app: LinkedApp, facts: readonly Fact[]): Iterable<Finding> {
  for (const fact of facts)
    if (fact.kind === 'identityId' && isStranger(app, fact))
      yield {
        span: fact.span,
        live: true,
        message:
          fact.by === 'resource-id'
            ? say("No identity of '{0}' has this resource ID, so no token can be had with it.", app.name)
            : say("No identity of '{0}' has this principal ID, so no token can be had with it.", app.name),
        fixes: [
          { kind: 'live', title: say('Assign a user-assigned identity...'), action: 'assignUserAssigned' },
        ],
      };
}

/** What is an ID of another kind is told by MI113. */
function isStranger(app: LinkedApp, { by, value }: IdentityIdFact): boolean {
  const held = heldBy(app);
  if (by === 'resource-id') {
    const isIdentity = /\/userassignedidentities\/[^/]+$/i.test(value) && parseArmId(value) !== undefined;
    return isIdentity && held.every(({ id }) => id === undefined || !sameArmId(id, value));
  }
  return (
    isGuid(value) &&
    held.every(
      ({ principalId, clientId }) =>
        principalId !== undefined && !sameId(principalId, value) && !sameId(clientId, value),
    )
  );
}
