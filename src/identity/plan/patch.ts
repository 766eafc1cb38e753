import { identityType } from '../../estate/app-identity';
import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import type { IdentityPatch } from '../ports';
import type { IdentityDelta } from './wish';

/**
 * The PATCH for a change, in the form that puts nobody else's identity at risk.
 *
 * | After                     | Sent                                          | Known from                                        |
 * |---------------------------|-----------------------------------------------|---------------------------------------------------|
 * | neither kind              | `None`                                        | recorded (rows 1 and 6)                           |
 * | system only               | `SystemAssigned`, no map                      | recorded (rows 2 and 5: drops all user ids)       |
 * | user ids, some wished for | type + map of those (`{}`) and the gone       | recorded (rows 3 and 7); null beside: row 4       |
 * |                           | (null)                                        |                                                   |
 * | user ids, none wished for | type + map of the gone (null) and one that    | merge recorded (row 4: what the map does not      |
 * |                           | stays (`{}`)                                  | name stays); `{}` merged into one that is there   |
 * |                           |                                               | changes nothing by the rules of JSON merge        |
 *
 * (Row numbers: the recorded traffic of the Azure CLI's `spring app identity` tests, in their order.)
 *
 * Why the last row names one that stays: a type with `UserAssigned` and only nulls is refused or worse when the last
 * other identity was taken away meanwhile; and a type without a map, which the CLI sends, is nowhere recorded, while
 * a map is known to be merged. Why only one: each id in a body may need the right to assign it, and naming an
 * identity somebody takes away in this moment would bring it back. What others add between reading and writing stays
 * in the last two rows; Azure has no form of the first two that would keep it, so the app is read right before every sending.
 *
 * https://learn.microsoft.com/azure/spring-apps/basic-standard/how-to-manage-user-assigned-managed-identities
 */
export function patchFor(
  appId: ArmId,
  { after, added, removed, kept, confirmed }: IdentityDelta,
): IdentityPatch {
  const type = identityType(after.system, after.userAssigned.length > 0);
  if (after.userAssigned.length === 0) return { type };
  const wanted = [...added, ...confirmed];
  const named = wanted.length > 0 ? wanted : kept.filter((id) => id === witnessOf(appId, kept));
  return {
    type,
    userAssignedIdentities: {
      ...Object.fromEntries(named.map((id) => [id, {}])),
      ...Object.fromEntries(removed.map((id) => [id, null])),
    },
  };
}

/** The one that stays and is named: of the app's own subscription if possible, there the user most likely has rights. */
function witnessOf(appId: ArmId, kept: readonly ArmId[]): ArmId | undefined {
  const home = parseArmId(appId)?.subscriptionId.toLowerCase();
  return kept.find((id) => parseArmId(id)?.subscriptionId.toLowerCase() === home) ?? kept[0];
}
