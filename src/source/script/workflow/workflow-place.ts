import { isScalar, type Scalar, type YAMLMap } from 'yaml';

/** A map of a YAML file, and the maps around it. */
export interface Place {
  /** By key, in lower case, as pipelines do not tell cases apart. */
  readonly entries: ReadonlyMap<string, unknown>;
  /** The key of a map around it under which it stands. */
  readonly key?: string;
  readonly up?: Place;
}

export function entriesOf(map: YAMLMap): ReadonlyMap<string, unknown> {
  return new Map(
    map.items.flatMap(({ key, value }) =>
      isScalar(key) ? [[String(key.value).toLowerCase(), value] as const] : [],
    ),
  );
}

/** A text without expressions in it. */
export function textAt({ entries }: Pick<Place, 'entries'>, key: string): string | undefined {
  return scalarAt({ entries }, key)?.value;
}

export function scalarAt(
  { entries }: Pick<Place, 'entries'>,
  key: string,
): (Scalar<string> & { readonly value: string }) | undefined {
  const node = entries.get(key);
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  return /\$\{\{|\$\(|\$\{/.test(node.value) ? undefined : (node as Scalar<string>);
}
