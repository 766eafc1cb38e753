import type { NamedIdentity, Reading } from './refusal';

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
