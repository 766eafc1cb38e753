import type { JvmAssignment, JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import { plainName } from '../plain-name';
import { isSecretName } from '../secret/secret-name';
import { textOf } from './constants';
import { flowOf, flowOfVariable } from './flow';
import { declarationOf, referencesOf, type JvmIndex } from './jvm-index';
import { isForServiceHere } from './service-here';
import { simpleName } from './type-names';
import { nameOf, type Use } from './value-use';

/** An expression that stands where a secret belongs, and what the place calls it. */
export interface SecretArgument {
  readonly node: JvmNode;
  readonly name: string;
  /**
   * What else stands at such places. `mixed`: other things, so only what is sure counts. `unknown`: what it is for is not told, so it
   * may be a secret at most. `shown`, `formed`: what people read, and what the program calls something, so only what has the form of a
   * secret counts.
   */
  readonly among?: 'mixed' | 'unknown' | 'shown' | 'formed';
}

/** Calls that are given a key and its value. */
const settings =
  /^(?:setProperty|addDataSourceProperty|withProperty|systemProperty|environment|addProperty)$/;
const entries =
  /^(?:put|putIfAbsent|replace|property|of|entry|setAttribute|addAttribute|addFlashAttribute|pair|add|set|with|field|data|param|formParam|queryParam|header|addHeader|setHeader|parameter|addParameter)$/;
/** Those that programs sign in with, whatever the key. */
const signingIn = /^(?:addDataSourceProperty|systemProperty|environment)$/;
/** Those by which pages are made: what they are given is shown, or names a part of the page. */
const showing = /^(?:setAttribute|addAttribute|addFlashAttribute)$/;
/** What holds texts for people, or describes a form or document: its name, or that of its type. */
const shown =
  /(?:element|input|label|model|modelmap|modelandview|message|text|title|caption|bundle|translation|i18n|schema|widget|component|view|tooltip|placeholder|hint|help|dictionary)s?$/i;

/** Keys that say what they open: secrets of applications and keys of services are nothing else, nor are settings of programs. */
const telling =
  /(?:client|app|application|signing|jwt)secret$|(?:account|access|shared|api|master|primary|secondary|subscription|functions|storage)key$|sastoken$/;

/** What signs in with the properties it is given. */
const doors =
  /^(?:getConnection|connect|connectAsync|login|signIn|authenticate|(?:set|with)?(?:DataSource|Connection|Connect|Jdbc|Jpa)Properties|dataSourceProperties|createDataSource|createEntityManagerFactory|createContainerEntityManagerFactory|Initial(?:Dir|Ldap)?Context|Kafka(?:Producer|Consumer)|AdminClient|createConsumer|createProducer)$/i;

/** `set(key, value)` and its like: values of keys that are names of secrets. `root` is what the call is on. */
export function* pairsGiven(
  index: JvmIndex,
  call: JvmCall,
  root: JvmNode | undefined,
): Generator<SecretArgument> {
  const isSetting = settings.test(call.name);
  if (!isSetting && !entries.test(call.name)) return;
  for (const { name, node } of pairsIn(index, call.args)) {
    const among = amongWhat(index, name, call, root);
    if (among !== undefined) yield { name, node, among };
    else yield isSetting ? { name, node } : { name, node, among: 'mixed' };
  }
}

/** `form["password"] = "..."` of Kotlin. */
export function* pairSet(index: JvmIndex, { target, value }: JvmAssignment): Generator<SecretArgument> {
  // `map[key]` is read as what gets it.
  if (target.kind !== 'call' || target.name !== 'get') return;
  const {
    receiver: root,
    args: [key],
  } = target;
  if (root === undefined || key === undefined) return;
  for (const pair of pairsIn(index, [key, value]))
    yield { ...pair, among: amongOf(index, pair.name, root, namesOf(index, root)) ?? 'mixed' };
}

/** `"password" to "..."` of Kotlin. */
export function* pairWritten(index: JvmIndex, node: JvmNode): Generator<SecretArgument> {
  const [key, to, value] = node.children;
  if (to?.kind !== 'name' || to.name !== 'to' || key === undefined || value === undefined) return;
  for (const pair of pairsIn(index, [key, value])) {
    const holder = holderOf(node);
    const isShown = holder !== undefined && shown.test(holder);
    yield { ...pair, among: isShown ? 'shown' : isTelling(pair.name) ? 'mixed' : 'unknown' };
  }
}

interface Pair {
  readonly name: string;
  readonly node: JvmNode;
}

/** `key, value, key, value`: of keys that are names of secrets. */
function* pairsIn(index: JvmIndex, args: readonly JvmNode[]): Generator<Pair> {
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [key, node] = [args[i], args[i + 1]];
    const name = key === undefined ? '' : textOf(index, key);
    if (node !== undefined && isSecretName(name) && !isForServiceHere(index, name, node))
      yield { node, name };
  }
}

/** `undefined` where it is a secret by its place. */
function amongWhat(
  index: JvmIndex,
  key: string,
  call: JvmCall,
  root: JvmNode | undefined,
): SecretArgument['among'] {
  if (signingIn.test(call.name)) return undefined;
  const names = root === undefined ? [holderOf(call) ?? ''] : namesOf(index, root);
  return showing.test(call.name) ? 'shown' : amongOf(index, key, root, names);
}

/** The same by the key and what it is a key of, which has these names. */
function amongOf(
  index: JvmIndex,
  key: string,
  root: JvmNode | undefined,
  names: readonly string[],
): SecretArgument['among'] {
  if (names.some((name) => shown.test(name))) return 'shown';
  if (isTelling(key) || names.includes('System')) return undefined;
  return root !== undefined && signsIn(index, root, names) ? undefined : 'unknown';
}

/** `spring.datasource.password`, `DB_PASSWORD`: only programs are told something so. */
function isTelling(key: string): boolean {
  return /[^.]\.[^.]/.test(key) || /^[A-Z]+(?:_[A-Z\d]+)+$/.test(key) || telling.test(plainName(key));
}

/** What a thing is called, and what its type is. */
function namesOf(index: JvmIndex, node: JvmNode): readonly string[] {
  if (node.kind === 'new') return [simpleName(node.type), holderOf(node) ?? ''];
  if (node.kind !== 'name' && node.kind !== 'field') return [];
  const type = declarationOf(index, node)?.type?.name;
  // Of `Map.of(...)`, what it gives is what has a name.
  if (type === undefined) return [node.name, ...(/^[A-Z]/.test(node.name) ? [holderOf(node) ?? ''] : [])];
  return [node.name, simpleName(type)];
}

/** What the variable is called that an expression gives its value, or the function that gives it back. */
function holderOf(node: JvmNode): string | undefined {
  let at = node.parent;
  while (at !== undefined && ['call', 'other', 'new', 'return', 'block'].includes(at.kind)) at = at.parent;
  return at?.kind === 'variable' || at?.kind === 'function' ? at.name : undefined;
}

/** Whether a thing is handed to what signs in with it, or holds the name of a user as well, as `Properties` of JDBC do. */
function signsIn(index: JvmIndex, root: JvmNode, names: readonly string[]): boolean {
  const variable = declarationOf(index, root);
  const rules = { passes: ({ as }: Use) => as === 'receiver', joins: false };
  if (root.kind !== 'new' && variable === undefined) return false;
  const { uses } =
    variable === undefined ? flowOf(index, root, rules) : flowOfVariable(index, variable, rules);
  if (uses.some(({ by, as }) => as === 'argument' && doors.test(nameOf(by)))) return true;
  return (
    names.includes('Properties') && variable !== undefined && namesUser(index, referencesOf(index, variable))
  );
}

function namesUser(index: JvmIndex, references: readonly JvmNode[]): boolean {
  return references.some(({ parent }) => {
    const key = parent?.kind === 'call' ? parent.args[0] : undefined;
    return key !== undefined && /^(?:user|username|user\.name|uid|login)$/i.test(textOf(index, key));
  });
}
