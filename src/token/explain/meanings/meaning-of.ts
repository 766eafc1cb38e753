import type { Cause } from '../refusal';
import { byKind } from './by-kind';
import type { Meaning, Tell, Told } from './meaning';
import { targetCauses } from './target-causes';
import { tokenCauses } from './token-causes';

const byCause: Readonly<Record<Cause, Tell>> = { ...tokenCauses, ...targetCauses };

/** What an error means. Some kinds say more than their cause; the cause speaks for the rest. */
export function meaningOf(refusal: Told): Meaning {
  return (byKind[refusal.kind] ?? byCause[refusal.cause])(refusal);
}
