import type { CommandLine, Flag } from '../../source/script/words/command-line';
import { plainName } from '../plain-name';
import type { IdKind } from './chosen-id';
import type { NamedWord } from './named-words';

/** Options of the Azure CLI that take an object ID and nothing else, by the command they belong to. */
const principalOptions: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/^az role assignment /, new Set(['--assignee-object-id'])],
  [/^az keyvault (?:set|delete)-policy$/, new Set(['--object-id'])],
  [
    /^az cosmosdb (?:sql|cassandra|mongodb|table|gremlin) role assignment /,
    new Set(['--principal-id', '-p']),
  ],
  [/^az postgres flexible-server (?:ad-admin|microsoft-entra-admin) /, new Set(['--object-id', '-i'])],
  [/^az redis access-policy-assignment /, new Set(['--object-id'])],
  [/^az ad group member /, new Set(['--member-id'])],
  [/^(?:new|remove|get)-azroleassignment$/, new Set(['-objectid', '-principalid'])],
  [/^(?:set|remove)-azkeyvaultaccesspolicy$/, new Set(['-objectid'])],
  [/^(?:new|update)-azcosmosdbsqlroleassignment$/, new Set(['-principalid'])],
];

/** Options that take resource IDs of identities. */
const resourceOptions: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/^az spring(?:-cloud)? app /, new Set(['--user-assigned'])],
  [/^az containerapp /, new Set(['--user-assigned', '--registry-identity'])],
  [/^az (?:webapp|functionapp|vm|vmss|container) identity assign$/, new Set(['--identities'])],
];

/** Which ID of an identity belongs where a value is given; `undefined` where any may. */
export function wantedId({ name, by, line }: NamedWord): IdKind | undefined {
  const plain = plainName(name);
  if (by === 'flag' && line !== undefined) {
    const option = wantedByOption(name, line);
    if (option !== undefined) return option;
  }
  if (by === 'parameter' && plain !== 'clientid' && plain !== 'msiclientid')
    return plain.endsWith('resid') ? 'resource' : 'principal';
  if (plain.endsWith('clientid')) return 'client';
  return by === 'setting' && plain.endsWith('principalid') ? 'principal' : undefined;
}

function wantedByOption(name: string, line: CommandLine): IdKind | undefined {
  const command = line.names
    .map(({ literal }) => literal ?? '?')
    .join(' ')
    .toLowerCase();
  if (isAmong(principalOptions, command, name)) return 'principal';
  return isAmong(resourceOptions, command, name) ? 'resource' : undefined;
}

function isAmong(options: typeof principalOptions, command: string, name: string): boolean {
  return options.some(([path, names]) => path.test(command) && names.has(name.toLowerCase()));
}

/** Whether an option takes a principal ID, whatever its command is. */
export function wantsPrincipal({ name }: Flag): boolean {
  return /^--?(?:assignee(?:-object-id)?|object-?id|principal-?id)$/i.test(name);
}
