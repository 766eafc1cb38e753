import { hasSystem, namesOf } from '../estate/app-identity';
import type { SpringApp } from '../estate/resources';
import type { IdentityChangePlan } from './plan/plan';
import type { IdentityDelta } from './plan/wish';

/** What a confirmation shows. The title is a question; details are one plain sentence each, losses first. */
export interface Confirmation {
  readonly title: string;
  readonly details: readonly string[];
  /** What the button says: "Disable", "Enable", "Assign", "Remove" or "Change". */
  readonly action: string;
  /** Whether a detail is a warning. */
  readonly warning: boolean;
}

type Steps = Pick<IdentityDelta, 'after' | 'added' | 'removed'>;

interface Step {
  readonly verb: 'Enable' | 'Disable' | 'Assign' | 'Remove';
  readonly doing: string;
  /** `the system-assigned identity`, `'payments-id'`, `3 user-assigned identities`. */
  readonly object: string;
}

/** The texts of the dialog that asks before a plan is carried out. */
export function confirmationOf(app: SpringApp, plan: IdentityChangePlan): Confirmation {
  const steps = stepsOf(app, plan);
  const [only] = steps;
  return {
    title: `${sentence(steps, (step) => `${step.verb} ${step.object}`)} ${preposition(steps)} '${app.name}'?`,
    details: plan.consequences.map(({ text }) => text),
    action: steps.length === 1 && only !== undefined ? only.verb : 'Change',
    warning: plan.consequences.some(({ level }) => level === 'warning'),
  };
}

/** The running change as people would say it: "Disabling the system-assigned identity of 'orders'". */
export function titleOf(app: SpringApp, change: Steps): string {
  const steps = stepsOf(app, change);
  if (steps.length === 0) return `Changing the identities of '${app.name}'`;
  return `${sentence(steps, (step) => `${step.doing} ${step.object}`)} ${preposition(steps)} '${app.name}'`;
}

function stepsOf(app: SpringApp, { after, added, removed }: Steps): readonly Step[] {
  const steps: Step[] = [];
  const system = 'the system-assigned identity';
  if (after.system && !hasSystem(app.identity)) {
    steps.push({ verb: 'Enable', doing: 'Enabling', object: system });
  }
  if (!after.system && hasSystem(app.identity)) {
    steps.push({ verb: 'Disable', doing: 'Disabling', object: system });
  }
  if (added.length > 0) steps.push({ verb: 'Assign', doing: 'Assigning', object: namesOf(added) });
  if (removed.length > 0) steps.push({ verb: 'Remove', doing: 'Removing', object: namesOf(removed) });
  return steps;
}

function sentence(steps: readonly Step[], say: (step: Step) => string): string {
  return steps
    .map((step, i) => (i === 0 ? say(step) : say(step).charAt(0).toLowerCase() + say(step).slice(1)))
    .join(' and ');
}

function preposition(steps: readonly Step[]): string {
  const last = steps.at(-1)?.verb;
  if (last === 'Assign') return 'to';
  return last === 'Remove' ? 'from' : 'of';
}
