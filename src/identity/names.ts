import { nameOf, type ArmId } from '../estate/arm-id';

/** Identities as people call them: up to three by name, more by number. */
export function namesOf(ids: readonly ArmId[]): string {
  const names = ids.map((id) => `'${nameOf(id)}'`);
  return names.length <= 3 ? names.join(', ') : `${names.length} user-assigned identities`;
}
