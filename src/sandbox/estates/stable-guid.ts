import { hexOf, sha256 } from '../sha256';

/** A GUID that is the same for the same name on every start, so that samples and golden texts can name it. */
export function stableGuid(name: string): string {
  const hex = hexOf(sha256(`spring-managed-identity sandbox/${name}`));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Makes GUIDs for what is created while the sandbox runs: random, or repeatable when a seed is given. */
export function guidSource(seed: number | undefined): () => string {
  if (seed === undefined) return () => crypto.randomUUID();
  let count = 0;
  return () => stableGuid(`seed ${seed}/${++count}`);
}
