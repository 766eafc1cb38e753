import type { Figure } from './figure';
import { measureBulk } from './workbench/bulk';

/** What putting identities right costs. */
export async function measure(): Promise<readonly Figure[]> {
  return await measureBulk();
}
