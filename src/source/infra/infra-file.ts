/** A Bicep, ARM or Terraform file: resources and the values of their properties. */
export interface InfraFile {
  readonly kind: 'infra';
}
