import { placeAt, rolesDecide } from '../../access/access-at';
import { sameData } from '../../estate/frozen/keep-same';
import type { Fact } from '../../rules/fact';

/** Whether two judgements of a file tell the same; where in the text it stands does not count. */
export function tellSame(a: readonly Fact[], b: readonly Fact[]): boolean {
  return a.length === b.length && a.every((fact, i) => sameData(withoutPlace(fact), withoutPlace(b[i])));
}

/** Whether what is known of roles and access policies decides about something in a file. */
export function dependsOnGrants(facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.kind === 'target' && rolesDecide(placeAt(fact.service, fact.host)));
}

function withoutPlace(fact: Fact | undefined): unknown {
  if (fact === undefined) return undefined;
  const asks = 'asks' in fact ? fact.asks : undefined;
  return { ...fact, span: undefined, asks: asks && 'at' in asks ? { ...asks, at: asks.at.path } : asks };
}
