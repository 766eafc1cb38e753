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
  if (sender.kind !== 'call' || !bareCalls.has(sender.name)) return false;
  const { receiver } = sender;
  const variable = receiver && declarationOf(index, receiver);
  // A client of a type of the project's own may do anything.
  return (
    variable?.type === undefined || /(?:^|\.)(?:RestTemplate|URL|URI|String)\??$/.test(variable.type.name)
  );
}
