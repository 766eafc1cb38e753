import { isGuid } from '../../estate/ids/guid';
import type { Assignment, ScriptFile, ScriptWord } from '../../source/script/script-file';
import { sourcesOf, valueOf } from '../../source/script/following';
import type { ClientIdFact } from '../fact';
import { plainName } from '../plain-name';
import { tokenUrlLiterals } from '../token-url';
import { whoseClientId } from '../whose-client-id';
import { azCommands, flagOf } from './az-command';
import { namedWords, type NamedWord } from './named-words';

/**
 * Client IDs that the app is given, and those of a shell's own variables. Beside a tenant or a secret it is the ID of an
 * application that the script signs in as.
 */
export function* clientIds(file: ScriptFile): Iterable<ClientIdFact> {
  const all = [...namedWords(file)];
  const settings = all.filter(({ by }) => by === 'setting');
  const own = signsIn(file) ? [] : all.filter(isEnvironments);
  const besides = settings.map(({ name }) => name);
  const seen = new Set<number>();
  for (const one of [...settings, ...own]) {
    const { name, value, script, by } = one;
    const guid = guidIn(file, script, value);
    const owner = whoseClientId(name, by === 'setting' ? besides : []);
    if (guid === undefined || owner === 'application' || seen.has(guid.span.start)) continue;
    seen.add(guid.span.start);
    const app = owner === 'either' ? undefined : appGiven(file, one);
    const fact: ClientIdFact = { kind: 'clientId', value: guid.value, span: guid.span, where: name };
    yield app === undefined ? { ...fact, isUnclear: true } : { ...fact, app };
  }
}

function signsIn(file: ScriptFile): boolean {
  return (
    file.environments.some(hasSignIn) ||
    hasSignIn(file.scripts.flatMap(({ assignments }) => assignments)) ||
    [...azCommands(file)].some((az) => az.path === 'login' && flagOf(az, '--service-principal') !== undefined)
  );
}

/** The Spring app that a command gives the variable to. What a shell has itself, and apps of other kinds, are of no app known here. */
function appGiven(file: ScriptFile, { by, line, script }: NamedWord): string | undefined {
  if (by !== 'setting' || line === undefined) return undefined;
  if (!/^az spring(?:-cloud)? app /.test(line.names.map(({ literal }) => literal ?? '?').join(' ')))
    return undefined;
  const [app] = flagOf(line, '--name', '-n')?.values ?? [];
  return app === undefined ? undefined : valueOf(file, script, app);
}

/** Whether it is AZURE_CLIENT_ID of the shell, or of what it starts. */
function isEnvironments({ name, by }: NamedWord): boolean {
  return by !== 'flag' && by !== 'setting' && plainName(name) === 'azureclientid';
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
export function* clientIdsAskedFor(file: ScriptFile): Iterable<ClientIdFact> {
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
