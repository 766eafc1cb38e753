import { PathAutomaton } from './path-automaton';
import {
  anyFolders,
  anything,
  literal,
  notSlash,
  optional,
  repeated,
  sequence,
  type Pattern,
} from './pattern';
import { readClass } from './character-class';

/** Nobody writes more; what a folder holds was written by others, and each rule costs something for each file. */
export const largestIgnoreFile = 64 * 1024;
/** A line that is longer names nothing. */
const longestRule = 1_000;

export type GitVerdict = 'ignored' | 'unignored' | undefined;

/** The rules of one `.gitignore`. Takes time in proportion to a path, whatever the rules are. */
export interface GitRules {
  /** `name` is relative to the folder of the file, with `/` behind a folder's. What holds for folders above it is not asked. */
  verdict(name: string): GitVerdict;
}

/** Upper and lower case are the same, as for git on Windows and macOS. */
export function gitRules(text: string): GitRules {
  const lines = text
    .slice(0, largestIgnoreFile)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const rules = lines.flatMap((line) => readRule(line.toLowerCase()) ?? []);
  const placed = new LastRule(rules, true);
  const anywhere = new LastRule(rules, false);
  return {
    verdict: (name) => {
      const path = name.toLowerCase();
      const last = Math.max(
        placed.of(path),
        anywhere.of(path.slice(path.lastIndexOf('/', path.length - 2) + 1)),
      );
      return last < 0 ? undefined : rules[last]?.isBack === true ? 'unignored' : 'ignored';
    },
  };
}

/** The last rule that means a name, of those that say where it stands or of the others; it counts, whatever others say. */
class LastRule {
  readonly #automaton: PathAutomaton;
  readonly #numbers: readonly number[];

  constructor(rules: readonly Rule[], isPlaced: boolean) {
    const own = rules.map((rule, i) => ({ rule, i })).filter(({ rule }) => rule.isPlaced === isPlaced);
    this.#numbers = own.map(({ i }) => i);
    this.#automaton = new PathAutomaton(own.map(({ rule }) => rule.pattern));
  }

  /** -1 where none does, or name and rules are made to take long. */
  of(name: string): number {
    return this.#numbers[this.#automaton.matching(name)?.at(-1) ?? -1] ?? -1;
  }
}

interface Rule {
  readonly pattern: Pattern;
  /** Whether it is about a path from the folder of the file on; else it is about the last name of a path. */
  readonly isPlaced: boolean;
  /** Takes back what rules before it say. */
  readonly isBack: boolean;
}

function readRule(line: string): Rule | undefined {
  if (line.length > longestRule || line.startsWith('#')) return undefined;
  const isBack = line.startsWith('!');
  const named = withoutEnd(isBack ? line.slice(1) : line);
  const isFolder = named.endsWith('/');
  const path = isFolder ? named.slice(0, -1) : named;
  if (path === '' || path === '/') return undefined;
  const place = read(path.startsWith('/') ? path.slice(1) : path);
  const end = isFolder ? literal('/') : optional(literal('/'));
  // A slash that is not at the end says where it stands.
  return { pattern: sequence([place, end]), isPlaced: path.includes('/'), isBack };
}

/** Spaces at the end count only when one is written as `\ `. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end -= 1;
  return line.slice(0, end);
}

function read(path: string): Pattern {
  const parts: Pattern[] = [];
  for (let at = 0; at < path.length;) {
    const [pattern, next] = readAt(path, at);
    parts.push(pattern);
    at = next;
  }
  return sequence(parts);
}

function readAt(path: string, at: number): readonly [Pattern, number] {
  const char = path[at] ?? '';
  if (char === '*') return starsAt(path, at);
  if (char === '?') return [notSlash, at + 1];
  const found = char === '[' ? readClass(path, at) : undefined;
  if (found !== undefined) return [found.pattern, found.end];
  const from = char === '\\' && at + 1 < path.length ? at + 1 : at;
  return [literal(path[from] ?? ''), from + 1];
}

function starsAt(path: string, at: number): readonly [Pattern, number] {
  let next = at;
  while (path[next] === '*') next += 1;
  const isName = (at === 0 || path[at - 1] === '/') && (next === path.length || path[next] === '/');
  if (!isName) return [repeated(notSlash), next];
  // No name is empty; folders are names with a slash behind.
  if (next !== at + 2) return [sequence([notSlash, repeated(notSlash)]), next];
  return next === path.length ? [sequence([notSlash, repeated(anything)]), next] : [anyFolders, next + 1];
}
