import { say, verbatim, type Text } from '../../lifecycle/text';

/** The plans of Azure Spring Apps; `Consumption` is "Standard consumption and dedicated", `Unknown` one that we do not know. */
export type Plan = 'Basic' | 'Standard' | 'Enterprise' | 'Consumption' | 'Unknown';

/** What an app of a plan has. */
export interface PlanTraits {
  readonly name: Text;
  /** How many user-assigned identities an app may have. */
  readonly maxUserAssigned: number;
  /** Whether managed identities are documented for it at all. */
  readonly documentsIdentities: boolean;
  /** Remote debugging, and with it a way to a port of an instance. */
  readonly remoteDebugging: boolean;
  /** Where the console of an instance answers: under the service's own name, or through a proxy that is told which service. */
  readonly console: 'service' | 'proxy';
}

/** Basic, Standard and Enterprise; see https://learn.microsoft.com/azure/spring-apps/basic-standard/quotas. */
export const maxUserAssigned = 20;

const dedicated = {
  maxUserAssigned,
  documentsIdentities: true,
  remoteDebugging: true,
  console: 'service',
} as const;

const traits: Readonly<Record<Plan, PlanTraits>> = {
  Basic: { name: verbatim('Basic'), ...dedicated },
  Standard: { name: verbatim('Standard'), ...dedicated },
  Enterprise: { name: verbatim('Enterprise'), ...dedicated },
  Consumption: {
    name: say('Consumption'),
    maxUserAssigned: 0,
    documentsIdentities: false,
    remoteDebugging: false,
    console: 'proxy',
  },
  // Nothing is refused because of a plan that came later.
  Unknown: { name: say('unknown plan'), ...dedicated },
};

export function traitsOf(plan: Plan): PlanTraits {
  return traits[plan];
}

export function mayHaveUserAssigned(plan: Plan): boolean {
  return traits[plan].maxUserAssigned > 0;
}

/** From `sku.tier`, whose case varies; `StandardGen2` is the consumption and dedicated plan. */
export function planOf(tier: string | undefined): Plan {
  switch (tier?.toLowerCase()) {
    case 'basic':
      return 'Basic';
    case 'standard':
      return 'Standard';
    case 'enterprise':
      return 'Enterprise';
    case 'standardgen2':
      return 'Consumption';
    default:
      return 'Unknown';
  }
}
