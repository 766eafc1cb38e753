/** A version of `com.azure:azure-identity` that has all the linter's pages speak of. */
export const recentAzureIdentity = '1.18.3';

/** A version of Spring Cloud Azure for a major version of Spring Boot, where one is known to fit. */
export function springCloudAzureFor(springBoot: number): string | undefined {
  if (springBoot === 2) return '4.20.0';
  if (springBoot === 3) return '5.22.0';
  return springBoot === 4 ? '7.4.0' : undefined;
}
