import type { JvmCall, JvmFunction, JvmNew, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import type { Span } from '../../source/span';
import type { CredentialFact } from '../fact';
import { chainFrom } from './call-chain';
import { addTo, declarationOf, functionAround, ownCallsOf, referencesOf, type JvmIndex } from './jvm-index';
import { isType } from './type-names';

/** A class by which programs ask for tokens of a managed identity. */
interface Family {
  readonly type: string;
  readonly via: CredentialFact['via'];
  /** The call that gives a client ID. */
  readonly clientId: string;
  /** All calls that name an identity; a builder takes one of them only. */
  readonly names: readonly string[];
  /** Whether `build()` makes the credential; otherwise the object is one itself. */
  readonly isBuilder: boolean;
}

const families: readonly Family[] = [
  {
    type: 'com.azure.identity.ManagedIdentityCredentialBuilder',
    via: 'ManagedIdentityCredential',
    clientId: 'clientId',
    names: ['clientId', 'resourceId', 'objectId'],
    isBuilder: true,
  },
  {
    type: 'com.azure.identity.DefaultAzureCredentialBuilder',
    via: 'DefaultAzureCredential',
    clientId: 'managedIdentityClientId',
    names: ['managedIdentityClientId', 'managedIdentityResourceId'],
    isBuilder: true,
  },
  {
    type: 'com.microsoft.azure.credentials.MSICredentials',
    via: 'ManagedIdentityCredential',
    clientId: 'withClientId',
    names: ['withClientId', 'withObjectId', 'withIdentityId'],
    isBuilder: false,
  },
];

/** One credential as the file makes it, followed through variables, fields and functions of the file. */
export interface BuilderUse {
  readonly family: Family;
  readonly made: JvmNew;
  /** Calls that name an identity, in the order of the text. */
  readonly namings: readonly JvmCall[];
  /** `build()`, where it follows in the same expression as `made`. */
  readonly build: JvmCall | undefined;
  /** From the object's making to the end of its expression. */
  readonly span: Span;
  /** Whether the file alone does not tell what becomes of it: then nothing is known of its name. */
  readonly escapes: boolean;
}

const known = new WeakMap<JvmIndex, readonly BuilderUse[]>();

/** The credentials a file makes, in the order of the text. Builders that it never builds are left out. */
export function builderUses(index: JvmIndex): readonly BuilderUse[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const uses = index.news.flatMap((made) => {
    const family = families.find(({ type }) => isType(index.file, made.type, type));
    return family === undefined ? [] : useOf(index, made, family);
  });
  known.set(index, uses);
  return uses;
}

function useOf(index: JvmIndex, made: JvmNew, family: Family): readonly BuilderUse[] {
  const { calls, top } = chainFrom(made);
  const build = calls.find(({ name }) => name === 'build');
  const later = build === undefined ? follow(index, top, new Set()) : { calls: [], escapes: false };
  const all = [...calls, ...later.calls];
  const isMade = !family.isBuilder || all.some(({ name }) => name === 'build');
  if (!isMade) return [];
  const namings = all
    .filter(({ name }) => family.names.includes(name))
    .sort((a, b) => a.span.start - b.span.start);
  const span = { start: made.span.start, end: (build ?? top).span.end };
  return [{ family, made, namings, build, span, escapes: family.isBuilder && later.escapes }];
}

interface Later {
  readonly calls: readonly JvmCall[];
  readonly escapes: boolean;
}

const nowhere: Later = { calls: [], escapes: false };
const away: Later = { calls: [], escapes: true };

/** Code that hands a builder on more often than this is not followed. */
const maxSteps = 100;

/** What is called on an object after the expression that makes it. */
function follow(index: JvmIndex, top: JvmNode, seen: Set<JvmNode>): Later {
  const { parent } = top;
  if (parent === undefined || seen.has(top)) return nowhere;
  if (seen.size > maxSteps) return away;
  seen.add(top);
  switch (parent.kind) {
    case 'choice':
      return parent.branches.includes(top) ? follow(index, parent, seen) : away;
    case 'variable':
      return followVariable(index, parent, seen);
    case 'assignment': {
      const variable = declarationOf(index, parent.target);
      if (parent.target === top) return nowhere;
      return variable === undefined ? away : followVariable(index, variable, seen);
    }
    case 'return':
      return followResult(index, parent, seen);
    case 'block':
      return nowhere;
    default:
      return away;
  }
}

function followVariable(index: JvmIndex, variable: JvmVariable, seen: Set<JvmNode>): Later {
  return merge(referencesOf(index, variable).map((one) => followOne(index, one, seen)));
}

function followOne(index: JvmIndex, object: JvmNode, seen: Set<JvmNode>): Later {
  const { calls, top } = chainFrom(object);
  if (calls.some(({ name }) => name === 'build')) return { calls, escapes: false };
  const rest = follow(index, top, seen);
  return { calls: [...calls, ...rest.calls], escapes: rest.escapes };
}

function followResult(index: JvmIndex, returned: JvmNode, seen: Set<JvmNode>): Later {
  const from = functionAround(returned);
  const calls = from === undefined ? [] : ownCallsOf(index, from);
  return calls.length === 0 ? away : merge(calls.map((call) => followOne(index, call, seen)));
}

function merge(parts: readonly Later[]): Later {
  return { calls: parts.flatMap(({ calls }) => calls), escapes: parts.some(({ escapes }) => escapes) };
}

/** The uses of which the program chooses on purpose between naming an identity and naming none. */
export function chosenUses(uses: readonly BuilderUse[]): ReadonlySet<BuilderUse> {
  const homes = new Map<JvmFunction | undefined, BuilderUse[]>();
  for (const use of uses) addTo(homes, functionAround(use.made), use);
  return new Set(
    [...homes].flatMap(([home, group]) => {
      const naming = group.filter(({ namings }) => namings.length > 0);
      const isChoice = naming.some(({ made }) => isConditional(made, home));
      return naming.length === 0 ? [] : group.filter(({ made }) => isChoice || isConditional(made, home));
    }),
  );
}

function isConditional(node: JvmNode, within: JvmNode | undefined): boolean {
  for (let at = node; at.parent !== undefined && at !== within; at = at.parent)
    if (at.parent.kind === 'choice' && at.parent.branches.includes(at)) return true;
  return false;
}
