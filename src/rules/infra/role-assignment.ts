import { builtInRole } from '../../access/built-in-role';
import { guidForm } from '../../estate/ids/guid';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { resourceSpelled } from '../../source/infra/arm/resource-names';
import type { Names } from '../../source/infra/names';
import { possibleValues, soleValue } from '../../source/infra/possible-values';
import type { Span } from '../../source/span';
import { entryOf, valueAt, type Entry, type SettledValue, type Value } from '../../source/infra/value';
import { addressed, lastName } from './spring-app';

/** A role that a file gives to somebody, as far as it tells. */
export interface RoleAssignment {
  readonly resource: Resource;
  /** Name of a built-in role. */
  readonly role: string | undefined;
  /** Where the role is named. */
  readonly roleSpan: Span;
  readonly principal: Entry | undefined;
  readonly principals: readonly SettledValue[];
  readonly hasPrincipalType: boolean;
  /** The resource of the file at which the role is given. */
  readonly at: Resource | undefined;
}

export function roleAssignments(file: InfraFile): readonly RoleAssignment[] {
  return file.resources
    .filter(({ type, existing }) => !existing && isRoleAssignment(type))
    .map((resource) => read(file, resource));
}

function isRoleAssignment(type: string): boolean {
  return type === 'microsoft.authorization/roleassignments' || type === 'azurerm_role_assignment';
}

function read(file: InfraFile, resource: Resource): RoleAssignment {
  const { body, names } = resource;
  const properties = valueAt(body, 'properties');
  const inner = properties?.kind === 'object' ? properties : body;
  const principal = entryOf(inner, 'principalId', 'principal_id');
  const named =
    entryOf(body, 'role_definition_name') ?? entryOf(inner, 'roleDefinitionId', 'role_definition_id');
  const scope = entryOf(body, 'scope', 'parent_id')?.value;
  return {
    resource,
    principal,
    at: scope && resourceIn(file, scope, names),
    role: named && roleName(file, named.value, names),
    roleSpan: named?.value.span ?? resource.typeSpan,
    principals: principal === undefined ? [] : possibleValues(principal.value, names),
    hasPrincipalType: inner.open || entryOf(inner, 'principalType', 'principal_type') !== undefined,
  };
}

function resourceIn({ resources }: InfraFile, value: Value, names: Names): Resource | undefined {
  const only = soleValue(value, names);
  const named = only?.kind === 'reference' ? only : resourceSpelled(value, names);
  return named && addressed(resources, named.path);
}

const guid = new RegExp(guidForm);

function roleName(file: InfraFile, value: Value, names: Names): string | undefined {
  // `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)`: the last argument tells.
  const told =
    value.kind === 'call' && value.name.endsWith('resourceid') ? (value.args.at(-1) ?? value) : value;
  const only = soleValue(told, names);
  if (only?.kind === 'reference') {
    const definition = addressed(file.resources, only.path);
    return builtInName(definition && lastName(definition));
  }
  if (only?.kind === 'literal') return builtInName(String(only.value));
  // A text that is put together tells by the ID in it alone.
  return only?.kind === 'unknown' ? builtInName(guid.exec(only.text)?.[0]) : undefined;
}

/** The name itself, or that of the built-in role whose ID is in it. */
function builtInName(text: string | undefined): string | undefined {
  const id = text === undefined ? undefined : guid.exec(text)?.[0];
  return id === undefined ? text : builtInRole(id)?.name;
}

/** The resource of the file whose own identity a principal ID is, or which is the identity. */
export function principalOwner({ resources }: InfraFile, principal: SettledValue): Resource | undefined {
  if (principal.kind !== 'reference') return undefined;
  const owner = addressed(resources, principal.path);
  if (owner === undefined) return undefined;
  const members = principal.path.slice(owner.address.length).map((word) => word.toLowerCase());
  const last = members.at(-1) ?? '';
  return last === 'principalid' || last === 'principal_id' ? owner : undefined;
}
