import { Budget, BudgetSpent } from '../../../lifecycle/budget';
import type { Names } from '../names';
import type { CallValue, ReferenceValue, SettledValue, Value } from '../value';

/**
 * What an ARM template calls a resource: by its type and name, as `resourceId(type, name)` does. Parts of a name that only a deployment
 * knows are told by how they are written, so that two that are written alike are the same.
 */
export function resourceKey(type: string, names: readonly string[]): string {
  return `resource ${[type, ...names].join('/').toLowerCase()}`;
}

/** What a resource is called by its name alone, or by its symbol, as `reference('orders-id')` does. */
export function shortKey(name: string): string {
  return `resource called ${name.toLowerCase()}`;
}

/** Of two resources that are called the same, each by a condition of its own, the first one counts. */
export function giveNames(
  names: Names,
  { address, keys }: { readonly address: string; readonly keys: readonly string[] },
): void {
  const [nowhere, nothing] = [{ start: 0, end: 0 }, shortKey('')];
  for (const key of keys)
    if (key !== nothing && !key.includes(unknown) && names.find(key) === undefined)
      names.set(key, { kind: 'reference', path: [address], span: nowhere, leaf: nowhere });
}

/**
 * The resource that a text is the ID of, as far as it is one of the template: `Microsoft.Storage/storageAccounts/labels`. Of what lies in
 * one and is none itself, `Microsoft.KeyVault/vaults/shop/secrets/db`, the one it lies in.
 */
export function resourceSpelled(value: Value, names: Names): ReferenceValue | undefined {
  const [namespace = '', ...words] = spelled(value, names).split('/').slice(0, mostWords);
  for (let count = words.length - (words.length % 2); count > 0; count -= 2) {
    const inner = words.slice(0, count);
    const types = inner.filter((_, i) => i % 2 === 0);
    const key = resourceKey(
      [namespace, ...types].join('/'),
      inner.filter((_, i) => i % 2 === 1),
    );
    const found = resourceAt(key, value, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nothing lies deeper. */
const mostWords = 15;

/**
 * `resourceId(...)` of a resource of the template as what reads its ID, and `reference(...)` of one as what reads its properties;
 * `undefined` for those of others.
 */
export function resourceMeant(
  call: CallValue,
  names: Names,
  settle: (value: Value) => readonly SettledValue[],
): SettledValue | undefined {
  if (call.name === 'resourceid') {
    const key = keyIn(call, names);
    const found = key === undefined ? undefined : resourceAt(key, call, names);
    return found && { ...found, path: [...found.path, 'id'] };
  }
  const [of, , how] = call.args;
  if (call.name !== 'reference' || of === undefined) return undefined;
  const [told, ...others] = settle(of);
  if (told === undefined || others.length > 0) return withoutTemplate(undefined, call);
  const found = resourceOf(told, call, names);
  if (found === undefined) return withoutTemplate(told, call);
  const isFull = how?.kind === 'literal' && String(how.value).toLowerCase() === 'full';
  return isFull ? found : { ...found, path: [...found.path, 'properties'] };
}

function resourceOf(told: SettledValue, call: CallValue, names: Names): ReferenceValue | undefined {
  if (told.kind === 'literal') return resourceAt(shortKey(String(told.value)), call, names);
  const isId = told.kind === 'reference' && told.path.length === 2 && told.path[1] === 'id';
  return isId ? { ...told, path: told.path.slice(0, 1), span: call.span, leaf: call.span } : undefined;
}

/** One of another template: how its ID is written says what it is. */
function withoutTemplate(told: SettledValue | undefined, { text, span }: CallValue): ReferenceValue {
  const id = told?.kind === 'unknown' && /^resourceid\(/i.test(told.text) ? told.text : undefined;
  return { kind: 'reference', path: [id === undefined ? text : `reference(${id})`], span, leaf: span };
}

/** Places that a template is deployed to, which may be told in front of a type. */
const here = /^\{(?:resourcegroup\(\)\.name|subscription\(\)\.(?:subscriptionid|id))\}$/;

function keyIn({ args }: CallValue, names: Names): string | undefined {
  const words = args.map((one) => spelled(one, names));
  const at = words.findIndex((word) => /^\w+\.[\w.]+\/[\w/]+$/.test(word));
  if (at < 0 || !words.slice(0, at).every((word) => here.test(word.toLowerCase()))) return undefined;
  return resourceKey(words[at] ?? '', words.slice(at + 1));
}

function resourceAt(key: string, { span }: Value, names: Names): ReferenceValue | undefined {
  const found = names.find(key)?.value;
  return found?.kind === 'reference' ? { ...found, span, leaf: span } : undefined;
}

/** Longer ones, and those that take more steps, are put together by programs that try us. */
const longest = 2000;
const [mostSteps, mostDepth] = [500, 30];
/** What nothing is called. */
const unknown = '{?}';

/** A value as a part of a name: what is literal as it is, and what is not as it is written. */
export function spelled(value: Value, names: Names): string {
  try {
    return new Speller(new Budget(mostSteps, mostDepth)).spell(value, names).slice(0, longest);
  } catch (error) {
    if (error instanceof BudgetSpent) return unknown;
    throw error;
  }
}

class Speller {
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  spell(value: Value, names: Names): string {
    return this.#budget.enter(() => {
      switch (value.kind) {
        case 'literal':
          return String(value.value);
        case 'reference':
          return this.#name(value, names);
        case 'call':
          return this.#call(value, names);
        case 'unknown':
          return `{${value.text}}`;
        case 'conditional':
          return `{if(${value.branches.map((one) => this.spell(one, names)).join(',')})}`;
        default:
          return unknown;
      }
    });
  }

  #name({ path }: ReferenceValue, names: Names): string {
    const [name = '', ...members] = path;
    const thing = members.length === 0 ? names.find(name) : undefined;
    return thing === undefined || thing.value.kind === 'unknown'
      ? `{${path.join('.')}}`
      : this.spell(thing.value, thing.names);
  }

  #call({ name, args }: CallValue, names: Names): string {
    const words = args.map((one) => this.spell(one, names));
    if (name === 'concat') return words.join('');
    // Names of resources do not tell cases apart.
    if (/^to(?:lower|upper)$|^string$/.test(name) && words.length === 1) return words[0] ?? '';
    if (name === 'format')
      return (words[0] ?? '').replace(/\{(\d{1,3})\}/g, (all, at: string) => words[Number(at) + 1] ?? all);
    return `{${name}(${words.join(',')})}`;
  }
}
