import { armError } from '../http/reply';

/** The conditions of a `$filter`, joined by `and`. */
export interface RoleFilter {
  readonly atScope?: true;
  /** Lower case. */
  readonly principalId?: string;
  /** A principal, lower case: what it and the groups it is in were given. */
  readonly assignedTo?: string;
  /** Of definitions: `customrole` or `builtinrole`. */
  readonly type?: string;
  /** Lower case. */
  readonly roleName?: string;
}

const conditions: readonly (readonly [RegExp, (value: string) => RoleFilter])[] = [
  [/^$|^atScopeAndBelow\(\)$/i, () => ({})],
  [/^type eq '([^']*)'$/i, (value) => ({ type: value.toLowerCase() })],
  [/^atScope\(\)$/i, () => ({ atScope: true })],
  [/^principalId eq '([^']*)'$/i, (value) => ({ principalId: value.toLowerCase() })],
  [/^assignedTo\('([^']*)'\)$/i, (value) => ({ assignedTo: value.toLowerCase() })],
  [/^roleName eq '([^']*)'$/i, (value) => ({ roleName: value.toLowerCase() })],
];

/** Reads the filters Azure documents for role assignments and definitions; `undefined` for any other. */
export function parseRoleFilter(text: string | null): RoleFilter | undefined {
  let filter: RoleFilter = {};
  const plain = (text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
  for (const part of plain.split(/ and /i)) {
    const condition = part.trim();
    const known = conditions.find(([pattern]) => pattern.test(condition));
    if (known === undefined) return undefined;
    const [pattern, meaning] = known;
    filter = { ...filter, ...meaning(pattern.exec(condition)?.[1] ?? '') };
  }
  return filter;
}

/** The answer to any other filter. */
export const badFilter = armError(
  400,
  'UnsupportedQuery',
  'The filter is not supported. Supported filters are atScope(), atScopeAndBelow(), principalId eq, assignedTo() and roleName eq.',
);
