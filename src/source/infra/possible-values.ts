import { BudgetSpent } from '../../lifecycle/budget';
import type { Span } from '../span';
import { putTogether, resultOfCall, wordOf } from './calls';
import {
  asDefault,
  entryOf,
  type CallValue,
  type Entry,
  type ReferenceValue,
  type SettledValue,
  type TextValue,
  type Value,
} from './value';
import { resourceMeant } from './arm/resource-names';
import { elementKey, elementsIn, elementValue } from './elements';
import type { Names, NamedThing } from './names';

/** More alternatives than people write; the others are not told. */
const maxAlternatives = 16;
/** The longest name: `module.identity.client_id`, `identity.outputs.clientId`. */
const maxWords = 4;

/**
 * What a value may be, as far as the files tell: names are followed, calls whose arguments are known are answered, and every branch
 * of a condition counts. What cannot be known stays as it is, or is unknown. At least one value.
 */
export function possibleValues(value: Value, names: Names): readonly SettledValue[] {
  try {
    return settle(value, names);
  } catch (error) {
    if (error instanceof BudgetSpent) return [unknown(value)];
    throw error;
  }
}

/** The only value there can be; `undefined` where there are several. */
export function soleValue(value: Value, names: Names): SettledValue | undefined {
  const [only, ...others] = possibleValues(value, names);
  return others.length === 0 ? only : undefined;
}

function settle(value: Value, names: Names): readonly SettledValue[] {
  const found = settleKind(value, names);
  return value.isDefault === true ? found.map(asDefault) : found;
}

function settleKind(value: Value, names: Names): readonly SettledValue[] {
  return names.budget.enter(() => {
    switch (value.kind) {
      case 'conditional':
        return distinct(value.branches.flatMap((branch) => settle(branch, names)));
      case 'reference':
        return follow(value, names);
      case 'call':
        return value.name === elementValue || value.name === elementKey
          ? elements(value, names)
          : answer(value, names);
      case 'text':
        return join(value, names);
      default:
        return [value];
    }
  });
}

function follow(reference: ReferenceValue, names: Names): readonly SettledValue[] {
  const { path } = reference;
  for (let words = Math.min(path.length, maxWords); words > 0; words--) {
    const name = path.slice(0, words).join('.');
    const thing = names.find(name);
    if (thing === undefined) continue;
    const values = valuesOf(name, thing);
    // A name that leads back to itself.
    if (values === undefined) return [reference];
    const found = distinct(
      values.flatMap((one) => membersOf(one, path.slice(words), reference, thing.names)),
    );
    const { path: file } = thing;
    return file === undefined ? found : found.map((one) => elsewhere(one, reference.span, file, thing.names));
  }
  return [reference];
}

const inProgress: readonly SettledValue[] = [];

function valuesOf(name: string, { value, names }: NamedThing): readonly SettledValue[] | undefined {
  const known = names.settled.get(name);
  if (known !== undefined) return known === inProgress ? undefined : known;
  names.settled.set(name, inProgress);
  try {
    const values = settle(value, names);
    names.settled.set(name, values);
    return values;
  } catch (error) {
    names.settled.delete(name);
    throw error;
  }
}

function membersOf(
  value: SettledValue,
  members: readonly string[],
  from: ReferenceValue,
  names: Names,
): readonly SettledValue[] {
  const [member, ...rest] = members;
  if (member === undefined) return [value];
  switch (value.kind) {
    case 'object': {
      const entry = entryOf(value, member);
      if (entry === undefined) return [from];
      const found = settle(entry.value, names).flatMap((one) => membersOf(one, rest, from, names));
      return value.isDefault === true ? found.map(asDefault) : found;
    }
    case 'array': {
      const items = [...value.items, ...(value.each === undefined ? [] : [value.each])];
      const found = items.flatMap((item) =>
        settle(item, names).flatMap((one) => membersOf(one, members, from, names)),
      );
      if (found.length === 0) return [from];
      return value.isDefault === true ? found.map(asDefault) : found;
    }
    case 'reference':
      return [{ ...from, path: [...value.path, ...members] }];
    default:
      return [from];
  }
}

/** Each thing in a map or a set, as far as they are known. */
function elements({ name, args: [over, itself] }: CallValue, names: Names): readonly SettledValue[] {
  if (over === undefined || itself?.kind !== 'reference') return [];
  const found = settle(over, names).flatMap((one): readonly SettledValue[] => {
    const each = elementsIn(one).flatMap(({ key, value }) =>
      settle(name === elementKey ? key : value, names),
    );
    // Which of several resources it is does not matter.
    if (one.kind === 'reference' && name === elementValue)
      return [{ ...one, span: itself.span, leaf: itself.leaf }];
    const isOpen = each.length === 0 || ('open' in one && one.open);
    return likeParts([...each, ...(isOpen ? [itself] : [])], [one]);
  });
  return distinct(found);
}

function answer(call: CallValue, names: Names): readonly SettledValue[] {
  const resource = resourceMeant(call, names, (one) => settle(one, names));
  if (resource !== undefined) return [resource];
  const args = call.args.map((one) => settle(one, names));
  const given = combinations(spread(call, args, names));
  const answers = given.flatMap((one) => likeParts(resultOfCall(call, one) ?? [unknown(call)], one));
  // Items of a list may be names that are still to be followed.
  return distinct(answers.flatMap((one) => (one.kind === 'reference' ? follow(one, names) : [one])));
}

/** `merge(local.all...)`: the items of the last argument are arguments. */
function spread({ spread: last }: CallValue, args: readonly (readonly SettledValue[])[], names: Names) {
  const [only, ...others] = last ? (args.at(-1) ?? []) : [];
  if (only?.kind !== 'array' || others.length > 0) return args;
  const each = only.each === undefined ? [] : [only.each];
  const rest: readonly SettledValue[] = only.open ? [{ kind: 'unknown', text: '', span: only.span }] : [];
  return [
    ...args.slice(0, -1),
    ...[...only.items, ...each].map((one) => settle(one, names)),
    ...(only.open ? [rest] : []),
  ];
}

function join(text: TextValue, names: Names): readonly SettledValue[] {
  const parts = text.parts.map((part) => settle(part, names));
  return distinct(
    combinations(parts).flatMap((given) =>
      likeParts([putTogether(given.map(wordOf).join(''), given, text)], given),
    ),
  );
}

/** What is made of a default is none that is sure, either. */
function likeParts(made: readonly SettledValue[], parts: readonly SettledValue[]): readonly SettledValue[] {
  return parts.some((part) => part.isDefault === true) ? made.map(asDefault) : made;
}

/** One value of each list, in every combination, as far as there are not too many. */
function combinations(lists: readonly (readonly SettledValue[])[]): readonly (readonly SettledValue[])[] {
  let found: readonly (readonly SettledValue[])[] = [[]];
  for (const list of lists) {
    const more = found.flatMap((before) => list.map((one) => [...before, one]));
    found = more.length <= maxAlternatives ? more : more.slice(0, maxAlternatives);
  }
  return found;
}

function distinct(values: readonly SettledValue[]): readonly SettledValue[] {
  return values.length === 1 ? values : [...new Set(values)].slice(0, maxAlternatives);
}

function unknown(value: Value): SettledValue {
  return { kind: 'unknown', text: 'text' in value ? value.text : '', span: value.span };
}

/** The value as it is seen from the name that leads to it in another file. */
function elsewhere(value: SettledValue, span: Span, path: string, names: Names): SettledValue {
  const place = {
    elsewhere: value.elsewhere ?? { path, span: value.span },
    ...(value.isDefault === true && { isDefault: value.isDefault }),
  };
  const move = (one: Value): Value => {
    const [only, ...others] = settle(one, names);
    if (only === undefined || others.length > 0) return { kind: 'unknown', text: '', span };
    return elsewhere(only, span, path, names);
  };
  const moveEntry = (entry: Entry): Entry => ({
    key: entry.key,
    keySpan: span,
    span,
    value: move(entry.value),
    ...(entry.computed !== undefined && { computed: move(entry.computed) }),
  });
  switch (value.kind) {
    case 'object': {
      const entries = value.entries.map(moveEntry);
      const each = value.each === undefined ? {} : { each: moveEntry(value.each) };
      return { kind: 'object', entries, ...each, open: value.open, span, ...place };
    }
    case 'array': {
      const each = value.each === undefined ? {} : { each: move(value.each) };
      return {
        kind: 'array',
        items: value.items.map(move),
        ...each,
        open: value.open,
        span,
        ...place,
      };
    }
    case 'reference':
      return { ...value, span, leaf: span, ...place };
    default:
      return { ...value, span, ...place };
  }
}
