import { WordSearch } from '../../source/word-search';
import { cleanLog, lastAtMost, type CleanLog, type LogRecord } from './clean-log';
import { chainKinds } from './kinds/chain';
import { dataStoreKinds } from './kinds/data-stores';
import { mysqlKinds } from './kinds/databases/mysql';
import { postgresKinds } from './kinds/databases/postgres';
import { sqlKinds } from './kinds/databases/sql';
import { entraKinds } from './kinds/entra';
import { keyVaultKinds } from './kinds/key-vault';
import type { Depth, Kind, Near } from './kinds/kind';
import { managementKinds } from './kinds/management';
import { messagingKinds } from './kinds/messaging';
import { registryKinds } from './kinds/registry';
import { startupKinds } from './kinds/startup';
import { storageKinds } from './kinds/storage';
import { tokenEndpointKinds } from './kinds/token-endpoint';
import type { NamedIdentity, Reading, Refusal } from './refusal';

/** Every kind of error that is recognised. */
export const kinds: readonly Kind[] = [
  ...tokenEndpointKinds,
  ...chainKinds,
  ...entraKinds,
  ...keyVaultKinds,
  ...storageKinds,
  ...messagingKinds,
  ...dataStoreKinds,
  ...sqlKinds,
  ...postgresKinds,
  ...mysqlKinds,
  ...registryKinds,
  ...managementKinds,
  ...startupKinds,
];

/** How far around a word its error is read, in characters: the bodies that services send are shorter. */
const before = 2500;
const behind = 4000;
/** Words looked at in one text. A log that repeats an error more often says nothing new. */
const maxPlaces = 4000;
/** Lines between an error and the line that says what the token was for. */
const nearRecords = 4;

/** Kinds that win over others although these stand deeper: the remedy differs. */
const wins: Readonly<Record<string, (other: string) => boolean>> = {
  'startup.arm-lookup': (other) => other === 'arm.authorization',
  'rbac.denied': (other) => other === 'arm.authorization',
  'chain.env-shadow': (other) => other.startsWith('aadsts.'),
  'chain.local': (other) => other === 'mi.imds-unreachable',
  'chain.no-member': (other) => other === 'mi.java-wrapper',
  'keda.scaler': (other) => other === 'storage.key-off',
  'id.linked': (other) => other === 'arm.authorization',
  'aadsts.7002121': (other) => other === 'aadsts.700212',
  'aadsts.7002131': (other) => other === 'aadsts.700213',
  'mi.invalid-resource': (other) => other === 'aadsts.500011' || other === 'aadsts.50001',
};

interface Found {
  readonly kind: Kind;
  readonly reading: Reading;
  readonly from: number;
  readonly to: number;
  readonly record: number;
}

/**
 * The errors with identities that a text tells of, in its order, each once. The text may hold several errors, stack traces, JSON, colours
 * and broken lines; what is not recognised is left out, and nothing is guessed.
 */
export function refusalsIn(raw: string): readonly Refusal[] {
  const log = cleanLog(raw);
  const all = foundIn(log);
  const deepest = all.filter((one) => !all.some((other) => hides(other, one)));
  return merged(deepest).map(({ kind, reading, from, to }) => {
    const { cause = kind.cause, ...named } = reading;
    return {
      kind: kind.id,
      ...named,
      cause,
      lines: [log.lineAt(from), log.lineAt(Math.max(from, to - 1), 'last')],
    };
  });
}

const byWord = new Map<string, Kind[]>();
for (const one of kinds) for (const word of one.words) byWord.set(word, [...(byWord.get(word) ?? []), one]);
const search = new WordSearch(byWord.keys());

function foundIn(log: CleanLog): readonly Found[] {
  const { text, records } = log;
  const starts = records.map(({ start }) => start);
  const scopes = scopesIn(text);
  const origin = originWords(text);
  const found: Found[] = [];
  const seen = new Set<string>();
  let places = 0;
  const lower = text.toLowerCase();
  for (const at of search.placesIn(text)) {
    places += 1;
    if (places > maxPlaces) break;
    const index = lastAtMost(starts, at);
    const record = records[index];
    if (record === undefined) continue;
    const near = { ...around(text, at, record), log: origin, scope: scopeNear(scopes, at, index, starts) };
    for (const [word, candidates] of byWord) {
      if (!lower.startsWith(word, at)) continue;
      for (const kind of candidates) {
        const reading = kind.read(near);
        if (reading === undefined) continue;
        const key = `${kind.id} ${index} ${JSON.stringify(reading)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        found.push({ kind, reading, from: at, to: endOf(text, at + word.length), record: index });
      }
    }
  }
  return found;
}

function around(text: string, at: number, { start, end }: LogRecord): Pick<Near, 'text' | 'record'> {
  const to = Math.min(end, at + behind);
  return { text: text.slice(at, to), record: text.slice(Math.max(start, at - before), to) };
}

/** The end of the line that a place stands on. */
function endOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const originPattern =
  /com\.azure|azure-identity|spring-cloud-azure|[\w-]{1,63}\.servicebus\.windows\.net|postgres\.database\.azure\.com|mysql\.database\.azure\.com|database\.windows\.net|redis\.cache\.windows\.net|redis\.azure\.net|confluent\.cloud|amazonaws|eventhub|restartedMain|\b(?:postgres(?:ql)?|mysql|mariadb|rediss?):\/\//gi;

/** What tells where a log comes from, each once. */
function originWords(text: string): string {
  const words = new Set<string>();
  for (const [word] of text.matchAll(originPattern)) {
    words.add(word.toLowerCase());
    if (words.size > 60) break;
  }
  return [...words].join(' ');
}

interface ScopeLine {
  readonly at: number;
  readonly scope: string;
}

/** Lines that say what a token was asked for; those of a request that went well are about another one. */
function scopesIn(text: string): readonly ScopeLine[] {
  const asked = /getToken\(\) (?:call|result) for scopes? \[([^\]\n]{1,300})\](?!: SUCCESS)/gi;
  return [...text.matchAll(asked)].map(({ 1: scope = '', index }) => ({
    at: index,
    scope: scope.trim(),
  }));
}

/** The scope of the nearest such line within a few records. */
function scopeNear(
  scopes: readonly ScopeLine[],
  at: number,
  record: number,
  starts: readonly number[],
): string | undefined {
  if (scopes.length === 0) return undefined;
  const last = lastAtMost(
    scopes.map((line) => line.at),
    at,
  );
  const candidates = [scopes[last], scopes[last + 1]].filter((line) => line !== undefined);
  const distance = (line: ScopeLine): number => Math.abs(lastAtMost(starts, line.at) - record);
  const [nearest] = candidates
    .filter((line) => distance(line) <= nearRecords)
    .sort((a, b) => distance(a) - distance(b));
  return nearest?.scope;
}

const depths: Readonly<Record<Depth, number>> = { root: 3, vague: 2, wrapper: 1, noise: 0 };

function familyOf({ id }: Kind): 'token' | 'startup' | 'target' {
  if (/^(?:mi|wi|chain|aadsts)\./.test(id)) return 'token';
  return /^(?:startup|asa|aca|dapr)\./.test(id) ? 'startup' : 'target';
}

/** Whether one error is what another only wraps, or repeats in a vaguer way. */
function hides(other: Found, one: Found): boolean {
  if (other === one) return false;
  const together = other.record === one.record;
  if (together && winsOver(other, one)) return true;
  if (together && winsOver(one, other)) return false;
  if (depths[other.kind.depth] <= depths[one.kind.depth]) return false;
  const family = familyOf(one.kind);
  if (family === 'startup') return true;
  const related = family === 'token' ? familyOf(other.kind) === 'token' : together;
  return related && !differ(other.reading.target, one.reading.target);
}

function winsOver(one: Found, other: Found): boolean {
  return wins[one.kind.id]?.(other.kind.id) === true;
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

/** The same error printed again tells at most more of itself. */
function merged(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const at = kept.findIndex((other) => other.kind === one.kind && fits(other.reading, one.reading));
    const same = kept[at];
    if (same === undefined) kept.push(one);
    else kept[at] = { ...same, reading: joinedReading(same.reading, one.reading) };
  }
  return kept;
}

function fits(a: Reading, b: Reading): boolean {
  const [left, right] = [a.identity ?? {}, b.identity ?? {}];
  const parts: readonly (keyof NamedIdentity)[] = ['clientId', 'principalId', 'name', 'resourceId'];
  return (
    parts.every((part) => !differ(left[part]?.toLowerCase(), right[part]?.toLowerCase())) &&
    !differ(a.permission, b.permission) &&
    (!differ(a.target, b.target) || isPart(a.target, b.target))
  );
}

/** `storage:a` is `storage:a/b`, less exactly; a scope is whatever target is known better. */
function isPart(a = '', b = ''): boolean {
  return a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function joinedReading(a: Reading, b: Reading): Reading {
  const identity = { ...b.identity, ...a.identity };
  const target = (a.target?.length ?? 0) >= (b.target?.length ?? 0) ? a.target : b.target;
  return {
    ...b,
    ...a,
    ...(Object.keys(identity).length > 0 && { identity }),
    ...(target !== undefined && { target }),
  };
}
