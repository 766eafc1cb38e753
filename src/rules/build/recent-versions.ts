/** A version of `com.azure:azure-identity` that has all the linter's pages speak of. */
export const recentAzureIdentity = '1.18.3';

/** A version of Spring Cloud Azure for a version of Spring Boot, where one is known to fit. */
export function springCloudAzureFor(springBoot: number, minor?: number): string | undefined {
  if (springBoot === 2) return '4.20.0';
  if (springBoot === 3) return minor !== undefined && minor >= 5 ? '6.6.0' : '5.22.0';
  return springBoot === 4 ? '7.4.0' : undefined;
}

/** A version of `com.azure:azure-sdk-bom` that goes with a version of Spring Boot. */
export function azureSdkBomFor(springBoot: number | undefined): string {
  return springBoot === 4 ? '1.3.8' : '1.2.38';
}
