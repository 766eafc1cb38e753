/** `application.properties` or `application.yml` and their like: documents of keys and values. */
export interface SpringConfig {
  readonly kind: 'spring';
}
