/** A Java or Kotlin file as rules see it, whichever of the two it is. */
export interface JvmFile {
  readonly kind: 'jvm';
}
