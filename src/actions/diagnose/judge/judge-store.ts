import type { StoreGrantListing } from '../../../estate/grants';
import { nameOf } from '../../../estate/ids/arm-id';
import { sameId, type HeldIdentity } from '../../../estate/held-identity';
import { say, type Text } from '../../../lifecycle/text';
import type { KnownPlace } from './judge-access';
import { identityText } from '../words';

/** What a store that keeps its own grants (Cosmos DB, a cache) says of an identity. */
export interface StoreFinding {
  readonly answer: 'data' | 'none' | 'unknown';
  readonly evidence: Text;
}

/** `undefined` where the grants of stores were not read, or the store is not among those that can be seen. */
export function judgeStore(
  held: HeldIdentity,
  { place, resource }: KnownPlace,
  stores: StoreGrantListing | undefined,
): StoreFinding | undefined {
  const { name } = place;
  if (stores === undefined || name === undefined) return undefined;
  const isHere = (store: string) => nameOf(store).toLowerCase() === name.toLowerCase();
  const unreadable = stores.unreadable.find((one) => isHere(one.name));
  if (unreadable !== undefined)
    return {
      answer: 'unknown',
      evidence: say("The grants of '{0}' cannot be read: {1}", name, unreadable.why),
    };
  const here = stores.grants.filter(({ store }) => isHere(store));
  const mine = here.find(({ principalId }) => sameId(held.principalId, principalId));
  if (mine !== undefined)
    return mine.part === undefined
      ? { answer: 'data', evidence: say("{0} has '{1}' in '{2}'.", identityText(held), mine.role, name) }
      : {
          answer: 'unknown',
          evidence: say(
            "{0} has '{1}' in '{2}' for {3} only.",
            identityText(held),
            mine.role,
            name,
            mine.part,
          ),
        };
  if (here.length === 0 && resource === undefined) return undefined;
  return { answer: 'none', evidence: say("No grant of '{0}' is for {1}.", name, identityText(held)) };
}
