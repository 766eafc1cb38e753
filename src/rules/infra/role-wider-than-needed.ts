import type { ServiceId } from '../../access/azure-service';
import { leastRoleNames } from '../../access/least-role';
import { isWideRole } from '../../access/wide-roles';
import { say, type Text } from '../../lifecycle/text';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { possibleValues } from '../../source/infra/possible-values';
import type { Value } from '../../source/infra/value';
import type { SubjectRule } from '../rule';
import { principalOwner, roleAssignments } from './role-assignment';
import { addressed, declaredIdentities, isUserAssignedIdentity, labelOf } from './spring-app';
import { springTypes, terraformTypes } from '../../hosts/spring/types';

/** Resources that run a program of one's own. */
const apps = new Set([
  ...[springTypes.app.toLowerCase(), 'microsoft.app/containerapps', 'microsoft.web/sites'],
  ...[terraformTypes.app, 'azurerm_container_app', 'azurerm_linux_web_app', 'azurerm_windows_web_app'],
  ...['azurerm_linux_function_app', 'azurerm_windows_function_app'],
]);

const services: readonly (readonly [RegExp, ServiceId])[] = [
  [/^(?:microsoft\.keyvault\/vaults|azurerm_key_vault)$/, 'keyVault'],
  [/^(?:microsoft\.storage\/storageaccounts|azurerm_storage_)/, 'storage'],
  [/^(?:microsoft\.servicebus\/|azurerm_servicebus_)/, 'serviceBus'],
  [/^(?:microsoft\.eventhub\/|azurerm_eventhub)/, 'eventHubs'],
  [/^(?:microsoft\.appconfiguration\/|azurerm_app_configuration)/, 'appConfiguration'],
  [/^(?:microsoft\.containerregistry\/|azurerm_container_registry)/, 'containerRegistry'],
];

/** Only identities that the file gives to an app: others may well manage resources. */
export const roleWiderThanNeeded: SubjectRule<'infra'> = {
  id: 'MI413',
  name: 'role-wider-than-needed',
  title: say("An app's identity gets a role that manages resources."),
  severity: 'warning',
  subject: 'infra',
  literals: ['roleassignments', 'azurerm_role_assignment'],
  *check(file) {
    for (const { role, roleSpan, principals, at } of roleAssignments(file)) {
      if (role === undefined || !isWideRole(role)) continue;
      const app = principals
        .map((one) => appOf(file, principalOwner(file, one)))
        .find((one) => one !== undefined);
      if (app !== undefined) yield { span: roleSpan, message: messageFor(app, role, at) };
    }
  },
};

/** The app that has the identity; the principal is of the app itself or of an identity in its list. */
function appOf(file: InfraFile, owner: Resource | undefined): Resource | undefined {
  if (owner === undefined) return undefined;
  if (!isUserAssignedIdentity(owner)) return apps.has(owner.type) ? owner : undefined;
  return file.resources.find(
    (app) =>
      apps.has(app.type) &&
      declaredIdentities(app).some(({ idLists }) => idLists.some((list) => names(file, app, list, owner))),
  );
}

function names(file: InfraFile, app: Resource, list: Value, identity: Resource): boolean {
  const ids =
    list.kind === 'array'
      ? list.items
      : list.kind === 'object'
        ? list.entries.flatMap(({ computed }) => computed ?? [])
        : [];
  return ids
    .flatMap((id) => possibleValues(id, app.names))
    .some((id) => id.kind === 'reference' && addressed(file.resources, id.path) === identity);
}

function messageFor(app: Resource, role: string, at: Resource | undefined): Text {
  const service = at && services.find(([type]) => type.test(at.type))?.[1];
  const [first, second] = service === undefined ? [] : leastRoleNames(service);
  if (first === undefined)
    return say(
      "{0} gets role '{1}', so whoever gets into the app may change resources. Grant the role for the data it uses, at the resource that has it.",
      labelOf(app),
      role,
    );
  return say(
    "{0} gets role '{1}', so whoever gets into the app may change resources. For data of that resource, {2} is enough.",
    labelOf(app),
    role,
    second === undefined ? say("'{0}'", first) : say("'{0}' or '{1}'", first, second),
  );
}
