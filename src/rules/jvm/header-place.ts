import type { JvmCall, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { chainFrom } from './call-chain';
import { nameOf } from './value-use';
import { declarationOf, type JvmIndex } from './jvm-index';

/** Where a header can be added to a request. */
export type HeaderPlace =
  | { readonly kind: 'builder'; readonly build: JvmCall }
  | { readonly kind: 'variable'; readonly variable: JvmVariable; readonly setter: string };

/** The first place, if one of the calls that make a request is followed by it. */
export function headerPlace(senders: readonly JvmNode[]): HeaderPlace | undefined {
  for (const sender of senders) {
    const { top, calls } = chainFrom(sender);
    const build = calls.find(({ name }) => name === 'build');
    if (build !== undefined && isRequestBuilder(build)) return { kind: 'builder', build };
    const setter = setterOf(sender);
    const variable = top.parent;
    if (setter !== undefined && variable?.kind === 'variable' && variable.role === 'local')
      return { kind: 'variable', variable, setter };
  }
  return undefined;
}

function setterOf(sender: JvmNode): string | undefined {
  if (sender.kind !== 'call' && sender.kind !== 'new') return undefined;
  return { openConnection: 'setRequestProperty', HttpGet: 'setHeader' }[nameOf(sender)];
}

/** Of Java's own client or of OkHttp: builders of URLs and of clients look alike, but take no header. */
function isRequestBuilder(build: JvmCall): boolean {
  let at: JvmNode | undefined = build;
  while (at?.kind === 'call' && at.receiver?.kind !== 'name') at = at.receiver;
  if (at?.kind === 'new') return at.type.endsWith('Request.Builder');
  return at?.kind === 'call' && at.name === 'newBuilder' && textOfName(at.receiver) === 'HttpRequest';
}

function textOfName(node: JvmNode | undefined): string {
  return node?.kind === 'name' ? node.name : '';
}

/** Calls that take no headers: what they send has those of the client only. */
const bareCalls = new Set(['getForObject', 'getForEntity', 'openStream', 'readText', 'readBytes']);

/** Whether a request is sent by a call that takes no headers, on a client that the file does not make. */
export function sendsNoHeader(index: JvmIndex, sender: JvmNode): boolean {
  if (sender.kind !== 'call') return false;
  if (sender.name === 'uri' && isOnNewClient(index, sender)) return true;
  if (!bareCalls.has(sender.name)) return false;
  const { receiver } = sender;
  const variable = receiver && declarationOf(index, receiver);
  // A client of a type of the project's own may do anything.
  return (
    variable?.type === undefined || /(?:^|\.)(?:RestTemplate|URL|URI|String)\??$/.test(variable.type.name)
  );
}

/** `WebClient.create(...).get().uri(...).retrieve()`: nothing but the chain adds headers to it, and it adds none. */
function isOnNewClient(index: JvmIndex, sender: JvmCall): boolean {
  const chain = [...callsBefore(sender), ...chainFrom(sender).calls];
  const [first] = chain;
  if (!chain.some(({ name }) => name === 'retrieve') || chain.some(({ name }) => addsHeaders.test(name)))
    return false;
  if (first === undefined || isNewClient(first)) return first !== undefined;
  const made = first.receiver && declarationOf(index, first.receiver)?.value;
  return made?.kind === 'call' && isNewClient(made);
}

/** A call and those that it is called on, the first one first. */
function callsBefore(call: JvmCall): readonly JvmCall[] {
  const calls: JvmCall[] = [];
  for (let at: JvmNode | undefined = call; at?.kind === 'call'; at = at.receiver) calls.unshift(at);
  return calls;
}

const addsHeaders = /header|attribute|accept|cookies|apply|exchange/i;

function isNewClient({ name, receiver }: JvmCall): boolean {
  return name === 'create' && receiver?.kind === 'name' && /^(?:Web|Rest)Client$/.test(receiver.name);
}
