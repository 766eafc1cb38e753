import type { JvmAssignment, JvmCall, JvmFile, JvmLambda, JvmNew, JvmNode } from '../../source/jvm/jvm-file';
import { isKeyName, isSecretName } from '../secret/secret-name';
import { isLocal as isLocalText } from '../secret/local';
import { callbacks, withReceiver } from './flow-names';
import { declarationOf, functionAround, type JvmIndex } from './jvm-index';
import { pairSet, pairsGiven, pairWritten, type SecretArgument } from './key-value';
import { isType, simpleName } from './type-names';

/** Types whose constructor takes a secret at this place. */
const constructors: readonly (readonly [type: string, place: number, name: string])[] = [
  ['com.azure.core.credential.AzureKeyCredential', 0, 'key'],
  ['com.azure.core.credential.KeyCredential', 0, 'key'],
  ['com.azure.core.credential.AzureSasCredential', 0, 'sasToken'],
  ['com.azure.core.credential.AzureNamedKeyCredential', 1, 'accountKey'],
  ['com.azure.core.credential.AzureNamedKey', 1, 'accountKey'],
  ['com.azure.core.credential.BasicAuthenticationCredential', 1, 'password'],
  ['com.azure.storage.common.StorageSharedKeyCredential', 1, 'accountKey'],
  ['com.azure.data.tables.models.TableSharedKeyCredential', 1, 'accountKey'],
  ['com.microsoft.azure.credentials.ApplicationTokenCredentials', 2, 'clientSecret'],
  ['com.microsoft.azure.credentials.UserTokenCredentials', 3, 'password'],
  ['com.microsoft.azure.storage.StorageCredentialsAccountAndKey', 1, 'accountKey'],
  ['com.microsoft.azure.storage.StorageCredentialsSharedAccessSignature', 0, 'sasToken'],
  ['com.microsoft.azure.storage.blob.SharedKeyCredentials', 1, 'accountKey'],
  ['com.microsoft.aad.adal4j.ClientCredential', 1, 'clientSecret'],
  ['com.microsoft.aad.msal4j.ClientSecret', 0, 'clientSecret'],
  ['com.azure.ai.openai.models.NonAzureOpenAIKeyCredential', 0, 'apiKey'],
  ['com.azure.communication.common.CommunicationTokenCredential', 0, 'token'],
];

/** Calls that take a secret whatever they are called on, and nothing else. */
const calls: Readonly<Record<string, string>> = {
  clientSecret: 'clientSecret',
  withClientSecret: 'clientSecret',
  setClientSecret: 'clientSecret',
  createFromSecret: 'clientSecret',
  sasToken: 'sasToken',
  setSasToken: 'sasToken',
  accountKey: 'accountKey',
  setAccountKey: 'accountKey',
  sharedAccessKey: 'accountKey',
  setSharedAccessKey: 'accountKey',
  clientCertificatePassword: 'password',
};

/** What takes a password or key by a call that others have as well. */
const owners: readonly (readonly [call: RegExp, owner: RegExp])[] = [
  [/^(?:key|setKey|masterKey)$/, /^Cosmos\w*Builder$|^DocumentClient\w*$/],
  [
    /^(?:setPassword|password)$/,
    /DataSource(?:Builder)?$|^Hikari|^UsernamePasswordCredentialBuilder$|ConnectionFactory$|^Redis|Jedis|^PoolProperties$|^Properties$/,
  ],
  [/^apiKey$/, /^(?:OpenAI|Azure|Search)\w*Builder$/],
];

/** Calls that are given a user and a password. */
const signIns = /^(?:setBasicAuth|basicAuth|basicAuthentication|basic)$/;

/** The arguments that a file gives where secrets belong. */
export function* secretArgumentsIn(index: JvmIndex): Generator<SecretArgument> {
  for (const node of index.news) yield* madeWith(index.file, node);
  for (const call of index.calls) yield* givenByCall(index, call);
  for (const call of index.calls) yield* signingIn(index, call);
  yield* assigned(index);
  yield* kept(index);
  yield* called(index);
}

function* madeWith(file: JvmFile, made: JvmNew): Generator<SecretArgument> {
  const found = constructors.find(([type]) => isType(file, made.type, type));
  const node = found && made.args[found[1]];
  if (node !== undefined) yield { node, name: found?.[2] ?? '' };
}

function* givenByCall(index: JvmIndex, call: JvmCall): Generator<SecretArgument> {
  const { name, args } = call;
  const [first] = args;
  if (first === undefined) return;
  const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (known !== undefined) yield { node: first, name: known };
  else if (isOwned(index, call)) yield { node: first, name };
  else yield* pairsGiven(index, call, rootOf(call));
}

/** `getConnection(url, user, password)`, `setBasicAuth(user, password)`. */
function* signingIn(index: JvmIndex, call: JvmCall): Generator<SecretArgument> {
  const { name, args } = call;
  const isConnection = name === 'getConnection';
  const node = isConnection ? args[2] : signIns.test(name) ? args[1] : undefined;
  if (node === undefined || isLocal(index, call)) return;
  yield isConnection ? { node, name: 'password' } : { node, name: 'password', among: 'mixed' };
}

function isOwned(index: JvmIndex, call: JvmCall): boolean {
  const owner = owners.find(([name]) => name.test(call.name))?.[1];
  return owner !== undefined && owner.test(ownerOf(index, call)) && !isLocal(index, call);
}

/** The simple name of the type that a call is on, as far as the file tells. */
function ownerOf(index: JvmIndex, call: JvmCall): string {
  return nameOfOwner(index, rootOf(call));
}

/** What a call, or a chain of them, is on; `undefined` where the file does not tell. */
function rootOf(call: JvmCall): JvmNode | undefined {
  let root: JvmNode = call;
  while (root.kind === 'call' && root.receiver !== undefined) root = root.receiver;
  return root.kind === 'call' ? impliedReceiver(call) : root;
}

function nameOfOwner(index: JvmIndex, node: JvmNode | undefined): string {
  if (node?.kind === 'call') return ownerOf(index, node);
  if (node?.kind === 'new') return simpleName(node.type);
  return node?.kind === 'name' || node?.kind === 'field' ? (typeOf(index, node) ?? node.name) : '';
}

/** Of `HikariDataSource().apply { ... }` and `with(HikariDataSource()) { ... }`: what `this` is there, and `it` of `also`. */
function impliedReceiver(node: JvmNode, word: 'this' | 'it' = 'this'): JvmNode | undefined {
  for (let at = node.parent; at !== undefined && at.kind !== 'function'; at = at.parent) {
    const owner = at.kind === 'lambda' && at.parameters.length === 0 ? givenTo(at, word) : undefined;
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function impliedOwner(index: JvmIndex, node: JvmNode, word?: 'this' | 'it'): string {
  return nameOfOwner(index, impliedReceiver(node, word));
}

function givenTo({ parent }: JvmLambda, word: 'this' | 'it'): JvmNode | undefined {
  if (parent?.kind !== 'call') return undefined;
  if (parent.name === 'with' && word === 'this') return parent.args[0];
  const isReceiver = withReceiver.has(parent.name);
  return callbacks.has(parent.name) && isReceiver === (word === 'this') ? parent.receiver : undefined;
}

/** The simple name of a variable's type; `undefined` for what is none. */
function typeOf(index: JvmIndex, node: JvmNode): string | undefined {
  const variable = declarationOf(index, node);
  const made = variable?.value?.kind === 'new' ? variable.value.type : variable?.type?.name;
  return variable && simpleName(made ?? '');
}

/** `source.password = "..."` of Kotlin, and `"password" to "..."`. */
function* assigned(index: JvmIndex): Generator<SecretArgument> {
  for (const node of index.all) {
    if (node.kind === 'other') yield* pairWritten(index, node);
    if (node.kind !== 'assignment') continue;
    yield* pairSet(index, node);
    const { name, made } = propertySet(index, node);
    const isOwner = owners.some(([call, owner]) => call.test(name) && owner.test(made));
    if (isOwner && !isLocal(index, node)) yield { node: node.value, name };
  }
}

/** The property that is set, and the type of what has it: `source.password`, `it.password`, `password` within `apply`. */
function propertySet(index: JvmIndex, node: JvmAssignment): { readonly name: string; readonly made: string } {
  const { target } = node;
  if (target.kind === 'name') return { name: target.name, made: impliedOwner(index, node) };
  if (target.kind !== 'field') return { name: '', made: '' };
  const of = target.target;
  const isIt = of.kind === 'name' && of.name === 'it';
  return { name: target.name, made: isIt ? impliedOwner(index, node, 'it') : (typeOf(index, of) ?? '') };
}

/** Settings with a default: `@Value("${client-secret:...}")`. */
function* kept(index: JvmIndex): Generator<SecretArgument> {
  for (const { annotations } of [...index.variables.values()].flat())
    for (const { name, args } of annotations) {
      const [value] = args;
      const key = value?.kind === 'text' ? /^\$\{([\w.-]{1,100}):/.exec(value.value)?.[1] : undefined;
      if (name.endsWith('Value') && value !== undefined && key !== undefined && isSecretName(key))
        yield { node: value, name: key };
    }
}

/** Fields, constants and defaults of parameters that are called a secret. */
function* called(index: JvmIndex): Generator<SecretArgument> {
  for (const { name, value, role, constant } of [...index.variables.values()].flat()) {
    const isKept = value?.kind === 'text' && (constant || role !== 'local');
    if (isKept && (isSecretName(name) || isKeyName(name))) yield { node: value, name, among: 'formed' };
  }
}

/** Whether the code around speaks of a service on the developer's own machine. */
function isLocal(index: JvmIndex, node: JvmNode): boolean {
  const home = functionAround(node);
  return index.texts.some((text) => isLocalText(text.value) && functionAround(text) === home);
}
