import type { Resource } from '../../source/infra/infra-file';
import {
  entryOf,
  type Entry,
  type ObjectValue,
  type SettledValue,
  type Value,
} from '../../source/infra/value';
import { possibleValues, soleValue } from '../../source/infra/possible-values';
import type { Finding } from '../finding';
import { springTypes, terraformTypes } from '../../hosts/spring/types';

const appTypes: ReadonlySet<string> = new Set([springTypes.app.toLowerCase(), terraformTypes.app]);
const deploymentTypes: ReadonlySet<string> = new Set([
  springTypes.deployment.toLowerCase(),
  ...terraformTypes.deployments,
]);
const userAssignedTypes = new Set([
  'microsoft.managedidentity/userassignedidentities',
  'azurerm_user_assigned_identity',
]);

/** Whether the resource is an app that this file deploys; the service around it is none. */
export function isSpringApp({ type, existing }: Resource): boolean {
  return !existing && appTypes.has(type);
}

export function isSpringDeployment({ type, existing }: Resource): boolean {
  return !existing && deploymentTypes.has(type);
}

/** Also one that exists already: its ids can be read all the same. */
export function isUserAssignedIdentity({ type }: Resource): boolean {
  return userAssignedTypes.has(type);
}

/** "App 'orders'", by its literal name or by what the file calls it. */
export function labelOf(resource: Resource): string {
  const name = shownName(resource);
  return name === '' ? 'The app' : `App '${name}'`;
}

/** A resource's literal name, or else what the file calls it; empty where it has neither. */
export function shownName(resource: Resource): string {
  const called = resource.address.at(-1) ?? '';
  return lastName(resource) ?? (/^[\w.-]+$/.test(called) ? called : '');
}

/** The last part of a resource's name, as far as it is literal: `orders` of `shop/orders`. */
export function lastName(resource: Resource): string | undefined {
  return nameParts(resource).at(-1);
}

/** The parts of a resource's name, outermost first; those that are computed are undefined. */
export function nameParts({ body, names }: Resource): readonly (string | undefined)[] {
  const value = entryOf(body, 'name')?.value;
  const only = value === undefined ? undefined : soleValue(value, names);
  if (only === undefined) return [undefined];
  const text = only.kind === 'literal' ? String(only.value) : only.kind === 'unknown' ? only.text : '';
  return text.split('/').map((part) => (/^[\w.-]+$/.test(part) ? part : undefined));
}

/** What a file says of the identities of an app. */
export interface DeclaredIdentity {
  readonly type: Entry | undefined;
  /** What the type may be, by the file. */
  readonly types: readonly SettledValue[];
  /** `userAssignedIdentities` or `identity_ids`. */
  readonly ids: Entry | undefined;
  /** What the ids may be, by the file; none where they are not there at all. */
  readonly idLists: readonly SettledValue[];
  /** There may be more in it than can be told. */
  readonly open: boolean;
  /** All of it, or the type or the ids, is what a parameter or variable holds by default: whoever deploys may give another. */
  readonly isDefault: boolean;
}

/** What an app may be declared with, by conditions; none where it declares nothing, or does so in a way that cannot be told. */
export function declaredIdentities(resource: Resource): readonly DeclaredIdentity[] {
  return resource.body.entries
    .filter(({ key }) => key === 'identity')
    .flatMap(({ value }) => {
      const values = possibleValues(value, resource.names);
      // A `dynamic` block may come any number of times.
      return values.some(({ kind }) => kind === 'unknown') ? [] : values;
    })
    .filter((value) => value.kind === 'object')
    .map((value) => identityIn(value, resource));
}

/** The only declaration, where it is sure that there is one and no other. */
export function declaredIdentity(resource: Resource): DeclaredIdentity | undefined {
  const blocks = resource.body.entries.filter(({ key }) => key === 'identity');
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) return undefined;
  const value = soleValue(block.value, resource.names);
  return value?.kind === 'object' ? identityIn(value, resource) : undefined;
}

function identityIn(value: ObjectValue, { names }: Resource): DeclaredIdentity {
  const [type, ids] = [entryOf(value, 'type'), entryOf(value, 'userAssignedIdentities', 'identity_ids')];
  const values = (entry: Entry | undefined) =>
    entry === undefined ? [] : possibleValues(entry.value, names);
  const [types, idLists] = [values(type), values(ids)];
  const isDefault = [value, ...types, ...idLists].some((one) => one.isDefault === true);
  return { type, types, ids, idLists, open: value.open, isDefault };
}

/** How bad, and how sure, a finding about a declaration is that is an error where no default is part of it. */
export function levelOf({ isDefault }: DeclaredIdentity): Pick<Finding, 'severity' | 'confidence'> {
  return isDefault ? { severity: 'warning', confidence: 'medium' } : {};
}

const identityWords = new Set(['none', 'systemassigned', 'userassigned']);

/** The kinds of identities a literal type stands for, with and without the blank after the comma. */
export function kindsOf(type: Value): { readonly system: boolean; readonly user: boolean } | undefined {
  if (type.kind !== 'literal' || typeof type.value !== 'string') return undefined;
  const words = type.value
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  if (words.some((word) => !identityWords.has(word))) return undefined;
  return { system: words.includes('systemassigned'), user: words.includes('userassigned') };
}

/** How many user-assigned identities a value lists, at least; `open` when there may be more. */
export function countIds(value: Value): { readonly count: number; readonly open: boolean } {
  if (value.kind === 'object') return { count: value.entries.length, open: value.open };
  if (value.kind === 'array') return { count: value.items.length, open: value.open };
  return { count: 0, open: value.kind !== 'literal' || value.value !== null };
}

/** Whether the app surely gets no user-assigned identity by this file. */
export function listsNoIds({ ids, idLists, open }: DeclaredIdentity): boolean {
  if (ids === undefined) return !open;
  return idLists.every((list) => {
    const { count, open: more } = countIds(list);
    return count === 0 && !more;
  });
}

/** The resource that a path of names starts with. */
export function addressed(resources: readonly Resource[], path: readonly string[]): Resource | undefined {
  return resources.find(
    ({ address }) =>
      address.length > 0 &&
      address.length <= path.length &&
      address.every((word, i) => word !== '' && word === path[i]),
  );
}
