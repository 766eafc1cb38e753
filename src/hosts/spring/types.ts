/** The resource provider. */
export const springNamespace = 'Microsoft.AppPlatform';

/** What Azure calls its Spring resources: in ids, templates and queries. Azure ignores their case. */
export const springTypes = {
  service: `${springNamespace}/Spring`,
  app: `${springNamespace}/Spring/apps`,
  deployment: `${springNamespace}/Spring/apps/deployments`,
} as const;

/** What Terraform's provider calls them. */
export const terraformTypes = {
  app: 'azurerm_spring_cloud_app',
  deployments: [
    'azurerm_spring_cloud_java_deployment',
    'azurerm_spring_cloud_container_deployment',
    'azurerm_spring_cloud_build_deployment',
  ],
} as const;

/** Texts of templates with a Spring resource, lower case; a nested Bicep resource says less than its whole type. */
export const springLiterals: readonly string[] = [springNamespace.toLowerCase(), terraformTypes.app];

/** Whether a resource type is that of an app; `type` in any case. */
export function isAppType(type: string | undefined): boolean {
  return type?.toLowerCase() === springTypes.app.toLowerCase();
}
