import { pick, type Random } from './random';

const scraps = [
  '"',
  "'",
  '{',
  '}',
  '(',
  ')',
  '\\',
  '\n',
  '\r\n',
  '\u0000',
  '\ufeff',
  '💥',
  '#',
  '/*',
  '<!--',
  '${',
  '|',
  '`',
];

type Mutation = (text: string, next: Random, others: readonly string[]) => string;

const cut: Mutation = (text, next) => text.slice(0, next(text.length + 1));

const drop: Mutation = (text, next) => {
  const at = next(text.length + 1);
  return text.slice(0, at) + text.slice(at + next(60));
};

const double: Mutation = (text, next) => {
  const at = next(text.length + 1);
  return text.slice(0, at + next(60)) + text.slice(at);
};

const scrap: Mutation = (text, next) => {
  const at = next(text.length + 1);
  return text.slice(0, at) + pick(scraps, next).repeat(1 + next(4)) + text.slice(at);
};

const splice: Mutation = (text, next, others) => {
  const other = pick(others, next);
  const from = next(other.length + 1);
  const at = next(text.length + 1);
  return text.slice(0, at) + other.slice(from, from + next(400)) + text.slice(at);
};

const windows: Mutation = (text) => text.replace(/\r?\n/g, '\r\n');
const bom: Mutation = (text) => `\ufeff${text}`;

/** Bytes that are no UTF-8, read as VS Code and Node read them. */
const badBytes: Mutation = (text, next) => {
  const bytes = Buffer.from(text);
  for (let i = next(8); i >= 0 && bytes.length > 0; i -= 1) bytes[next(bytes.length)] = next(256);
  return bytes.toString('utf8');
};

const nest: Mutation = (text, next) => {
  const [open, close] = pick(['()', '{}', '[]', '""'], next);
  const depth = 1 + next(300);
  const at = next(text.length + 1);
  return text.slice(0, at) + String(open).repeat(depth) + String(close).repeat(depth) + text.slice(at);
};

const mutations = [cut, drop, double, scrap, scrap, splice, splice, windows, bom, badBytes, nest];

/** The text after one to four random changes. */
export function mutate(text: string, next: Random, others: readonly string[]): string {
  let changed = text;
  for (let i = next(4); i >= 0; i -= 1) changed = pick(mutations, next)(changed, next, others);
  return changed;
}
