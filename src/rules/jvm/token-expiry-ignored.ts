import { say } from '../../lifecycle/text';
import type { JvmFunction, JvmNode } from '../../source/jvm/jvm-file';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { textRules, tokenLiterals, tokensIn, type TokenText } from './access-token';
import { chainFrom } from './call-chain';
import { flowOf, flowOfVariable } from './flow';
import { nameOf, type Flow, type FlowRules, type Use } from './value-use';
import { declarationOf, indexOf, referencesOf, type JvmIndex } from './jvm-index';
import { mindsExpiry } from './token-renewal';

/**
 * The text of a token in a field, in an object or bean that is kept, or set as a password. Silent where the code that gets or uses it
 * looks at when it ends, or gets it anew.
 */
export const tokenExpiryIgnored: SubjectRule<'jvm'> = {
  id: 'MI109',
  name: 'token-expiry-ignored',
  title: say('An access token is kept without a look at when it expires.'),
  severity: 'warning',
  confidence: 'medium',
  subject: 'jvm',
  literals: tokenLiterals,
  *check(file) {
    const index = indexOf(file);
    const reported = new Set<JvmNode>();
    for (const token of tokensIn(index)) {
      const found = findingFor(index, token);
      if (found === undefined || reported.has(found.at)) continue;
      reported.add(found.at);
      yield { span: found.at.span, message: found.message };
    }
  },
};

interface Kept extends Pick<Finding, 'message'> {
  readonly at: JvmNode;
}

function findingFor(index: JvmIndex, token: TokenText): Kept | undefined {
  const flow = flowOf(index, token.text, textRules);
  if (mindsExpiry(index, token, flow)) return undefined;
  if (isKept(flow)) return { at: token.text, message: messages.field };
  if (flow.uses.some(isPassword) || isSetAsPassword(index, token.text, flow))
    return { at: token.text, message: messages.password };
  const object = flow.uses.find((use) => isHandedOn(use) && isObjectKept(index, takerOf(use)));
  return object && { at: object.by, message: messages.object };
}

const messages = {
  field: say(
    'This token is kept in a field, and nothing looks at when it expires: requests fail some hours later. Keep the credential, which renews tokens.',
  ),
  password: say(
    'This token is set as a password, and nothing looks at when it expires: requests fail some hours later. Keep the credential, which renews tokens.',
  ),
  object: say(
    'This object is kept with the text of a token in it, and nothing looks at when it expires: requests fail some hours later. Give it the credential, which renews tokens.',
  ),
};

function isKept({ kept }: Flow): boolean {
  // A property of a class of the file's own is kept only as long as its object is.
  return [...kept].some(({ role, parent }) => role === 'field' && parent?.kind !== 'type');
}

function isPassword({ by, as }: Use): boolean {
  if (as !== 'argument' || by.kind !== 'call') return false;
  if (['setPassword', 'password'].includes(by.name)) return true;
  const [key] = by.args;
  return (
    by.name === 'addDataSourceProperty' &&
    key?.kind === 'text' &&
    /^(?:password|accesstoken)$/i.test(key.value)
  );
}

/** `source.password = token` of Kotlin. */
function isSetAsPassword(index: JvmIndex, text: JvmNode, { kept }: Flow): boolean {
  const places = [text, ...[...kept].flatMap((variable) => referencesOf(index, variable))];
  return places.some((place) => {
    if (place.parent?.kind !== 'assignment' || place.parent.value !== place) return false;
    const { target } = place.parent;
    const isProperty = target.kind === 'field' || target.kind === 'name';
    return isProperty && target.name === 'password' && declarationOf(index, target) === undefined;
  });
}

/** Objects that a client is made of. What sends a request has used the token when it is done. */
const carriers =
  /^(?:default(?:Header|Headers|Request)|header|addHeader|setHeader|headers|(?:set)?BearerAuth|withToken|(?:set)?(?:Access|Auth|Bearer)?Token|credentials?|credential|authorization)$/i;
const builderCalls =
  /^(?:build\w*|base?Url|baseUrl|endpoint|mutate|create|timeout|connectTimeout|(?:with|add|default|set)[A-Z]\w*|additionalInterceptors|interceptors?|headers?)$/;

function isHandedOn({ by, as }: Use): boolean {
  if (as !== 'argument') return false;
  return by.kind === 'new'
    ? !/(?:Exception|Error|Request|Builder|String|AccessToken)$/.test(nameOf(by))
    : by.kind === 'call' && carriers.test(by.name);
}

const objectRules: FlowRules = {
  passes: (use) => (use.as === 'argument' ? use.by.kind === 'new' : builderCalls.test(nameOf(use.by))),
  joins: false,
};

function isObjectKept(index: JvmIndex, by: Use['by']): boolean {
  // What a setter is called on holds the token from then on.
  const holder = by.kind === 'call' && by.name.startsWith('set') ? by.receiver : undefined;
  const variable = holder && declarationOf(index, holder);
  if (variable?.role === 'local')
    return [...flowOfVariable(index, variable, objectRules).givers].some(isBean);
  const flow = flowOf(index, by, objectRules);
  if (isKept(flow)) return !isRequest(by);
  return [...flow.givers].some(isBean);
}

/** The call that takes the token in: of `defaultHeaders(h -> h.setBearerAuth(token))` the one around, which asks its lambda once. */
function takerOf({ by }: Use): Use['by'] {
  let at = by.parent;
  while (at !== undefined && at.kind !== 'lambda' && at.kind !== 'function') at = at.parent;
  const around = at?.kind === 'lambda' ? at.parent : undefined;
  return around?.kind === 'call' && around.name === 'defaultHeaders' ? around : by;
}

/** `HttpRequest.newBuilder(...).header(...)` is for one request. */
function isRequest(node: JvmNode): boolean {
  return chainFrom(node).calls.some(({ name }) => ['retrieve', 'exchange', 'execute', 'send'].includes(name));
}

function isBean({ annotations }: JvmFunction): boolean {
  return annotations.some(({ name }) => ['Bean', 'Produces', 'Singleton'].includes(name));
}
