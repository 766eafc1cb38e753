import { say, type Text } from '../../../lifecycle/text';
import type { NamedIdentity } from '../refusal';
import type { Told } from './meaning';

/** Whoever the text names, as people read it; where it names nobody, that is said. */
export function identityWords(identity: NamedIdentity | undefined): Text {
  if (identity === undefined) return say('an identity that the text does not name');
  const { clientId, principalId, name } = identity;
  if (name === 'system') return say('the system-assigned identity');
  if (name !== undefined && principalId !== undefined)
    return say("'{0}' (principal ID {1})", name, principalId);
  if (name !== undefined) return say("'{0}'", name);
  if (clientId !== undefined && principalId !== undefined)
    return say('the identity with client ID {0} and principal ID {1}', clientId, principalId);
  if (principalId !== undefined) return say('the identity with principal ID {0}', principalId);
  if (clientId !== undefined) return say('the identity with client ID {0}', clientId);
  return say('an identity that the text does not name');
}

const services: Readonly<Record<string, (name: string) => Text>> = {
  keyvault: (name) => say("key vault '{0}'", name),
  storage: (name) => say("storage '{0}'", name),
  servicebus: (name) => say("Service Bus '{0}'", name),
  eventhubs: (name) => say("Event Hubs '{0}'", name),
  appconfig: (name) => say("App Configuration store '{0}'", name),
  cosmos: (name) => say("Cosmos DB '{0}'", name),
  // A text may name the database alone.
  sql: (name) =>
    name.startsWith('/') ? say("database '{0}' of Azure SQL", name.slice(1)) : say("Azure SQL '{0}'", name),
  postgres: (name) => say("PostgreSQL '{0}'", name),
  mysql: (name) => say("MySQL '{0}'", name),
  redis: (name) => say("Redis '{0}'", name),
  acr: (name) => say("container registry '{0}'", name),
  dapr: (name) => say("Dapr component '{0}'", name),
  scope: (name) => say("whatever takes tokens for '{0}'", name),
};

/** Who may not do what, where: the permission as far as the text tells it. */
export function mayNot({ identity, permission, target }: Told): Text {
  if (identity === undefined && target === undefined)
    return permission === undefined
      ? say('A permission is missing. The text names neither the identity nor the target.')
      : say("'{0}' was refused. The text names neither the identity nor the target.", permission);
  const [who, where] = [identityWords(identity), targetWords(target)];
  return permission === undefined
    ? say('{0} lacks a permission at {1}.', who, where)
    : say("{0} may not do '{2}' at {1}.", who, where, permission);
}

/** What a token was asked for, without what takes it. */
export function audienceWords(target: string | undefined): Text {
  return target?.startsWith('scope:') === true ? say("'{0}'", target.slice(6)) : targetWords(target);
}

export const database = say('the database');
export const cache = say('the cache');

/** The target as people read it, or what it is at least: what answered is there, whatever it is called. */
export function targetOr(least: Text, target: string | undefined): Text {
  return target === undefined ? least : targetWords(target);
}

/** The target as people read it. */
export function targetWords(target: string | undefined): Text {
  if (target === undefined) return say('a target that the text does not name');
  const at = target.indexOf(':');
  const name = target.slice(at + 1);
  return (services[target.slice(0, at)] ?? ((other) => say("'{0}'", other)))(name);
}
