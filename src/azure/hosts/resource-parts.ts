import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';

/** The words the SDK's clients want in place of a service's id. Throws `Failure` `invalid` for another kind of id. */
export function serviceParts(id: ArmId, what: Text): { readonly group: string; readonly service: string } {
  const parts = parseArmId(id);
  if (parts !== undefined) return { group: parts.resourceGroup, service: parts.names[0] };
  throw new Failure({ code: 'invalid', what, why: say("'{0}' is not the resource id of a service.", id) });
}

/** The same for an app. */
export function appParts(
  id: ArmId,
  what: Text,
): { readonly group: string; readonly service: string; readonly app: string } {
  const app = parseArmId(id)?.names[1];
  if (app !== undefined) return { ...serviceParts(id, what), app };
  throw new Failure({ code: 'invalid', what, why: say("'{0}' is not the resource id of an app.", id) });
}
