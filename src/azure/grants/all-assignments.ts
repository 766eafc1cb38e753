import { say } from '../../lifecycle/text';
import type { AssignmentLister, HeldAssignment } from '../../actions/orphans/ports';
import { parseScope } from '../../access/scope';
import type { Subscription } from '../../estate/resources';
import { apiVersions } from '../api-versions';
import { asObject, needText, objectOr, text } from '../read/json';
import type { Arm } from '../wire/arm';
import { readRoleGrant } from './role-assignments';

/** Lists who has roles in a subscription, from Azure Resource Manager: Resource Graph may be minutes behind. */
export class AllAssignments implements AssignmentLister {
  readonly #arm: Arm;

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  async listIn(subscription: Subscription, signal: AbortSignal): Promise<readonly HeldAssignment[]> {
    const what = say("Could not read the role assignments in subscription '{0}'.", subscription.name);
    const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/providers/Microsoft.Authorization/roleAssignments?api-version=${apiVersions.authorization}`;
    const found = await this.#arm.list(path, { access: subscription, what, signal }, assignmentOf);
    // What is granted above comes back from every subscription below.
    return found.filter(({ grant }) => isBelow(grant.scope));
  }
}

function assignmentOf(raw: unknown): HeldAssignment {
  const assignment = asObject(raw, 'roleAssignment');
  const properties = objectOr(assignment['properties']);
  return {
    principalId: needText(properties, 'principalId', 'roleAssignment.properties'),
    principalType: text(properties, 'principalType') ?? '',
    grant: readRoleGrant(assignment),
  };
}

function isBelow(scope: string): boolean {
  const { kind } = parseScope(scope);
  return kind !== 'root' && kind !== 'management-group';
}
