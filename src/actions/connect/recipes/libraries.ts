import type { Library } from '../recipe';

/** A starter of Spring Cloud Azure: `keyvault-secrets`. */
export function starter(name: string): Library {
  const artifact = name === '' ? 'spring-cloud-azure-starter' : `spring-cloud-azure-starter-${name}`;
  return { group: 'com.azure.spring', artifact, from: 'springCloudAzure' };
}

/** A library of the SDK, all of which go together in one version. */
export function sdk(...artifacts: readonly string[]): readonly Library[] {
  return [
    ...artifacts.map((artifact): Library => ({ group: 'com.azure', artifact, from: 'azureSdk' })),
    azureIdentity,
  ];
}

export const azureIdentity: Library = { group: 'com.azure', artifact: 'azure-identity', from: 'azureSdk' };

/** Makes a `JdbcTemplate` of a data source. */
export const jdbc: Library = {
  group: 'org.springframework.boot',
  artifact: 'spring-boot-starter-jdbc',
  from: 'springBoot',
  broughtBy: ['spring-boot-starter-data-jpa', 'spring-boot-starter-data-jdbc'],
};
