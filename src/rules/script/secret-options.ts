import { pathOf, type CommandLine } from '../../source/script/words/command-line';
import { isSecretName } from '../secret/secret-name';
import { isOfOwnDatabase } from '../secret/secret-place';
import type { NamedWord } from './named-words';

/** Short options, and options with telling names of their own, by the command whose secret they are. */
const options: readonly (readonly [RegExp, RegExp])[] = [
  [/^az login$/, /^-p$/],
  [/^az (?:mysql|postgres|sql|mariadb|synapse)\b.*\b(?:create|update|connect|execute|restore)$/, /^-p$/],
  [/^az acr login$/, /^-p$/],
  [/^az webapp deployment user set$/, /^--password$/],
  [/^(?:docker|podman|helm registry|helm|oras|az acr) ?login\b/, /^-p$/],
  [/^sshpass\b/, /^-p$/],
  [/^(?:sqlcmd|bcp|invoke-sqlcmd)\b/i, /^-P(?:assword)?$/],
  [/^redis-cli\b/, /^(?:-a|--pass)$/],
  [/^convertto-securestring\b/i, /^(?:-string|convertto-securestring)$/i],
];

/** Stands for the password behind `-p` in one word, as MySQL takes it. */
export const attached = '-p';

/** What people keep beside secrets. */
const notSecret =
  /(?:user|login|host|server|port|url|uri|endpoint|database|name|id|tenant|region|location|email|msg|message|greeting|text|title|description)(?:-?name)?$/i;

/** Options whose `name=value` pairs are secrets, whatever they are called. */
const secretLists = /^--(?:secrets?|from-literal)$/;

/** Programs that open a database on the developer's machine unless they are told where else. */
const localClients = /^(?:mysql|mysqldump|mysqladmin|mariadb|psql|sqlcmd|redis-cli|mongo|mongosh)\b/;

/**
 * What a secret would be called that a value is, for its name to tell whether it is one; `undefined` where the place says that
 * only a part of it may be.
 */
export function secretNameOf(
  { name }: { readonly name: string },
  { by, line, flag, name: given }: NamedWord,
): string | undefined {
  if (name === '' || by === 'parameter') return undefined;
  const command = pathOf(line);
  if (isOnMachine(name, line, command)) return undefined;
  if (by === 'argument') return argumentName(name, command);
  if (by === 'flag') return flagName(name, given, command, line);
  if (secretLists.test(flag ?? '') && /^az |^kubectl create secret /.test(command)) return keptName(name);
  return name;
}

function argumentName(name: string, command: string): string | undefined {
  return name === attached || isOption(command, command.split(' ')[0] ?? '') ? 'password' : undefined;
}

function flagName(
  name: string,
  given: string,
  command: string,
  line: CommandLine | undefined,
): string | undefined {
  if (command === 'az keyvault secret set' && name === '--value') return vaultSecret(line);
  if (secretLists.test(given) && command.startsWith('kubectl create secret ')) return keptName(name);
  if (isOption(command, name)) return 'password';
  return name.startsWith('--') || (name.length > 2 && isSecretName(name)) ? name : undefined;
}

function isOption(command: string, name: string): boolean {
  return options.some(([path, pattern]) => path.test(command) && pattern.test(name));
}

/** People keep more than secrets in a key vault; what it is to be called tells. */
function vaultSecret(line: CommandLine | undefined): string {
  const name = line?.flags.find((one) => one.name === '--name' || one.name === '-n')?.values[0]?.literal;
  return name === undefined || !notSecret.test(name) ? 'password' : name;
}

function keptName(name: string): string {
  return notSecret.test(name) ? name : `${name}-secret`;
}

function isLocal(line: CommandLine | undefined, command: string): boolean {
  if (line === undefined || !localClients.test(command)) return false;
  const words = [...line.names.slice(1), ...line.flags.flatMap(({ values }) => values)];
  return !words.some(
    ({ literal, parts }) =>
      parts.some(({ kind }) => kind !== 'text') ||
      /\.\w+\.\w+/.test(literal ?? '') ||
      /\bhost=/.test(literal ?? ''),
  );
}

/** Whether it opens only what runs on the developer's own machine. */
function isOnMachine(name: string, line: CommandLine | undefined, command: string): boolean {
  return isLocal(line, command) || isForOwnDatabase(name, command);
}

/** What an image of a database is told when somebody starts one of their own: `docker run -e POSTGRES_PASSWORD=...`. */
function isForOwnDatabase(name: string, command: string): boolean {
  return /^(?:docker|podman|nerdctl) (?:container )?run\b/.test(command) && isOfOwnDatabase(name);
}
