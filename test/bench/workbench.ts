import type { Figure } from './figure';
import { measureBulk } from './workbench/bulk';
import { measureDiagnose } from './workbench/diagnose';
import { measureExplain } from './workbench/explain';
import { measureManyRoles } from './workbench/many-roles';
import { measureReport } from './workbench/report';

/** What putting identities right costs. */
export async function measure(): Promise<readonly Figure[]> {
  return [
    ...(await measureBulk()),
    ...(await measureManyRoles()),
    ...(await measureDiagnose()),
    ...measureExplain(),
    ...measureReport(),
  ];
}
