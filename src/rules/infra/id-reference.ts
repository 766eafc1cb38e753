import { say } from '../../lifecycle/text';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import type { ReferenceValue, SettledValue } from '../../source/infra/value';
import { possibleValues } from '../../source/infra/possible-values';
import type { Confidence } from '../confidence';
import type { EditFix, Related } from '../finding';
import { classGivenId, classGivenVariable, idReadFrom, type GivenId, type IdKind } from '../given-id';
import { isEnvironment, type NamedValue } from './named-values';
import { addressed, isUserAssignedIdentity } from './spring-app';

/** A value that is given as an identity, and what it is. */
export interface GivenValue {
  readonly given: GivenId;
  readonly value: SettledValue;
  /** Where it stands, or the name that leads there. */
  readonly span: ReferenceValue['span'];
  /** It stands in place, and not where a name leads to. */
  readonly direct: boolean;
}

/** Everything a value may be that is told to be an ID, or a name. */
export function givenIds(
  file: InfraFile,
  { value, names, within = [] }: Pick<NamedValue, 'value' | 'names'> & Partial<Pick<NamedValue, 'within'>>,
): readonly GivenValue[] {
  const classLiteral = isEnvironment(within) ? classGivenVariable : classGivenId;
  return possibleValues(value, names).flatMap((one) => {
    const given = givenId(file, one, classLiteral);
    if (given.kind === 'unknown') return [];
    const inPlace = value.span.start <= one.span.start && one.span.end <= value.span.end;
    const direct = inPlace && one.elsewhere === undefined;
    return [{ given, value: one, span: direct ? one.span : value.span, direct }];
  });
}

/** A variable of Terraform is called an ID by people, who may have given it another one; and a default may be replaced. */
export function sureness({ value }: GivenValue): Confidence {
  if (value.isDefault === true) return 'medium';
  return value.kind === 'reference' && value.path[0] === 'var' ? 'medium' : 'high';
}

/** The same for all that get one value by name. */
export function originOf({ value }: GivenValue): string {
  const { path, span } = value.elsewhere ?? { path: '', span: value.span };
  return `${path}:${String(span.start)}`;
}

function givenId(file: InfraFile, value: SettledValue, classLiteral: (text: string) => GivenId): GivenId {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? classLiteral(value.value) : { kind: 'unknown' };
    case 'reference':
      return { kind: kindRead(file, value) };
    case 'unknown':
      return { kind: identityId.test(value.text) ? 'resourceId' : 'unknown' };
    default:
      return { kind: 'unknown' };
  }
}

/** `resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', ...)`, or its text with gaps. */
const identityId =
  /^(?:az\.)?resourceid\([^()]*'microsoft\.managedidentity\/userassignedidentities'|^\/subscriptions\/[^'"]*\/userassignedidentities\/[^/]+$/i;

/** One member at least: a bare name tells nothing. */
function kindRead(file: InfraFile, reference: ReferenceValue): IdKind {
  const { path } = reference;
  if (path.length < 2) return 'unknown';
  const kind = idReadFrom(path.at(-1) ?? '');
  const telling = kind === 'clientId' || kind === 'principalId';
  // The `id` and the `name` of what is no identity are something else.
  return telling || (kind !== 'unknown' && isOwn(file, reference)) ? kind : 'unknown';
}

/** Whether it is read from the identity itself, and not from something within. */
function isOwn(file: InfraFile, { path }: ReferenceValue): boolean {
  const owner = addressed(file.resources, path);
  if (owner !== undefined) return isUserAssignedIdentity(owner) && path.length === owner.address.length + 1;
  const at = path.indexOf('azurerm_user_assigned_identity');
  return at >= 0 && path.length === at + 3;
}

/** What holds the ID, as far as the file tells. */
export type IdOwner = 'userAssigned' | 'servicePrincipal' | 'application' | 'system' | 'other';

export function ownerOf(file: InfraFile, value: SettledValue): IdOwner {
  if (value.kind !== 'reference') return 'other';
  const lower = value.path.map((part) => part.toLowerCase());
  if (lower.at(-2) === 'identity') return 'system';
  const owner: Resource | undefined = addressed(file.resources, value.path);
  if (owner !== undefined && isUserAssignedIdentity(owner)) return 'userAssigned';
  const [head = ''] = lower;
  if (head.startsWith('reference(') && head.includes('/userassignedidentities')) return 'userAssigned';
  const type = lower.find((word) => ownersByType.has(word)) ?? '';
  return ownersByType.get(type) ?? 'other';
}

const ownersByType: ReadonlyMap<string, IdOwner> = new Map([
  ['azurerm_user_assigned_identity', 'userAssigned'],
  ['azuread_application', 'application'],
  ['azuread_application_registration', 'application'],
  ['azuread_service_principal', 'servicePrincipal'],
  ['azurerm_client_config', 'servicePrincipal'],
] as const);

/** Reads another ID of the same identity. Only in place: a variable may serve other uses, too. */
export function readInstead(
  file: InfraFile,
  text: string,
  { value, direct }: GivenValue,
  wanted: 'clientId' | 'principalId' | 'resourceId',
): readonly EditFix[] {
  if (!direct || value.kind !== 'reference' || ownerOf(file, value) !== 'userAssigned') return [];
  const { language } = file;
  if (language === 'arm' && wanted === 'resourceId') return [];
  const member = language === 'terraform' ? inTerraform[wanted] : wanted === 'resourceId' ? 'id' : wanted;
  const edit = { span: value.leaf, text: member };
  const edits = language === 'bicep' ? [inBicep(text, value, member)] : [edit];
  return [{ kind: 'edit', title: say("Use '{0}'", member), safe: true, edits }];
}

const inTerraform = { clientId: 'client_id', principalId: 'principal_id', resourceId: 'id' } as const;

/** Client and principal ID are among the properties, the resource ID is beside them. */
function inBicep(text: string, { span, leaf }: ReferenceValue, member: string) {
  const before = text.slice(span.start, leaf.start);
  const properties = /\bproperties\s*\.\s*$/.exec(before);
  if (member === 'id' && properties !== null)
    return { span: { start: span.start + properties.index, end: leaf.end }, text: member };
  return {
    span: leaf,
    text: member === 'id' || properties !== null || before.includes('[') ? member : `properties.${member}`,
  };
}

/** Points at the variable when the ID does not stand in place. */
export function whereElse({ value, direct }: GivenValue): readonly Related[] {
  if (direct) return [];
  const { path, span } = value.elsewhere ?? { path: undefined, span: value.span };
  return [{ ...(path !== undefined && { path }), span, message: say('The value comes from here.') }];
}
