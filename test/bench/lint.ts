import type { Figure } from './figure';
import { measureCommandLine } from './lint/command-line';
import { measureEdits } from './lint/edits';
import { measureScan } from './lint/scan';

/** What judging files costs: a whole workspace, in a window and on the command line, and one file while it is typed. */
export async function measure(): Promise<readonly Figure[]> {
  return [...(await measureEdits()), ...(await measureScan()), ...(await measureCommandLine())];
}
