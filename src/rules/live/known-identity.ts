import { say } from '../../lifecycle/text';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import type { ClientIdFact, Fact, TargetFact } from '../fact';
import type { EditFix } from '../finding';
import { heldBy, type LinkedApp } from '../linked-app';
import { offeredIdentities, type OfferedIdentity } from '../offered-identity';

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
export function namingFixes(
  app: LinkedApp,
  { span, literal }: ClientIdFact,
  targets: readonly TargetFact[] = [],
): readonly EditFix[] {
  return offeredIdentities(app, targets).map((offer) => naming(offer, literal ?? span));
}

export function naming(
  { identity: { name, clientId }, access }: OfferedIdentity,
  span: ClientIdFact['span'],
): EditFix {
  const title =
    access === undefined
      ? say("Put the client ID of '{0}' ({1})", name, clientId)
      : say("Put the client ID of '{0}' ({1}) ({2})", name, clientId, access);
  return { kind: 'edit', title, safe: false, edits: [{ span, text: clientId }] };
}
