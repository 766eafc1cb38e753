import { createHash, randomUUID } from 'node:crypto';

/** A GUID that is the same for the same name on every start, so that samples and golden texts can name it. */
export function stableGuid(name: string): string {
  const hex = createHash('sha256').update(`spring-managed-identity sandbox/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Makes GUIDs for what is created while the sandbox runs: random, or repeatable when a seed is given. */
export function guidSource(seed: number | undefined): () => string {
  if (seed === undefined) return randomUUID;
  let count = 0;
  return () => stableGuid(`seed ${seed}/${++count}`);
}
