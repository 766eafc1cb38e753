import type { Cause, NamedIdentity, Reading } from '../refusal';

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

const guidForm = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const wholeGuid = new RegExp(`^${guidForm}$`, 'i');

export function isGuid(text: string): boolean {
  return wholeGuid.test(text);
}

/** The first group of the first match. */
export function first(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** A GUID behind some words: `guidAfter(text, 'oid=')`. Masked ones are not there. */
export function guidAfter(text: string, words: string): string | undefined {
  return first(text, new RegExp(`${words}(${guidForm})`, 'i'))?.toLowerCase();
}

/** Leaves out what is undefined; nothing when nothing is left. */
export function identity(parts: {
  readonly [K in keyof NamedIdentity]: NamedIdentity[K] | undefined;
}): Pick<Reading, 'identity'> {
  const named = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''),
  );
  return Object.keys(named).length === 0 ? {} : { identity: named };
}

/** An identity by its ARM id, with its name. */
export function byResourceId(resourceId: string | undefined): {
  readonly name?: string;
  readonly resourceId?: string;
} {
  if (resourceId === undefined) return {};
  return { name: resourceId.slice(resourceId.lastIndexOf('/') + 1), resourceId };
}

export function target(value: string | undefined): Pick<Reading, 'target'> {
  return value === undefined ? {} : { target: value };
}

/** `arm:` before a scope; nothing where there is none. */
export function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text;
}

export function permission(value: string | undefined): Pick<Reading, 'permission'> {
  return value === undefined || value === '' ? {} : { permission: value };
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
