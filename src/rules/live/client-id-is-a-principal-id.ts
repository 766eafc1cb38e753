import type { EditFix } from '../finding';
import type { FactRule } from '../rule';
import { clientIdLiterals, clientIdsIn, withPrincipal, type KnownIdentity } from './known-identity';

/** The two GUIDs of an identity are easily mixed up: the portal shows the principal ID (object ID) first. */
export const clientIdIsAPrincipalId: FactRule = {
  id: 'MI601',
  name: 'client-id-is-a-principal-id',
  title: 'A principal ID (object ID) of the app stands where a client ID belongs.',
  severity: 'error',
  subject: 'facts',
  literals: clientIdLiterals,
  *check(facts, { app }) {
    if (app === undefined) return;
    for (const fact of clientIdsIn(facts)) {
      const identity = withPrincipal(app, fact.value);
      if (identity === undefined) continue;
      const ask = `az ad sp show --id ${fact.value} --query appId`;
      yield {
        span: fact.span,
        live: true,
        message:
          `This is the principal ID (object ID) of ${identity.label}; ${fact.where} wants its client ID (application ID). ` +
          `No token can be had with it.${identity.clientId === undefined ? ` "${ask}" tells the client ID.` : ''}`,
        fixes: fixesOf(identity, fact.span),
      };
    }
  },
};

function fixesOf(
  { label, clientId }: KnownIdentity,
  span: EditFix['edits'][number]['span'],
): readonly EditFix[] {
  if (clientId === undefined) return [];
  const title = `Put the client ID of ${label} (${clientId})`;
  // It did not work before, so it can only get better.
  return [{ kind: 'edit', title, safe: true, edits: [{ span, text: clientId }] }];
}
