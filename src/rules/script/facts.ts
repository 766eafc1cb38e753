import { identityType } from '../../estate/app-identity';
import { isGuid } from '../../estate/ids/guid';
import type { ScriptFile } from '../../source/script/script-file';
import { valueOf } from '../../source/script/following';
import type { DeclaredIdentityFact, DeployedAppFact, Fact } from '../fact';
import { appKeyOf, identityOf } from './app-identity';
import { appCommands, azCommands, flagOf, type AppCommand } from './az-command';
import { argumentsIn } from './app-arguments';
import { clientIds, clientIdsAskedFor } from './client-ids';
import { variablesIn } from './variables';

/** What a script says of the apps it deploys, as far as it says so for certain. */
export function* scriptFacts(file: ScriptFile): Iterable<Fact> {
  const defaults = defaultsOf(file);
  for (const one of file.apps) yield { kind: 'deployedApp', ...one };
  for (const command of appCommands(file)) yield* deployedApp(file, command, defaults);
  yield* declaredIdentities(file, defaults);
  yield* clientIds(file);
  yield* clientIdsAskedFor(file);
  yield* variablesIn(file);
  yield* argumentsIn(file);
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
    kind: 'deployedApp',
    app,
    span: word.span,
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
  /** What the app had before is not told. */
  readonly isPart?: true;
}

/** What an app has after the last command: all of it where the script makes the app or says all, else what is added. */
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
    const { command, system, user, names, isPart } = declared;
    yield {
      kind: 'declaredIdentity',
      app: named(file, command, ['--name', '-n']),
      service: named(file, command, ['--service', '-s']) ?? defaults.get('spring'),
      type: identityType(system, user),
      userAssigned: names,
      ...(isPart && { isPart }),
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
  if (command.verb !== 'identity assign') return undefined;
  if (before === undefined) return { ...own, isPart: true };
  const names = before.names && own.names && [...new Set([...before.names, ...own.names])];
  return {
    command,
    system: own.system || before.system,
    user: own.user || before.user,
    names,
    ...(before.isPart && { isPart: true }),
  };
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
