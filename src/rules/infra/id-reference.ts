import { say } from '../../lifecycle/text';
import {
  possibleValues,
  type InfraFile,
  type ReferenceValue,
  type Resource,
} from '../../source/infra/infra-file';
import type { EditFix, Related } from '../finding';
import { type NamedValue } from './named-values';
import { plainName } from '../plain-name';
import { addressed, isUserAssignedIdentity } from './spring-app';

/** The ID that a value is, by the name of the member read last: `principalid` of `id.properties.principalId`. */
export interface IdReference {
  readonly reference: ReferenceValue;
  /** The value itself, and not one that it leads to. */
  readonly direct: boolean;
}

/** Where a value leads to one of the IDs of these names. One member at least: a bare name tells nothing. */
export function idReferences(
  { value, names }: NamedValue,
  wanted: ReadonlySet<string>,
): readonly IdReference[] {
  return possibleValues(value, names).flatMap((one) => {
    if (one.kind !== 'reference' || one.path.length < 2) return [];
    if (!wanted.has(plainName(one.path.at(-1) ?? ''))) return [];
    const direct = value.span.start <= one.span.start && one.span.end <= value.span.end;
    return [{ reference: one, direct }];
  });
}

/** What holds the ID, as far as the file tells. */
export type IdOwner = 'userAssigned' | 'servicePrincipal' | 'system' | 'other';

export function ownerOf(file: InfraFile, { path }: ReferenceValue): IdOwner {
  const [head = ''] = path;
  const lower = path.map((part) => part.toLowerCase());
  if (lower.at(-2) === 'identity') return 'system';
  const owner: Resource | undefined = addressed(file.resources, path);
  const written =
    head.toLowerCase().startsWith('reference(') && head.toLowerCase().includes('/userassignedidentities');
  const named = lower.includes('azurerm_user_assigned_identity');
  if (written || named || (owner !== undefined && isUserAssignedIdentity(owner))) return 'userAssigned';
  return lower.includes('azuread_service_principal') || lower.includes('azurerm_client_config')
    ? 'servicePrincipal'
    : 'other';
}

/** Reads another member of the same thing. Only in place: a variable may serve other uses, too. */
export function readInstead({ reference, direct }: IdReference, member: string): readonly EditFix[] {
  if (!direct) return [];
  const edits = [{ span: reference.leaf, text: member }];
  return [{ kind: 'edit', title: say("Use '{0}'", member), safe: true, edits }];
}

/** Points at the variable when the ID does not stand in place. */
export function whereElse({ reference, direct }: IdReference): readonly Related[] {
  return direct ? [] : [{ span: reference.span, message: say('The value comes from here.') }];
}
