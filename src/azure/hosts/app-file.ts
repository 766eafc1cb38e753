import { subscriptionKey, type SpringApp } from '../../estate/resources';
import { variablesPlace } from '../../rules/linked-app';
import { ShapeError } from '../read/json';
import { ResourceReader, textsOf } from './resources';
import { springTypes, isAppType } from '../../hosts/spring/types';

/**
 * The app in a text that `az spring app show` or ARM printed, or an app called `name` when the text holds its identity alone.
 * When it is neither, why not; errors of `JSON.parse` would quote the text, which is nobody's business.
 */
export function readAppFile(json: string, name: string): SpringApp | { readonly unreadable: string } {
  const raw = objectIn(json);
  if (raw === undefined) return { unreadable: 'it holds no JSON object' };
  if (Array.isArray(raw))
    return { unreadable: 'it holds a list, as "az spring app list" prints it, and one app is wanted' };
  const other = otherType(raw);
  if (other !== undefined) return { unreadable: `it is a resource of type ${other}` };
  if (!isAppOrIdentity(raw))
    return { unreadable: 'it is JSON of something else, without an identity or an id' };
  const whole = 'identity' in raw || 'id' in raw ? raw : { identity: raw };
  const id = `/subscriptions/0/resourceGroups/0/providers/${springTypes.service}/service/apps/${name}`;
  try {
    return new ResourceReader().app({ id, name, ...whole }, subscriptionKey('', '', ''));
  } catch (error) {
    if (error instanceof ShapeError) return { unreadable: error.lack };
    throw error;
  }
}

/** Whether an object may be an app, or an identity alone; an empty one is that of an app that has none. */
function isAppOrIdentity(raw: object): boolean {
  if (Object.keys(raw).length === 0 || 'identity' in raw) return true;
  if ('id' in raw) return typeof raw.id === 'string' && raw.id.startsWith('/subscriptions/');
  if ('principalId' in raw || 'userAssignedIdentities' in raw) return true;
  return 'type' in raw && /^(?:none|(?:system|user)assigned\b)/i.test(String(raw.type));
}

/** The type of a resource that is no app; the identity alone, and what does not say what it is, is none. */
function otherType(raw: object): string | undefined {
  const ofId = 'id' in raw ? typeOfId(raw.id) : undefined;
  const type = ofId ?? ('type' in raw ? raw.type : undefined);
  const isOther = typeof type === 'string' && type.includes('/') && !isAppType(type);
  return isOther ? type : undefined;
}

function typeOfId(id: unknown): string | undefined {
  if (typeof id !== 'string') return undefined;
  const match = /\/providers\/([^/]{1,100})((?:\/[^/]{1,200}\/[^/]{1,200}){1,6})$/i.exec(id);
  const types = match?.[2]?.split('/').filter((_, i) => i % 2 === 1);
  return types && [match?.[1], ...types].join('/');
}

function objectIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The environment variables of the running deployment, where the text tells: it holds them when it was printed with that. */
export function variablesIn(json: string): { readonly variables: ReadonlyMap<string, string> } {
  let at: unknown = objectIn(json);
  for (const key of variablesPlace)
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined;
  return { variables: textsOf(typeof at === 'object' && at !== null ? at : {}) };
}
