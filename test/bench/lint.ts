import type { Figure } from './figure';
import { measureEdits } from './lint/edits';
import { measureScan } from './lint/scan';

/** What judging files costs: a whole workspace, and one file while it is typed. */
export async function measure(): Promise<readonly Figure[]> {
  return [...(await measureEdits()), ...(await measureScan())];
}
