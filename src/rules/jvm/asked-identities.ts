import type { JvmCall, JvmNode, JvmText } from '../../source/jvm/jvm-file';
import type { Settings } from '../../source/spring/settings';
import { isGuid } from '../../estate/ids/guid';
import { askedByEnvironment, askedBySetting, asksSame, type AskedIdentity } from '../asked-identity';
import { builderUses, type BuilderUse } from './builder-use';
import { sourcesOf } from './constants';
import type { JvmIndex } from './jvm-index';

/** Which identity a credential asks for, as far as the file follows it. */
export function askedByBuilder(index: JvmIndex, use: BuilderUse, settings: Settings): AskedIdentity {
  const { family, namings, escapes } = use;
  if (escapes || namings.length > 1) return unknown;
  const [naming] = namings;
  if (naming !== undefined) return askedByCall(index, naming, settings);
  if (family.via !== 'DefaultAzureCredential') return { by: 'none', ...placeIn(use) };
  return askedByEnvironment(settings) ?? { by: 'none', variable: 'AZURE_CLIENT_ID' };
}

/** Where a builder that reads no variable can be given a client ID; not where it is given one that is nothing. */
function placeIn({ family, made, build, empty }: BuilderUse): Pick<IdentityNone, 'at'> {
  if (empty.length > 0 || (made.parent?.kind === 'lambda' && made.parent.isReference)) return {};
  const start = build?.receiverEnd ?? made.span.end;
  return {
    at: { span: { start, end: start }, text: '', around: [`.${family.clientId}("`, '")'] },
  };
}

type IdentityNone = Extract<AskedIdentity, { readonly by: 'none' }>;

const unknown: AskedIdentity = { by: 'unknown', why: { is: 'code' } };

function askedByCall(index: JvmIndex, { name, args: [given] }: JvmCall, settings: Settings): AskedIdentity {
  const [source, ...others] = given === undefined ? [] : sourcesOf(index, given);
  if (source === undefined || others.length > 0) return unknown;
  if (source.kind === 'text') return askedByText(name, source, settings);
  const variable = variableRead(source);
  return variable === undefined ? unknown : askedByVariable(variable, settings);
}

function askedByText(call: string, text: JvmText, settings: Settings): AskedIdentity {
  const reference = /^\$\{([\w.-]{1,200})(?::([^}]*))?\}$/.exec(text.value);
  if (reference === null) {
    const at = { span: text.content, text: text.value };
    return { by: kindOf(call), value: text.value, ...(text.plain && { at }) };
  }
  const [, name = '', inner = ''] = reference;
  const [held, ...more] = settings.named(name).filter(({ file }) => file.isDoubtful !== true);
  if (held !== undefined && more.every(({ property }) => property.value === held.property.value))
    return askedBySetting(settings, held);
  return held === undefined && isGuid(inner) ? { by: kindOf(call), value: inner } : named(name);
}

function askedByVariable(name: string, settings: Settings): AskedIdentity {
  const given = settings.variable(name).filter(({ file }) => file.isDoubtful !== true);
  const live = given.find(({ file }) => file.isLive === true);
  // What the app has now comes before what files would give it at the next deployment.
  const [held, ...more] = live === undefined ? given : [live];
  return held !== undefined && more.every(({ property }) => property.value === held.property.value)
    ? askedBySetting(settings, held)
    : named(name);
}

function named(name: string): AskedIdentity {
  return { by: 'unknown', why: { is: 'variable', name } };
}

function kindOf(call: string): 'client-id' | 'object-id' | 'resource-id' {
  if (/object/i.test(call)) return 'object-id';
  return /resource|identityid/i.test(call) ? 'resource-id' : 'client-id';
}

/** `System.getenv("X")`, `env.getProperty("x")`. */
function variableRead(node: JvmNode): string | undefined {
  if (node.kind !== 'call' || !['getenv', 'getProperty', 'get'].includes(node.name)) return undefined;
  const [name] = node.args;
  return name?.kind === 'text' ? name.value : undefined;
}

/**
 * Which identity is asked for at a service whose address a text is: that of the credential the same client is given, else that of the
 * file's credentials where all ask for the same. `undefined` where the file makes none.
 */
export function askedAtAddress(
  index: JvmIndex,
  text: JvmText,
  settings: Settings,
): AskedIdentity | undefined {
  const uses = builderUses(index);
  const given = credentialBeside(index, text);
  const own = given === undefined ? undefined : uses.find(({ made }) => given.has(made));
  const [first, ...others] = (own === undefined ? uses : [own]).map((use) =>
    askedByBuilder(index, use, settings),
  );
  if (first === undefined) return undefined;
  return others.every((one) => asksSame(one, first)) ? first : unknown;
}

/** The objects that a client's credential is made of, where the client is told the address in the same expression. */
function credentialBeside(index: JvmIndex, text: JvmText): ReadonlySet<JvmNode> | undefined {
  for (let at: JvmNode | undefined = text.parent; at !== undefined; at = at.parent) {
    if (at.kind === 'function' || at.kind === 'type') return undefined;
    if (at.kind !== 'call') continue;
    const argument = chainOf(at).find(({ name }) => name === 'credential')?.args[0];
    if (argument === undefined) continue;
    return new Set(sourcesOf(index, argument).flatMap(receiversOf));
  }
  return undefined;
}

/** The calls of one expression, from its innermost receiver to its end. */
function chainOf(call: JvmCall): readonly JvmCall[] {
  let top = call;
  while (top.parent?.kind === 'call' && top.parent.receiver === top) top = top.parent;
  return receiversOf(top).filter((node) => node.kind === 'call');
}

function receiversOf(node: JvmNode): readonly JvmNode[] {
  const found: JvmNode[] = [];
  for (let at: JvmNode | undefined = node; at !== undefined;) {
    found.push(at);
    at = at.kind === 'call' ? at.receiver : undefined;
  }
  return found;
}
