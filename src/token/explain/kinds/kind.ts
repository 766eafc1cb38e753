import type { Cause, Reading } from '../refusal';

/**
 * How deep in a chain of errors a kind stands. `root` is a cause by itself. `vague` is what a library says of several roots. `wrapper`
 * counts only when nothing deeper is readable. `noise` stands in nearly every log of its sort and counts only when it is alone.
 */
export type Depth = 'root' | 'vague' | 'wrapper' | 'noise';

/** The surroundings of a word that was found: its record of the log, as far as it is near. */
export interface Near {
  /** From a little before the word to some thousand characters behind it, within the record. */
  readonly text: string;
  /** All of the record that is near, also before the word. */
  readonly record: string;
  /** Words of the whole log that tell where it comes from, in lower case. */
  readonly log: string;
  /** What tokens were asked for, as told by the nearest line that says so. */
  readonly scope: string | undefined;
}

/** One kind of error, as logs print it. Phrases are matched in whatever case, never a whole line. */
export interface Kind {
  /** `kv.rbac` */
  readonly id: string;
  /** The usual cause. */
  readonly cause: Cause;
  /** One of these, in lower case, makes the recogniser look. */
  readonly words: readonly string[];
  readonly depth: Depth;
  /** What the text reveals; undefined when it is not this kind after all. */
  readonly read: (near: Near) => Reading | undefined;
}

export function kind(
  id: string,
  cause: Cause,
  words: readonly string[],
  read: Kind['read'] = () => ({}),
): Kind {
  return { id, cause, words: words.map((word) => word.toLowerCase()), read, depth: 'root' };
}

/** A kind that stands less deep than a cause by itself. */
export function asOnly(depth: Exclude<Depth, 'root'>, one: Kind): Kind {
  return { ...one, depth };
}

/** What a token was asked for, as a target of last resort. */
export function scopeTarget({ scope }: Near): Pick<Reading, 'target'> {
  return scope === undefined ? {} : { target: `scope:${scope}` };
}

/** Whether the log is of something in Azure: the same words come from databases on a developer's machine. */
export function isAzure(near: Near, service: RegExp): boolean {
  if (/\/\/(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)[:/]/i.test(near.record)) return false;
  return (
    service.test(near.record) ||
    service.test(near.log) ||
    /com\.azure|azure-identity|spring-cloud-azure/.test(near.log)
  );
}

/** Where a text says its database or cache is, and what only stands in the log of a developer's machine. */
const elsewhere =
  /\b(?:postgres(?:ql)?|mysql|mariadb|rediss?):\/\/|\bserver at "|\bhost(?:name)?["']?\s?[=:]|amazonaws|restartedMain|\blocalhost:\d|\/\d{1,3}(?:\.\d{1,3}){3}:\d/i;

/** Whether the log may be of something in Azure: it is, or it tells no address at all. */
export function mayBeAzure(near: Near, service: RegExp): boolean {
  return isAzure(near, service) || !(elsewhere.test(near.record) || elsewhere.test(near.log));
}
