import type { JvmAnnotation, JvmNode, JvmText, JvmType } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';
import { typeAround, type JvmIndex } from './jvm-index';

/** A request that an interface declares, which a library sends: Feign, Spring's HTTP interfaces, Retrofit, MicroProfile, Micronaut. */
export interface DeclaredRequest {
  readonly at: JvmNode;
  /** Whether headers can only be declared beside it, and none is. */
  readonly isBare: boolean;
}

/** Annotations of interfaces that are clients. */
const clients = new Set([
  'FeignClient',
  'ReactiveFeignClient',
  'HttpExchange',
  'RegisterRestClient',
  'Client',
]);
/** Annotations of functions that only clients have. */
const requests = new Set(['GetExchange', 'PostExchange', 'HttpExchange', 'RequestLine']);
/** Annotations of functions that send within clients, and answer elsewhere. */
const both = new Set(['GetMapping', 'RequestMapping', 'GET', 'Path', 'Get', 'HTTP']);
/** What gives headers that are not to be seen. */
const unseen =
  /^(?:HeaderMap|HeaderParam|Headers|ClientHeaderParam|RegisterClientHeaders|RegisterProvider|RequestHeader|Header)$/;

/** The request whose URL stands in an annotation; `undefined` where the annotation is something else, or answers requests. */
export function declaredRequest(index: JvmIndex, text: JvmText): DeclaredRequest | undefined {
  const annotation = annotationAround(text);
  const owner = annotation?.parent;
  if (annotation === undefined || (owner?.kind !== 'function' && owner?.kind !== 'type')) return undefined;
  const type = owner.kind === 'type' ? owner : typeAround(owner);
  const own = owner.annotations.find(({ args }) => args.some((one) => isInside(text, one)));
  if (own === undefined || type === undefined || !isRequest(index, own, type)) return undefined;
  return { at: owner, isBare: isBare(type, owner.kind === 'function' ? owner : undefined) };
}

function annotationAround(node: JvmNode): JvmNode | undefined {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at.kind !== 'annotation' && at.kind !== 'function') at = at.parent;
  return at?.kind === 'annotation' ? at : undefined;
}

function isInside(node: JvmNode, outer: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at !== outer) at = at.parent;
  return at !== undefined;
}

function isRequest(index: JvmIndex, own: JvmAnnotation, type: JvmType): boolean {
  const name = simple(own);
  if (requests.has(name)) return true;
  const isClient = type.annotations.some((one) => clients.has(simple(one)));
  const isRetrofit = index.file.imports.some((one) => one.name.startsWith('retrofit2.'));
  return isClient ? both.has(name) || clients.has(name) : isRetrofit && both.has(name);
}

function isBare(type: JvmType, declared: JvmNode | undefined): boolean {
  const configured = type.annotations.some(({ args }) => args.some(isConfiguration));
  return !configured && ![type, declared].some((node) => node !== undefined && givesHeaders(node, type));
}

/** `configuration = ...`, `headers = ...`: what they hold may be the header. */
function isConfiguration(argument: JvmNode): boolean {
  return [...walk([argument])].some(
    (node) => node.kind === 'name' && ['configuration', 'headers', 'produces'].includes(node.name),
  );
}

function givesHeaders(node: JvmNode, type: JvmType): boolean {
  const nodes = node === type ? [type] : [...walk([node])];
  return nodes.some((one) => 'annotations' in one && one.annotations.some((a) => unseen.test(simple(a))));
}

function simple({ name }: JvmAnnotation): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
