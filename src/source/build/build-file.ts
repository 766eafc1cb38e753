/** A Maven, Gradle or version catalog file as far as dependencies go. */
export interface BuildFile {
  readonly kind: 'build';
}
