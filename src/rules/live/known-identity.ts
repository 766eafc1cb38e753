import { say } from '../../lifecycle/text';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import type { ClientIdFact, Fact } from '../fact';
import type { EditFix } from '../finding';
import { heldBy, nameableIdentities, type LinkedApp, type NameableIdentity } from '../linked-app';

/** Nearly all files: a client ID is a GUID, and those stand at a key or call of one of these names. */
export const clientIdLiterals = ['clientid', 'client-id', 'client_id'];

export function clientIdsIn(facts: readonly Fact[]): readonly ClientIdFact[] {
  return facts.filter((fact): fact is ClientIdFact => fact.kind === 'clientId');
}

/** The identity of the app whose principal ID this is. */
export function withPrincipal(app: LinkedApp, value: string): HeldIdentity | undefined {
  return heldBy(app).find(({ principalId }) => sameId(principalId, value));
}

/** Whether all client IDs of the app are known, so that one that is not among them is nobody's. */
export function knowsAllClientIds(app: LinkedApp): boolean {
  return heldBy(app).every(({ clientId }) => clientId !== undefined);
}

/** One fix for each identity that can be named, which puts its client ID where another GUID stands. */
export function namingFixes(app: LinkedApp, { span }: ClientIdFact): readonly EditFix[] {
  return nameableIdentities(app).map((identity) => naming(identity, span));
}

function naming({ name, clientId }: NameableIdentity, span: ClientIdFact['span']): EditFix {
  const title = say("Put the client ID of '{0}' ({1})", name, clientId);
  return { kind: 'edit', title, safe: false, edits: [{ span, text: clientId }] };
}
