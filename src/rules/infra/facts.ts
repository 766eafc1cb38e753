import { identityType } from '../../estate/app-identity';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import type { Names } from '../../source/infra/names';
import { entryOf, type SettledValue, type Value } from '../../source/infra/value';
import { soleValue } from '../../source/infra/possible-values';
import { isGuid } from '../../estate/ids/guid';
import type { ClientIdFact, DeclaredIdentityFact, DeployedAppFact, Fact, VariableFact } from '../fact';
import { appOf, serviceOf } from './app-of';
import { isAppSettings, isEnvironment, namedValues, settingsLedTo, type NamedValue } from './named-values';
import { whoseClientId } from '../whose-client-id';
import {
  addressed,
  declaredIdentity,
  isSpringApp,
  isSpringDeployment,
  kindsOf,
  lastName,
  nameParts,
} from './spring-app';

/** What a file says of the apps it deploys, as far as it says so literally. */
export function* infraFacts(file: InfraFile): Iterable<Fact> {
  for (const app of file.resources.filter(isSpringApp)) {
    yield* deployedApp(file, app);
    yield* identityFact(file, app);
  }
  yield* clientIds(file);
  yield* variables(file);
}

function* deployedApp(file: InfraFile, app: Resource): Iterable<DeployedAppFact> {
  const name = lastName(app);
  if (name === undefined) return;
  const service = serviceOf(file, app);
  const group = entryOf(app.body, 'resource_group_name')?.value;
  const resourceGroup = group === undefined ? undefined : soleText(app, group);
  yield {
    kind: 'deployedApp',
    app: name,
    span: entryOf(app.body, 'name')?.value.span ?? app.typeSpan,
    ...(service !== undefined && { service }),
    ...(resourceGroup !== undefined && { resourceGroup }),
  };
}

/** Nothing where the app has no identity here: that may be left to others. */
function* identityFact(file: InfraFile, app: Resource): Iterable<DeclaredIdentityFact> {
  const identity = declaredIdentity(app);
  const type = identity?.type?.value;
  // Only what stands in place: a variable may get another value from outside.
  const kinds = type === undefined ? undefined : kindsOf(type);
  if (identity === undefined || type === undefined || kinds === undefined) return;
  yield {
    kind: 'declaredIdentity',
    app: lastName(app),
    service: serviceOf(file, app),
    type: identityType(kinds.system, kinds.user),
    userAssigned: kinds.user ? namesIn(file, app, identity.ids?.value) : [],
    span: type.span,
  };
}

function namesIn(
  file: InfraFile,
  { names: known }: Resource,
  list: Value | undefined,
): readonly string[] | undefined {
  const nameOf = (id: Value) =>
    nameIn(file.resources, id.kind === 'call' ? (soleReference(id, known) ?? id) : id);
  if ((list?.kind !== 'object' && list?.kind !== 'array') || list.open) return undefined;
  const names =
    list.kind === 'array'
      ? list.items.map(nameOf)
      : list.entries.map(({ key, computed }) => (computed === undefined ? lastPart(key) : nameOf(computed)));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** `resourceId(...)` of a resource of the file. */
function soleReference(id: Value, names: Names): Value | undefined {
  const only = soleValue(id, names);
  return only?.kind === 'reference' ? only : undefined;
}

/** The name of the identity whose id this is. */
function nameIn(resources: readonly Resource[], id: Value): string | undefined {
  switch (id.kind) {
    case 'literal':
      return typeof id.value === 'string' ? lastPart(id.value) : undefined;
    case 'reference': {
      const owner = addressed(resources, id.path);
      return owner === undefined ? undefined : lastName(owner);
    }
    case 'call':
      return /^resourceId\(.*userAssignedIdentities'\s*,\s*'([\w-]+)'\s*\)$/is.exec(id.text)?.[1];
    default:
      return undefined;
  }
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Client IDs of managed identities alone: beside a secret, and for sign-in, it is one of an application. */
function* clientIds(file: InfraFile): Iterable<ClientIdFact> {
  const beside = new Map<Resource | undefined, NamedValue[]>();
  for (const one of namedValues(file))
    if (isEnvironment(one.within)) beside.set(one.resource, [...(beside.get(one.resource) ?? []), one]);
  for (const [resource, settings] of beside)
    yield* clientIdsAmong(
      settings,
      resource && isSpringDeployment(resource) ? appGiven(file, resource) : undefined,
    );
}

/** Of one resource, which gives them to the Spring app `app` as far as that is known. */
function* clientIdsAmong(settings: readonly NamedValue[], app: string | undefined): Iterable<ClientIdFact> {
  const names = settings.map(({ name }) => name);
  for (const { name, value, names: known } of settings) {
    const only = soleValue(value, known);
    if (only?.kind !== 'literal' || typeof only.value !== 'string' || !isGuid(only.value)) continue;
    const owner = whoseClientId(name, names);
    if (owner !== 'application')
      yield {
        kind: 'clientId',
        value: only.value,
        span: value.span,
        ...(value.kind !== 'literal' && only.elsewhere === undefined && { literal: only.span }),
        where: name,
        ...(app === undefined || owner === 'either' ? { isUnclear: true } : { app }),
      };
  }
}

/** Names that variables of programs have; what lies deeper in a list of them has others. */
const variableName = /^[A-Za-z_][\w.-]*$/;
const partsOfVariables = new Set([
  'name',
  'value',
  'secret_name',
  'secretref',
  'value_from',
  'valuefrom',
  'slotsetting',
]);

/** Environment variables and app settings that resources give to a program. */
function* variables(file: InfraFile): Iterable<VariableFact> {
  for (const named of namedValues(file)) yield* variableIn(file, named);
  // Those stand where their name is given.
  for (const named of settingsLedTo(file))
    for (const one of variableIn(file, named)) yield { ...one, span: named.nameSpan };
}

function* variableIn(file: InfraFile, named: NamedValue): Iterable<VariableFact> {
  const { name, nameSpan, value, resource } = named;
  if (resource === undefined || !isVariable(named)) return;
  const only = soleValue(value, named.names);
  if (only !== undefined && isNoText(only)) return;
  const told = only?.kind === 'literal' ? only : undefined;
  yield {
    kind: 'variable',
    name,
    nameSpan,
    app: appGiven(file, resource),
    value: told && String(told.value),
    span: told === undefined || told.elsewhere !== undefined ? value.span : told.span,
  };
}

function isVariable({ name, resource, within }: NamedValue): boolean {
  if (resource?.existing === true || !isEnvironment(within)) return false;
  return variableName.test(name) && !partsOfVariables.has(name.toLowerCase());
}

/** Null leaves a variable out. */
function isNoText(value: SettledValue): boolean {
  if (value.kind === 'literal') return value.value === null;
  return value.kind === 'object' || value.kind === 'array';
}

/** The app whose program sees the variables: that of a deployment, or the resource itself. */
function appGiven(file: InfraFile, resource: Resource): string | undefined {
  const isPart = isSpringDeployment(resource) || isAppSettings(resource);
  const app = isPart ? appOf(file, resource) : resource;
  return app === undefined ? nameParts(resource).at(-2) : lastName(app);
}

function soleText({ names }: Resource, value: Value): string | undefined {
  const only = soleValue(value, names);
  return only?.kind === 'literal' ? String(only.value) : undefined;
}
