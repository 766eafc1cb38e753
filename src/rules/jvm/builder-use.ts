import type { JvmCall, JvmFile, JvmFunction, JvmNew, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import type { Span } from '../../source/span';
import type { CredentialFact } from '../fact';
import { chainFrom } from './call-chain';
import { sourcesOf } from './constants';
import { flowOf } from './flow';
import { nameOf, type Use } from './value-use';
import { callbacks, holders } from './flow-names';
import { addTo, declarationOf, functionAround, type JvmIndex } from './jvm-index';
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

/** What the builders are given beside an identity. Of other names (extensions of Kotlin in other files) nothing is known. */
const plainCalls = new Set([
  ...['build', 'maxRetry', 'retryTimeout', 'executorService', 'httpClient', 'httpPipeline', 'pipeline'],
  ...['proxyOptions', 'retryOptions', 'retryPolicy', 'addPolicy', 'httpLogOptions', 'clientOptions'],
  ...['enableAccountIdentifierLogging', 'disableInstanceDiscovery', 'authorityHost', 'tenantId'],
  ...['additionallyAllowedTenants', 'credentialProcessTimeout', 'intelliJKeePassDatabasePath'],
  ...[
    'workloadIdentityClientId',
    'workloadIdentityTokenFilePath',
    'requireEnvVars',
    'disablePersistentCache',
  ],
  ...['tokenCachePersistenceOptions', 'identityLogOptions', 'javaClass', 'hashCode', 'toString'],
]);

/** One credential as the file makes it, followed through variables, fields and functions of the file. */
export interface BuilderUse {
  readonly family: Family;
  readonly made: JvmNew;
  /** Calls that name an identity, in the order of the text. */
  readonly namings: readonly JvmCall[];
  /** Calls that would name one, and are given nothing: `clientId(null)`, `clientId("")`. */
  readonly empty: readonly JvmCall[];
  /** The variables it is held in. */
  readonly held: ReadonlySet<JvmVariable>;
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
  const isFluent = ({ by, as }: Use) => as === 'receiver' && !(family.isBuilder && nameOf(by) === 'build');
  const { uses, isLost, kept: held } = flowOf(index, made, { passes: isFluent, joins: false });
  const isMade = !family.isBuilder || uses.some(({ by, as }) => as === 'receiver' && nameOf(by) === 'build');
  if (!isMade) return [];
  const calls = uses.flatMap(({ by, as }) => (by.kind === 'call' && as === 'receiver' ? [by] : []));
  const all = calls
    .filter(({ name }) => family.names.includes(name))
    .sort((a, b) => a.nameSpan.start - b.nameSpan.start);
  const empty = all.filter((call) => isEmpty(index, call));
  const { calls: chain, top } = chainFrom(made);
  const build = family.isBuilder ? chain.find(({ name }) => name === 'build') : undefined;
  const end = build ?? (family.isBuilder && top.kind === 'call' ? lastOwn(chain, made) : top);
  const span = { start: made.span.start, end: end.span.end };
  const namings = all.filter((call) => !empty.includes(call));
  const escapes =
    family.isBuilder && (isLost || uses.some((use) => mayName(use, family, index.file.language)));
  return [{ family, made, namings, empty, held, build, span, escapes }];
}

/** Whether a use of a builder may name an identity without being seen to. */
function mayName({ by, as }: Use, family: Family, language: JvmFile['language']): boolean {
  if (as === 'argument') return true;
  if (by.kind === 'name') return false;
  const name = nameOf(by);
  // Configuration may hold AZURE_CLIENT_ID.
  if (name === 'configuration') return true;
  return language === 'kotlin' && !plainCalls.has(name) && !family.names.includes(name);
}

/** The last call of a chain that is the builder's own: what scope functions give back is something else. */
function lastOwn(chain: readonly JvmCall[], made: JvmNew): JvmNode {
  const other = chain.findIndex(({ name }) => callbacks.has(name) || holders.has(name));
  return (other < 0 ? chain.at(-1) : chain[other - 1]) ?? made;
}

/** Whether every value the call may be given is nothing: null or blank text. */
function isEmpty(index: JvmIndex, { args: [id] }: JvmCall): boolean {
  if (id === undefined || hasDefault(declarationOf(index, id))) return false;
  const sources = sourcesOf(index, id);
  return sources.every(
    (one) => (one.kind === 'text' && one.value.trim() === '') || (one.kind === 'name' && one.name === 'null'),
  );
}

/** `clientId: String? = null` of Kotlin: whoever calls may give one. */
function hasDefault(variable: JvmVariable | undefined): boolean {
  if (variable?.value === undefined) return false;
  const { role, parent } = variable;
  return role === 'parameter' || (parent?.kind === 'type' && parent.parameters.includes(variable));
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
