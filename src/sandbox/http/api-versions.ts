import { armError, type Reply } from './reply';

/** Versions that know user-assigned identities on apps; the first two do not and leave them out of their answers. */
const withoutUserAssigned = ['2020-07-01', '2022-04-01'] as const;

export const apiVersions = {
  appPlatform: [
    ...withoutUserAssigned,
    '2022-03-01-preview',
    '2022-09-01-preview',
    '2022-12-01',
    '2023-12-01',
    '2024-05-01-preview',
  ],
  subscriptions: [
    '2016-06-01',
    '2019-06-01',
    '2020-01-01',
    '2021-01-01',
    '2021-04-01',
    '2022-09-01',
    '2022-12-01',
  ],
  managedIdentity: ['2018-11-30', '2023-01-31', '2024-11-30'],
  authorization: ['2022-04-01'],
  resourceGraph: ['2021-03-01', '2021-06-01-preview', '2022-10-01', '2024-04-01'],
  keyVault: ['2022-07-01', '2023-02-01', '2023-07-01'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Provider = keyof typeof apiVersions;

const namespaces: Readonly<Record<Provider, string>> = {
  appPlatform: 'Microsoft.AppPlatform',
  subscriptions: 'Microsoft.Resources',
  managedIdentity: 'Microsoft.ManagedIdentity',
  authorization: 'Microsoft.Authorization',
  resourceGraph: 'Microsoft.ResourceGraph',
  keyVault: 'Microsoft.KeyVault',
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
