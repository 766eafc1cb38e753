/** One place for the versions spoken; see docs of each provider. */
export const apiVersions = {
  /** Stable, and the first with user-assigned identities and remote debugging that is. */
  appPlatform: '2023-12-01',
  subscriptions: '2022-12-01',
  resourceGroups: '2021-04-01',
  identity: '2023-01-31',
  /** What uses an identity is told in preview versions only. */
  associatedResources: '2021-09-30-preview',
  graph: '2022-10-01',
  authorization: '2022-04-01',
  keyVault: '2023-07-01',
  eligibility: '2020-10-01',
  cosmos: '2024-11-15',
  redis: '2024-11-01',
  managedRedis: '2025-07-01',
} as const;
