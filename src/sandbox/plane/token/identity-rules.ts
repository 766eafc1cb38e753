/**
 * Who answers a request that names no identity. `vm`: as the endpoint of an Azure VM documents it. `asa`: as the pages
 * of Azure Spring Apps word it, "picks one of the identities"; which one is not documented, so a seed decides.
 */
export const identityModes = ['vm', 'asa'] as const;
export type IdentityMode = (typeof identityModes)[number];

export interface ChoiceRules {
  readonly mode: IdentityMode;
  readonly seed: number;
}
