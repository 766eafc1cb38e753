import { sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import { hexOf, sha256 } from '../../sha256';
import type { HeldIdentity } from './identities';
import type { ChoiceRules } from './identity-rules';

/** The identity a request names. */
export interface IdentityAsk {
  readonly clientId?: string;
  readonly objectId?: string;
  readonly resourceId?: ArmId;
}

export type IdentityChoice =
  | { readonly identity: HeldIdentity; readonly why: 'asked' | 'only' | 'system' | 'picked' }
  | { readonly refused: 'not-found' | 'several-asked' | 'several-exist' };

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function askedFor(held: readonly HeldIdentity[], ask: IdentityAsk): IdentityChoice | undefined {
  const { clientId, objectId, resourceId } = ask;
  const given = [clientId, objectId, resourceId].filter((value) => value !== undefined);
  if (given.length === 0) return undefined;
  // The three parameters exclude each other; which error the real endpoint answers is not verified.
  if (given.length > 1) return { refused: 'several-asked' };
  const identity = held.find(
    (one) =>
      (clientId !== undefined && same(one.clientId, clientId)) ||
      (objectId !== undefined && same(one.principalId, objectId)) ||
      (resourceId !== undefined && one.kind === 'user' && sameArmId(one.resourceId, resourceId)),
  );
  return identity === undefined ? { refused: 'not-found' } : { identity, why: 'asked' };
}

/** Depends on the seed and on which identities there are: adding one may change who answers, as users report. */
function pick(held: readonly HeldIdentity[], seed: number): HeldIdentity | undefined {
  const rank = ({ principalId }: HeldIdentity) => hexOf(sha256(`${seed}/${principalId}`));
  return [...held].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}

/** The identity that answers a request of an app. */
export function chooseIdentity(
  held: readonly HeldIdentity[],
  ask: IdentityAsk,
  rules: ChoiceRules,
): IdentityChoice {
  const asked = askedFor(held, ask);
  if (asked !== undefined) return asked;
  const [first] = held;
  if (first === undefined) return { refused: 'not-found' };
  if (held.length === 1) return { identity: first, why: 'only' };
  if (rules.mode === 'vm')
    return first.kind === 'system' ? { identity: first, why: 'system' } : { refused: 'several-exist' };
  return { identity: pick(held, rules.seed) ?? first, why: 'picked' };
}
