import type { HeldIdentity } from '../../estate/held-identity';
import { say, sentences } from '../../lifecycle/text';
import type { EditFix } from '../finding';
import type { FactRule } from '../rule';
import { labelOf } from '../linked-app';
import { clientIdLiterals, clientIdsIn, withPrincipal } from './known-identity';

/** The two GUIDs of an identity are easily mixed up: the portal shows the principal ID (object ID) first. */
export const clientIdIsAPrincipalId: FactRule = {
  id: 'MI601',
  name: 'client-id-is-a-principal-id',
  title: say('A principal ID (object ID) of the app stands where a client ID belongs.'),
  severity: 'error',
  subject: 'facts',
  needsApp: true,
  literals: clientIdLiterals,
  *check(facts, { app }) {
    if (app === undefined) return;
    for (const fact of clientIdsIn(facts)) {
      const identity = withPrincipal(app, fact.value);
      if (identity === undefined) continue;
      const ask = `az ad sp show --id ${fact.value} --query appId`;
      const wrong = say(
        'This is the principal ID (object ID) of {0}; {1} wants its client ID (application ID). No token can be had with it.',
        labelOf(identity),
        fact.where,
      );
      yield {
        span: fact.span,
        live: true,
        message:
          identity.clientId === undefined ? sentences(wrong, say('"{0}" tells the client ID.', ask)) : wrong,
        fixes: fixesOf(identity, fact.literal ?? fact.span),
      };
    }
  },
};

function fixesOf(identity: HeldIdentity, span: EditFix['edits'][number]['span']): readonly EditFix[] {
  const { clientId } = identity;
  if (clientId === undefined) return [];
  const title = say('Put the client ID of {0} ({1})', labelOf(identity), clientId);
  // It did not work before, so it can only get better.
  return [{ kind: 'edit', title, safe: true, edits: [{ span, text: clientId }] }];
}
