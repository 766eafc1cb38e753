import type { ArrayValue, CallValue, Entry, LiteralValue, SettledValue, TextValue, Value } from './value';

/** Longer lists are put together by programs that try us. */
const maxItems = 2_000;

type Answer = (args: readonly SettledValue[], call: CallValue) => readonly SettledValue[] | undefined;

/**
 * What functions answer, by their names in lower case. Bicep's, ARM's and Terraform's functions of one name mean the same, or can be
 * told apart by their arguments.
 * Sources: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions,
 * https://developer.hashicorp.com/terraform/language/functions.
 */
const answers: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ...each(
    [
      ...['any', 'tostring', 'tonumber', 'tobool', 'tolist', 'toset', 'tomap', 'string', 'bool', 'int'],
      ...['sensitive', 'nonsensitive', 'ephemeralasnull', 'issensitive', 'jsonencode', 'yamlencode', 'json'],
      ...['distinct', 'sort', 'reverse', 'array', 'trimspace', 'chomp'],
    ],
    (args) => (args.length === 1 ? args : undefined),
  ),
  // Terraform passes over empty texts, too; Bicep's have no other use for one that may be empty.
  ...each(['coalesce'], (args) => firstOf(args.some(isFilled) ? args.filter((one) => !isEmpty(one)) : args)),
  ...each(['try', 'coalescelist'], (args) => firstOf(args)),
  ...each(['merge', 'union', 'shallowmerge', 'setunion'], (args, call) => merged(args, call)),
  ...each(['concat'], (args, call) => (args.some(isList) ? concatenated(args, call) : texts(args, call))),
  ...each(['flatten'], ([list], call) => (list?.kind === 'array' ? flattened(list, call) : undefined)),
  ...each(['compact'], ([list]) => (list?.kind === 'array' ? [withoutEmpty(list)] : undefined)),
  ...each(['one', 'first', 'last', 'element'], ([list]) =>
    list?.kind === 'array' ? membersIn(list) : undefined,
  ),
  ...each(['member'], ([value, name], call) => memberOf(value, name, call)),
  ...each(['lookup'], ([map, key, other]) => looked(map, key, other)),
  ...each(['createarray', 'list'], (items, { span }) => [{ kind: 'array', items, open: false, span }]),
  ...each(['createobject', 'map'], (args, call) => created(args, call)),
  ...each(['values'], ([map]) => valuesIn(map)),
  ...each(['format'], ([pattern, ...args], call) => formatted(pattern, args, call)),
  ...each(['join'], ([a, b], call) => (a?.kind === 'array' ? joined(a, b, call) : joined(b, a, call))),
  ...each(['lower', 'tolower'], ([text]) => changed(text, (word) => word.toLowerCase())),
  ...each(['upper', 'toupper'], ([text]) => changed(text, (word) => word.toUpperCase())),
  ...each(['trim'], ([text, marks]) =>
    marks === undefined ? changed(text, (word) => word.trim()) : undefined,
  ),
]);

/** Whether anything may be known of what a function answers. */
export function isAnswered(name: string): boolean {
  return answers.has(name);
}

/** What a call may answer; `undefined` where that is not known. */
export function resultOfCall(
  call: CallValue,
  args: readonly SettledValue[],
): readonly SettledValue[] | undefined {
  return answers.get(call.name)?.(args, call);
}

function each(names: readonly string[], answer: Answer): readonly (readonly [string, Answer])[] {
  return names.map((name) => [name, answer]);
}

function isList({ kind }: SettledValue): boolean {
  return kind === 'array';
}

function isNothing(value: SettledValue): boolean {
  return value.kind === 'literal' && value.value === null;
}

function isEmpty(value: SettledValue): boolean {
  return value.kind === 'literal' && value.value === '';
}

function isFilled(value: SettledValue): boolean {
  return !isNothing(value) && !isEmpty(value);
}

/** Everything up to the first that is surely there. */
function firstOf(args: readonly SettledValue[]): readonly SettledValue[] {
  const given = args.filter((one) => !isNothing(one));
  const sure = given.findIndex((one) => one.kind === 'literal' && one.value !== '');
  const possible = sure < 0 ? given : given.slice(0, sure + 1);
  return possible.length === 0 ? args.slice(0, 1) : possible;
}

function merged(args: readonly SettledValue[], call: CallValue): readonly SettledValue[] | undefined {
  // `shallowMerge` takes one list of objects.
  const [only] = args;
  const parts = call.name === 'shallowmerge' && only?.kind === 'array' ? only.items.filter(isSettled) : args;
  if (parts.some(isList)) return concatenated(parts, call);
  const objects = parts.filter((part) => part.kind === 'object');
  if (objects.length === 0) return undefined;
  const entries = new Map<string, Entry>();
  for (const entry of objects.flatMap((part) => part.entries)) {
    // A later one takes the place of an earlier one.
    entries.delete(entry.key);
    entries.set(entry.key, entry);
  }
  const unknown = parts.some((part) => part.kind !== 'object' && !isNothing(part));
  const open = unknown || objects.some((part) => part.open) || entries.size > maxItems;
  const loop = objects.find((part) => part.each !== undefined)?.each;
  const known = [...entries.values()].slice(0, maxItems);
  return [
    { kind: 'object', entries: known, open, span: call.span, ...(loop !== undefined && { each: loop }) },
  ];
}

function concatenated(args: readonly SettledValue[], { span }: CallValue): readonly SettledValue[] {
  const lists = args.filter((one): one is ArrayValue => one.kind === 'array');
  const rest = args.filter((one) => !isList(one) && !isNothing(one));
  const items: Value[] = [];
  for (const list of lists) {
    if (items.length > maxItems) break;
    items.push(...list.items.slice(0, maxItems));
  }
  const loop = lists.find((list) => list.each !== undefined)?.each;
  const open = rest.length > 0 || lists.some((list) => list.open) || items.length > maxItems;
  return [
    { kind: 'array', items: items.slice(0, maxItems), open, span, ...(loop !== undefined && { each: loop }) },
  ];
}

function flattened(list: ArrayValue, call: CallValue): readonly SettledValue[] {
  const settled = list.items.filter(isSettled);
  const nested = settled.filter((one): one is ArrayValue => one.kind === 'array');
  const flat: ArrayValue = { ...list, items: list.items.filter((one) => one.kind !== 'array') };
  // A name within may well stand for a list.
  const open = list.open || flat.items.some(({ kind }) => kind !== 'literal' && kind !== 'object');
  return concatenated([{ ...flat, open }, ...nested], call);
}

function isSettled(value: Value): value is SettledValue {
  const { kind } = value;
  return kind !== 'conditional' && kind !== 'call' && kind !== 'text';
}

function withoutEmpty(list: ArrayValue): ArrayValue {
  const items = list.items.filter(
    (one) => one.kind !== 'literal' || (one.value !== null && one.value !== ''),
  );
  return { ...list, items };
}

function membersIn(list: ArrayValue): readonly SettledValue[] | undefined {
  const all = [...list.items, ...(list.each === undefined ? [] : [list.each])];
  const settled = all.filter(isSettled);
  return settled.length === all.length && all.length > 0 ? settled : undefined;
}

/** `member(value, 'name')` is what readers make of `value.name` where the value has no name itself. */
function memberOf(
  value: SettledValue | undefined,
  name: SettledValue | undefined,
  call: CallValue,
): readonly SettledValue[] | undefined {
  const { span } = call;
  if (value === undefined || name?.kind !== 'literal') return undefined;
  const key = String(name.value);
  if (value.kind === 'reference') return [{ ...value, path: [...value.path, key], span, leaf: name.span }];
  if (value.kind === 'array') {
    const members = membersIn(value)?.map((one) => memberOf(one, name, call));
    return members?.every((one) => one !== undefined) === true ? members.flat() : undefined;
  }
  return looked(value, name, undefined);
}

function looked(
  map: SettledValue | undefined,
  key: SettledValue | undefined,
  other: SettledValue | undefined,
): readonly SettledValue[] | undefined {
  if (map?.kind !== 'object' || key?.kind !== 'literal') return undefined;
  const found = map.entries.find((entry) => entry.key === String(key.value))?.value;
  if (found !== undefined) return isSettled(found) ? [found] : undefined;
  return map.open || other === undefined ? undefined : [other];
}

function created(args: readonly SettledValue[], { span }: CallValue): readonly SettledValue[] | undefined {
  const entries: Entry[] = [];
  let open = false;
  for (let at = 0; at + 1 < args.length; at += 2) {
    const [key, value] = [args[at], args[at + 1]];
    if (key === undefined || value === undefined) continue;
    if (key.kind !== 'literal') open = true;
    else {
      const whole = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
      entries.push({ key: String(key.value), keySpan: key.span, value, span: whole });
    }
  }
  return [{ kind: 'object', entries, open, span }];
}

function valuesIn(map: SettledValue | undefined): readonly SettledValue[] | undefined {
  if (map?.kind !== 'object') return undefined;
  const { entries, each: loop, open, span } = map;
  const items = entries.map(({ value }) => value);
  return [{ kind: 'array', items, open, span, ...(loop !== undefined && { each: loop.value }) }];
}

function texts(args: readonly SettledValue[], call: CallValue): readonly SettledValue[] {
  return [putTogether(args.map(wordOf).join(''), args, call)];
}

/** ARM and Bicep number the places of a text, Terraform has them in order. */
function formatted(
  pattern: SettledValue | undefined,
  args: readonly SettledValue[],
  call: CallValue,
): readonly SettledValue[] | undefined {
  if (pattern?.kind !== 'literal') return undefined;
  const written = String(pattern.value);
  const [only] = args;
  if (only !== undefined && written === '{0}') return [only];
  let next = 0;
  const at = (index: number) => {
    const argument = args[index];
    return argument === undefined ? gap : wordOf(argument);
  };
  const text = /\{\d+(?::[^{}]*)?\}/.test(written)
    ? written.replace(/\{(\d+)(?::[^{}]*)?\}/g, (_, index: string) => at(Number(index)))
    : written.replace(/%[-+# 0-9.]*([%a-zA-Z])/g, (_, verb: string) => (verb === '%' ? '%' : at(next++)));
  return [putTogether(text, args, call)];
}

function joined(
  list: SettledValue | undefined,
  separator: SettledValue | undefined,
  call: CallValue,
): readonly SettledValue[] | undefined {
  if (list?.kind !== 'array' || separator?.kind !== 'literal' || list.open) return undefined;
  const items = list.items.filter(isSettled);
  if (items.length < list.items.length) return undefined;
  // A list of one is joined to that one, whatever stands between.
  if (items.length === 1) return items;
  return [putTogether(items.map(wordOf).join(String(separator.value)), items, call)];
}

/** Longer texts are put together by programs that try us. */
const maxText = 20_000;
/** What is not known in a text that is put together. */
const gap = '${}';

/** A text that is put together of some values: known where all of them are. */
export function putTogether(
  text: string,
  parts: readonly SettledValue[],
  { span, text: written }: CallValue | TextValue,
): SettledValue {
  if (text.length > maxText) return { kind: 'unknown', text: written, span };
  return parts.every(({ kind }) => kind === 'literal')
    ? { kind: 'literal', value: text, span }
    : { kind: 'unknown', text, span, partly: true };
}

/** What a value adds to a text. */
export function wordOf(value: SettledValue): string {
  return value.kind === 'literal' ? String(value.value) : gap;
}

function changed(
  value: SettledValue | undefined,
  change: (text: string) => string,
): readonly SettledValue[] | undefined {
  if (value?.kind === 'reference') return [value];
  if (value?.kind !== 'literal') return undefined;
  const literal: LiteralValue = { ...value, value: change(String(value.value)) };
  return [literal];
}
