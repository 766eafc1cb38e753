/** A mistake of the caller: said in one line, exit code 2. */
export class UsageError extends Error {
  // Chunks are bundled apart, so each may hold its own copy of this class: what has a code is known to be no defect.
  readonly code = 'usage';
}
