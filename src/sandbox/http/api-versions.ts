import { armError, type Reply } from './reply';

/** Stable and preview versions from before user-assigned identities on apps; they leave them out of their answers. */
const withoutUserAssigned = ['2020-07-01', '2020-11-01-preview', '2022-01-01-preview', '2022-04-01'] as const;

/** The versions that clients were seen to send and Azure to take. */
export const apiVersions = {
  appPlatform: [
    ...withoutUserAssigned,
    '2022-03-01-preview',
    '2022-05-01-preview',
    '2022-09-01-preview',
    '2022-12-01',
    '2023-01-01-preview',
    '2023-03-01-preview',
    '2023-12-01',
    '2024-05-01-preview',
  ],
  subscriptions: [
    '2016-06-01',
    '2019-06-01',
    '2019-11-01',
    '2020-01-01',
    '2021-01-01',
    '2021-04-01',
    '2022-09-01',
    '2022-12-01',
  ],
  managedIdentity: ['2018-11-30', '2021-09-30-preview', '2022-01-31-preview', '2023-01-31', '2024-11-30'],
  associatedResources: ['2021-09-30-preview', '2022-01-31-preview'],
  roleAssignments: ['2022-04-01'],
  roleDefinitions: ['2018-01-01-preview', '2020-04-01-preview', '2022-04-01', '2022-05-01-preview'],
  resourceGraph: ['2021-03-01', '2021-06-01-preview', '2022-10-01', '2024-04-01'],
  keyVault: ['2022-07-01', '2023-02-01', '2023-07-01'],
  permissions: ['2015-07-01', '2018-07-01', '2022-04-01'],
  eligibility: ['2020-10-01'],
  federatedCredentials: ['2022-01-31-preview', '2023-01-31', '2024-11-30'],
  cosmos: ['2023-04-15', '2024-05-15', '2024-11-15'],
  // The last two are those of managed caches, whose operations have addresses of the same namespace.
  redis: ['2023-08-01', '2024-03-01', '2024-11-01', '2025-04-01', '2025-07-01'],
  redisEnterprise: ['2024-10-01', '2025-04-01', '2025-07-01'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What has versions of its own: a provider, or a type of one. */
export type Provider = keyof typeof apiVersions;

const namespaces: Readonly<Record<Provider, string>> = {
  appPlatform: 'Microsoft.AppPlatform',
  subscriptions: 'Microsoft.Resources',
  managedIdentity: 'Microsoft.ManagedIdentity',
  associatedResources: 'Microsoft.ManagedIdentity',
  roleAssignments: 'Microsoft.Authorization',
  roleDefinitions: 'Microsoft.Authorization',
  resourceGraph: 'Microsoft.ResourceGraph',
  keyVault: 'Microsoft.KeyVault',
  permissions: 'Microsoft.Authorization',
  eligibility: 'Microsoft.Authorization',
  federatedCredentials: 'Microsoft.ManagedIdentity',
  cosmos: 'Microsoft.DocumentDB',
  redis: 'Microsoft.Cache',
  redisEnterprise: 'Microsoft.Cache',
};

export function knowsUserAssigned(apiVersion: string): boolean {
  return !withoutUserAssigned.some((version) => version === apiVersion);
}

/** Why ARM refuses this `api-version` for the provider; `undefined` when it takes it. */
export function refuseApiVersion(provider: Provider, apiVersion: string | null): Reply | undefined {
  const supported: readonly string[] = apiVersions[provider];
  if (apiVersion === null || apiVersion === '')
    return armError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  if (supported.includes(apiVersion.toLowerCase())) return undefined;
  return armError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for namespace '${namespaces[provider]}' and API version '${apiVersion}'. The supported api-versions are '${supported.join(', ')}'.`,
  );
}
