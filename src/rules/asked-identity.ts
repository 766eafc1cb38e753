import type { Span } from '../source/span';
import { isGuid } from '../estate/ids/guid';
import type { Setting, Settings } from '../source/spring/settings';
import { defaultIn, referencesIn, spanWithin, type TextInValue } from './spring/values';

/** Which identity is asked for, as far as a file and the settings around it tell. */
export type AskedIdentity =
  | {
      readonly by: 'client-id' | 'object-id' | 'resource-id';
      readonly value: string;
      readonly at?: IdentityPlace;
    }
  | {
      readonly by: 'none';
      /** Where one can be named. */
      readonly at?: IdentityPlace;
      /** The variable that would name one there; absent where none is read. */
      readonly variable?: string;
    }
  | { readonly by: 'unknown'; readonly why: UnknownWhy };

/** Where an identity is named, or can be; `path` only when that is another file. */
export interface IdentityPlace {
  readonly path?: string;
  readonly span: Span;
  readonly text: string;
  /** What goes before and behind a client ID that is not there yet. */
  readonly around?: readonly [before: string, behind: string];
}

/** Why a file does not tell it. */
export type UnknownWhy =
  /** Something that has its value when the app runs. */
  | { readonly is: 'variable'; readonly name: string }
  /** Profiles differ. */
  | { readonly is: 'profiles' }
  /** A secret, a certificate or a key is sent: no identity is asked. */
  | { readonly is: 'secret' }
  /** The code decides, in a way that is not followed. */
  | { readonly is: 'code' };

/** The identity that a setting names, or its default, or the variable it stands for where that is known. */
export function askedBySetting(
  settings: Settings,
  setting: Setting,
  within: TextInValue = { text: setting.property.value, at: 0 },
): AskedIdentity {
  const { text: value, at } = within;
  if (!value.startsWith('${')) return literal(settings, setting, within);
  const [name = ''] = referencesIn(value);
  const given = settings.variable(name).filter(({ file }) => file.isDoubtful !== true);
  if (given.length > 0) return askedByVariable(settings, name, given);
  const inner = defaultIn(value);
  if (inner === undefined || inner.text === '' || !isGuid(inner.text))
    return { by: 'unknown', why: { is: 'variable', name } };
  return literal(settings, setting, { text: inner.text, at: at + inner.at });
}

/** What a variable says: what the app has now, before what files would give it at the next deployment. */
function askedByVariable(settings: Settings, name: string, given: readonly Setting[]): AskedIdentity {
  const live = given.find(({ file }) => file.isLive === true);
  const counted = live === undefined ? given : [live];
  const [first] = counted;
  if (first === undefined || counted.every(({ property }) => property.value.startsWith('${')))
    return { by: 'unknown', why: { is: 'variable', name } };
  return counted.every(({ property }) => property.value === first.property.value)
    ? literal(settings, first, { text: first.property.value, at: 0 })
    : { by: 'unknown', why: { is: 'profiles' } };
}

/** What `AZURE_CLIENT_ID` says, which `DefaultAzureCredential` reads; nothing where no file and not the app gives it. */
export function askedByEnvironment(settings: Settings): AskedIdentity | undefined {
  const given = settings.variable('AZURE_CLIENT_ID').filter(({ property }) => property.value !== '');
  const [first] = given;
  if (first === undefined) return undefined;
  const live = given.find(({ file }) => file.isLive === true);
  if (live !== undefined) return askedBySetting(settings, live);
  const isSure = given.every(
    ({ file, property }) => file.isDoubtful !== true && property.value === first.property.value,
  );
  return isSure
    ? askedBySetting(settings, first)
    : { by: 'unknown', why: { is: 'variable', name: 'AZURE_CLIENT_ID' } };
}

function literal(
  settings: Settings,
  { property, file, ...rest }: Setting,
  within: TextInValue,
): AskedIdentity {
  if (within.text.startsWith('${')) {
    const [name = ''] = referencesIn(within.text);
    return { by: 'unknown', why: { is: 'variable', name } };
  }
  // What the live app has stands in no file.
  if (file.isLive === true || !property.editable) return { by: 'client-id', value: within.text };
  const isOwn = settings.isOwn({ property, file, ...rest });
  return {
    by: 'client-id',
    value: within.text,
    at: {
      ...(!isOwn && { path: file.path }),
      span: spanWithin(property, within),
      text: within.text,
    },
  };
}

/** Whether two places ask for the same. */
export function asksSame(a: AskedIdentity, b: AskedIdentity): boolean {
  if (a.by === 'none' || a.by === 'unknown' || b.by === 'none' || b.by === 'unknown') return a.by === b.by;
  return a.by === b.by && a.value.toLowerCase() === b.value.toLowerCase();
}
