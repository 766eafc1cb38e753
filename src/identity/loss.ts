import type { ArmId } from '../estate/ids/arm-id';
import type { PrincipalId } from '../estate/ids/ids';
import type { SpringApp, SpringService, Subscription } from '../estate/resources';
import type { IdentityChangePlan } from './plan/plan';

/** A principal that a change is about to take away for good. */
export interface Loss {
  readonly subscription: Subscription;
  /** The app. */
  readonly holder: ArmId;
  /** What Azure calls the principal: `{service}/apps/{app}`. */
  readonly name: string;
  readonly principalId: PrincipalId;
}

/** The principal that is gone after a planned change: only a system-assigned one is, others live on without the app. */
export function lossOf(
  {
    app,
    service,
    plan,
  }: { readonly app: SpringApp; readonly service: SpringService; readonly plan: IdentityChangePlan },
  subscription: Subscription,
): Loss | undefined {
  const { principalId } = app.identity;
  if (principalId === undefined || plan.after.system) return undefined;
  return { subscription, holder: app.id, name: `${service.name}/apps/${app.name}`, principalId };
}
