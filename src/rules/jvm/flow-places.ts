import type { JvmCall, JvmLambda, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { indexed } from './flow-names';
import type { JvmIndex } from './jvm-index';

/** What has values by keys, going by its type or by what it is made of. */
export function isMap({ type, value }: JvmVariable): boolean {
  const made = value?.kind === 'new' ? value.type : value?.kind === 'call' ? value.name : '';
  return /(?:Map|mapOf|MapOf|Headers|JSONObject|JsonObject|ObjectNode)(?:<|$)/.test(type?.name ?? made);
}

/** `key to value` of Kotlin. */
export function isPair({ children: [, between] }: JvmNode): boolean {
  return between?.kind === 'name' && between.name === 'to';
}

/** Whether the second parameter of a lambda is the value: behind an index, or behind the key of a map. */
export function isValueSecond({ name }: JvmCall, { parameters }: JvmLambda): boolean {
  return indexed.has(name) || (name === 'forEach' && parameters.length === 2);
}

/** `for (variable : values)`: what each of the values is in turn; of `(index, value)` the second one is. */
export function variableOfLoop([first, values]: readonly JvmNode[], node: JvmNode): JvmVariable | undefined {
  const variable = first?.kind === 'other' ? first.children.at(-1) : first;
  return variable?.kind === 'variable' && values === node ? variable : undefined;
}

/** What a chain of calls begins with. */
export function rootOf(receiver: JvmNode | undefined): JvmNode | undefined {
  let root = receiver;
  while (root?.kind === 'call') root = root.receiver;
  return root;
}

export function isTypeName({ variables }: JvmIndex, name: string): boolean {
  return /^[A-Z]/.test(name) && !variables.has(name);
}
