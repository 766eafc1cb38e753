import type { Span } from '../span';

/** A Spring configuration: a file, `.properties` or YAML, or the environment of an app, read into the same shape. */
export interface SpringConfig {
  readonly kind: 'spring';
  /** `environment`: variables that a file of any kind gives to an app. */
  readonly syntax: 'properties' | 'yaml' | 'environment';
  /** `prod` of `application-prod.yml`. */
  readonly fileProfile: string | undefined;
  /** What a file is called that stands within another one: `application.yml` of a config map. */
  readonly name?: string;
  /** The app it is given to, where it is not the one whose sources it lies in. */
  readonly app?: string;
  readonly documents: readonly SpringDocument[];
}

/** What stands between `---` (YAML) or `#---` (properties). */
export interface SpringDocument {
  /** The profile expression it is active for, as written; `undefined` when it always is. */
  readonly profile: string | undefined;
  /** In the order of the text. */
  readonly properties: readonly SpringProperty[];
  /** By `SpringProperty.key`; of several the last, which wins. */
  readonly byKey: ReadonlyMap<string, SpringProperty>;
}

export interface SpringProperty {
  /** Uniform as Spring compares keys: `spring.cloud.azure.keyvault.secret.propertysources[0].endpoint`. */
  readonly key: string;
  /** The same in segments, as written; a list index belongs to its list: `property-sources[0]`. */
  readonly path: readonly string[];
  /** The keys it is written with, outermost first: one in properties, several in nested YAML. */
  readonly written: readonly WrittenKey[];
  /** Decoded; empty when nothing is set. */
  readonly value: string;
  /** The value without quotes. An empty value has an empty span. */
  readonly valueSpan: Span;
  /** Where the property ends, behind a closing quote. */
  readonly end: number;
  /** False for what an alias repeats: it is written elsewhere. Its spans are the alias's. */
  readonly editable: boolean;
  /** The environment variable that sets it, as written. */
  readonly variable?: string;
}

export interface WrittenKey {
  /** The key alone, without quotes. */
  readonly span: Span;
  /** How many segments of the path it completes. */
  readonly depth: number;
  /** Within `{ ... }`. */
  readonly flow: boolean;
}

/**
 * A key as Spring's relaxed binding compares it: `managedIdentityEnabled`, `MANAGED_IDENTITY_ENABLED` and
 * `managed-identity-enabled` are one.
 */
export function uniform(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

/** The segments of a dotted key. Dots within `[...]` do not separate. */
export function segmentsOf(key: string): readonly string[] {
  const segments: string[] = [];
  let [start, open] = [0, 0];
  for (let at = 0; at < key.length; at++) {
    const character = key[at];
    if (character === '[') open++;
    else if (character === ']') open--;
    else if (character === '.' && open <= 0) {
      segments.push(key.slice(start, at));
      start = at + 1;
    }
  }
  return [...segments, key.slice(start)];
}

const profileKey = /^spring\.(?:config\.activate\.onprofile|profiles)(?:\[\d+\])?$/;

export function springDocument(properties: readonly SpringProperty[]): SpringDocument {
  const byKey = new Map<string, SpringProperty>();
  for (const property of properties) byKey.set(property.key, property);
  const profiles = properties.filter(({ key }) => profileKey.test(key)).map(({ value }) => value);
  return { profile: profiles.length > 0 ? profiles.join(',') : undefined, properties, byKey };
}
