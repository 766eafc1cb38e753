import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import type { ClientIdOwner } from '../whose-client-id';
import { builderUses } from './builder-use';
import { sourcesOf } from './constants';
import { declarationOf, typeAround, type JvmIndex } from './jvm-index';

/** Calls that take the client ID of a managed identity and nothing else, in the SDK and in drivers. */
const ofIdentities = new Set(['managedIdentityClientId', 'msiClientId', 'setMSIClientId']);
/** Calls that builders of credentials for applications, and of clients for sign-in, have as well. */
const ofEither = new Set(['clientId', 'withClientId', 'workloadIdentityClientId']);
const identityType =
  /(?:^|\.)(?:ManagedIdentityCredential|DefaultAzureCredential)Builder$|(?:^|\.)MSICredentials$/;

/** Whose client ID a call is given; `undefined` for calls that take none. */
export function ownerOfClientId(index: JvmIndex, call: JvmCall): ClientIdOwner | undefined {
  if (ofIdentities.has(call.name)) return 'identity';
  if (!ofEither.has(call.name)) return undefined;
  if (builderUses(index).some(({ namings }) => namings.includes(call))) return 'identity';
  const types = sourcesOf(index, rootOf(call)).map((source) => typeOf(index, source));
  // A federated credential may be of any identity or application that trusts the cluster.
  if (call.name === 'workloadIdentityClientId') return 'either';
  if (types.every((type) => type === undefined)) return 'either';
  return types.every((type) => type !== undefined && identityType.test(type)) ? 'identity' : 'application';
}

/** What the first call of a chain is called on; the call itself where nothing stands before it. */
function rootOf(call: JvmCall): JvmNode {
  let at: JvmNode = call;
  while (at.kind === 'call' && at.receiver !== undefined) at = at.receiver;
  return at;
}

/** The class of an object as far as it is written. What begins with a capital is a class whose method makes a builder. */
function typeOf(index: JvmIndex, node: JvmNode): string | undefined {
  if (node.kind === 'new') return node.type;
  if (node.kind === 'name' && node.name === 'this') return typeAround(node)?.name;
  if (node.kind !== 'name' && node.kind !== 'field') return undefined;
  const declared = declarationOf(index, node);
  if (declared !== undefined) return declared.type?.name;
  return /^[A-Z]\w*[a-z]/.test(node.name) ? node.name : undefined;
}
