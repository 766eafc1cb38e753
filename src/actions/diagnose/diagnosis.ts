import type { FixOffer } from '../../access/mend/fix-offers';
import type { ArmId } from '../../estate/ids/arm-id';
import type { Text } from '../../lifecycle/text';

/** What was found out about an app: one line for each target and each identity it is asked for as. */
export interface Diagnosis {
  readonly app: string;
  readonly service: string;
  /** Of the app, where it is known. */
  readonly id?: ArmId;
  readonly lines: readonly DiagnosisLine[];
  /** Why there are no lines: no folder is linked, or what is linked holds no file that tells anything. */
  readonly lacks?: 'folder' | 'files';
  /** What could not be looked at, said before all else. */
  readonly missing: readonly Text[];
  /** What mends what is missing: linking a folder. */
  readonly now: number;
}

export type Outcome = 'works' | 'broken' | 'unknown';

export interface DiagnosisLine {
  readonly host: string;
  /** What the service is called: "Key Vault". */
  readonly service: string;
  readonly outcome: Outcome;
  /** Why, in one sentence. */
  readonly because: Text;
  /** What it rests on, and how old that is, in the order it was looked at. */
  readonly evidence: readonly Text[];
  /** What mends it first. */
  readonly fixes: readonly FixOffer[];
}
