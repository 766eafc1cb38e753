import { PathAutomaton } from './path-automaton';
import type { Pattern } from './pattern';
import { GlobReader } from './glob-reader';

/** Each costs as much again as its glob, and nobody understands more of them. */
const mostNegated = 2;

/** What a glob takes apart into: a path is meant that matches `all` and none of `butNot`; `isOther` turns that round. */
interface Glob {
  readonly all: Pattern;
  readonly butNot: readonly Pattern[];
  readonly isOther: boolean;
}

/**
 * Whether a path matches one of some globs: `*`, `?`, `[a-z]`, `**` for folders, `{a,b}`, `@(a|b)` and its kin, `!(a)`, and `!` in
 * front for all other paths. Names that begin with a dot are as others. Takes time in proportion to the path, whatever the globs;
 * a path that takes some ten milliseconds all the same was made for its globs, and none of them means it.
 */
export function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const read = globs.flatMap((text) => readGlob(text) ?? []);
  const automaton = new PathAutomaton(read.flatMap(({ all, butNot }) => [all, ...butNot]));
  let next = 0;
  const numbered = read.map(({ butNot, isOther }) => {
    const all = next;
    next += 1 + butNot.length;
    return { all, end: next, isOther };
  });
  return (path) => {
    const matching = automaton.matching(path);
    if (matching === undefined) return false;
    if (matching.length === 0) return numbered.some(({ isOther }) => isOther);
    const has = new Set(matching);
    const isMeant = ({ all, end }: { readonly all: number; readonly end: number }) =>
      has.has(all) && !matching.some((one) => one > all && one < end);
    return numbered.some((one) => isMeant(one) !== one.isOther);
  };
}

/** Whether a glob can be used. */
export function isGlob(text: string): boolean {
  return readGlob(text) !== undefined;
}

function readGlob(text: string): Glob | undefined {
  if (text === '') return undefined;
  const isOther = text.startsWith('!') && text[1] !== '(';
  const named = isOther ? text.slice(1) : text;
  const glob = named.startsWith('./') ? named.slice(2) : named;
  const first = new GlobReader(glob);
  const all = first.read();
  if (first.negated > mostNegated) return undefined;
  // A path is not meant when it matches with what a negated group names in the place of that group.
  const butNot = Array.from({ length: first.negated }, (_, i) => new GlobReader(glob, i).read());
  return { all, butNot, isOther };
}
