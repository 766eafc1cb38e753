import { identityType } from '../../estate/app-identity';
import { isGuid } from '../../estate/ids/guid';
import type { Assignment, ScriptFile, ScriptWord } from '../../source/script/script-file';
import { sourcesOf, valueOf } from '../../source/script/following';
import type { ClientIdFact, DeclaredIdentityFact, DeployedAppFact, Fact } from '../fact';
import { plainName } from '../plain-name';
import { whoseClientId } from '../whose-client-id';
import { tokenUrlLiterals } from '../token-url';
import { appKeyOf, identityOf } from './app-identity';
import { appCommands, azCommands, flagOf, type AppCommand } from './az-command';
import { namedWords, type NamedWord } from './named-words';
import { variablesIn } from './variables';

/** What a script says of the apps it deploys, as far as it says so for certain. */
export function* scriptFacts(file: ScriptFile): Iterable<Fact> {
  const defaults = defaultsOf(file);
  for (const one of file.apps) yield { kind: 'deployedApp', ...one };
  for (const command of appCommands(file)) yield* deployedApp(file, command, defaults);
  yield* declaredIdentities(file, defaults);
  yield* clientIds(file);
  yield* askedFor(file);
  yield* variablesIn(file);
}

/** `az configure --defaults group=rg spring=shop`, and `az config set defaults.group=rg`. */
function defaultsOf(file: ScriptFile): ReadonlyMap<string, string> {
  const defaults = new Map<string, string>();
  for (const az of azCommands(file)) {
    const isConfigure = az.path === 'configure';
    if (!isConfigure && !az.path.startsWith('config set')) continue;
    const words = isConfigure ? (flagOf(az, '--defaults', '-d')?.values ?? []) : az.names;
    for (const word of words) {
      const [key = '', value] = (valueOf(file, az.script, word) ?? '').split('=');
      if (value !== undefined) defaults.set(key.replace(/^defaults\./, ''), value);
    }
  }
  return defaults;
}

function* deployedApp(
  file: ScriptFile,
  command: AppCommand,
  defaults: ReadonlyMap<string, string>,
): Iterable<DeployedAppFact> {
  const [word] = flagOf(command, '--name', '-n')?.values ?? [];
  const app = named(file, command, ['--name', '-n']);
  if ((command.verb !== 'create' && command.verb !== 'deploy') || app === undefined || !word) return;
  const subscription = named(file, command, ['--subscription']) ?? '';
  yield {
    ...{ kind: 'deployedApp', app, span: word.span },
    ...optional('service', named(file, command, ['--service', '-s']) ?? defaults.get('spring')),
    ...optional('resourceGroup', named(file, command, ['--resource-group', '-g']) ?? defaults.get('group')),
    ...optional('subscriptionId', isGuid(subscription) ? subscription : undefined),
  };
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function named(file: ScriptFile, command: AppCommand, flags: readonly string[]): string | undefined {
  const [word] = flagOf(command, ...flags)?.values ?? [];
  return word === undefined ? undefined : valueOf(file, command.script, word);
}

/** What is known of an app's identities after a command. */
interface Declared {
  readonly command: AppCommand;
  readonly system: boolean;
  readonly user: boolean;
  readonly names: readonly string[] | undefined;
}

/** All an app has after the last command: only where the script makes the app, or says all of it. */
function* declaredIdentities(
  file: ScriptFile,
  defaults: ReadonlyMap<string, string>,
): Iterable<DeclaredIdentityFact> {
  const known = new Map<string, Declared | undefined>();
  for (const command of appCommands(file)) {
    const key = appKeyOf(file, command);
    if (key !== undefined && changesIdentities(command))
      known.set(key, declaredAfter(file, command, known.get(key)));
  }
  for (const declared of known.values()) {
    if (declared === undefined) continue;
    const { command, system, user, names } = declared;
    yield {
      kind: 'declaredIdentity',
      app: named(file, command, ['--name', '-n']),
      service: named(file, command, ['--service', '-s']) ?? defaults.get('spring'),
      type: identityType(system, user),
      userAssigned: names,
      span: flagOf(command, ...identityFlags)?.span ?? command.verbWord.span,
    };
  }
}

const identityFlags = ['--user-assigned', '--system-assigned', '--assign-identity'];

function changesIdentities({ verb }: AppCommand): boolean {
  return verb === 'create' || (verb.startsWith('identity ') && verb !== 'identity show');
}

function declaredAfter(
  file: ScriptFile,
  command: AppCommand,
  before: Declared | undefined,
): Declared | undefined {
  const own = declaredBy(file, command);
  if (own === undefined || command.verb === 'create' || command.verb === 'identity force-set') return own;
  if (command.verb !== 'identity assign' || before === undefined) return undefined;
  const names = before.names && own.names && [...new Set([...before.names, ...own.names])];
  return { command, system: own.system || before.system, user: own.user || before.user, names };
}

/** Nothing for certain in a branch, which may not be taken, and where a run only tells the options. */
function declaredBy(file: ScriptFile, command: AppCommand): Declared | undefined {
  const { system, user } = identityOf(file, command);
  if (command.open || command.command.block >= 0 || system === undefined) return undefined;
  if (flagOf(command, ...identityFlags) === undefined) return undefined;
  return { command, system, user, names: user ? userAssignedIn(file, command) : [] };
}

function userAssignedIn(file: ScriptFile, command: AppCommand): readonly string[] | undefined {
  const values = flagOf(command, '--user-assigned')?.values ?? [];
  const names = values.map((word) => {
    const id = valueOf(file, command.script, word);
    return id?.includes('/userAssignedIdentities/') === true ? id.slice(id.lastIndexOf('/') + 1) : undefined;
  });
  return names.every((name) => name !== undefined) ? names : undefined;
}

/**
 * Client IDs that the app is given, and those of a shell's own variables. Beside a tenant or a secret it is the ID of an
 * application that the script signs in as.
 */
function* clientIds(file: ScriptFile): Iterable<ClientIdFact> {
  const all = [...namedWords(file)];
  const signsIn =
    file.environments.some(hasSignIn) ||
    hasSignIn(file.scripts.flatMap(({ assignments }) => assignments)) ||
    [...azCommands(file)].some(
      (az) => az.path === 'login' && flagOf(az, '--service-principal') !== undefined,
    );
  const settings = all.filter(({ by }) => by === 'setting').map(({ name }) => name);
  const seen = new Set<number>();
  for (const one of all) {
    const { name, value, script, by } = one;
    if (!(by === 'setting' || (!signsIn && isEnvironments(one)))) continue;
    const guid = guidIn(file, script, value);
    const owner = whoseClientId(name, by === 'setting' ? settings : []);
    if (guid === undefined || owner === 'application' || seen.has(guid.span.start)) continue;
    seen.add(guid.span.start);
    yield {
      ...{ kind: 'clientId', value: guid.value, span: guid.span, where: name },
      ...(owner === 'either' && { isUnclear: true }),
    };
  }
}

/** Whether it is AZURE_CLIENT_ID of the shell, or of what it starts. */
function isEnvironments({ name, by }: NamedWord): boolean {
  return by !== 'flag' && plainName(name) === 'azureclientid';
}

function guidIn(file: ScriptFile, script: ScriptFile['scripts'][number], value: ScriptWord) {
  const [only, ...others] = sourcesOf(file, script, value).map(({ part }) => part);
  return only?.kind === 'text' && others.length === 0 && isGuid(only.value) ? only : undefined;
}

function hasSignIn(environment: readonly Assignment[]): boolean {
  return environment.some(({ name }) =>
    /(?:clientsecret|tenantid|clientcertificatepath)$/.test(plainName(name)),
  );
}

/** The identity that a token request names in its URL. */
function* askedFor(file: ScriptFile): Iterable<ClientIdFact> {
  for (const { commands, assignments } of file.scripts) {
    const words = [
      ...commands.flatMap((command) => command.words),
      ...assignments.flatMap(({ value }) => value ?? []),
    ];
    for (const { parts } of words)
      for (const part of parts) {
        // What is escaped is longer than what a run sees, so that places in it are not known.
        if (part.kind !== 'text' || part.value.length !== part.span.end - part.span.start) continue;
        const id = askedIn(part.value);
        if (id === undefined) continue;
        const start = part.span.start + id.at;
        const span = { start, end: start + id.value.length };
        yield { kind: 'clientId', value: id.value, span, where: 'client_id' };
      }
  }
}

function askedIn(url: string): { readonly at: number; readonly value: string } | undefined {
  if (!tokenUrlLiterals.some((literal) => url.toLowerCase().includes(literal))) return undefined;
  const match = /[?&]client_id=([0-9a-f-]{36})/i.exec(url);
  const value = match?.[1];
  if (match === null || value === undefined || !isGuid(value)) return undefined;
  return { at: match.index + match[0].length - value.length, value };
}
