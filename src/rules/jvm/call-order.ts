import type { JvmAssignment, JvmCall, JvmChoice, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';
import { declarationOf, functionAround, referencesOf, scopeAround, type JvmIndex } from './jvm-index';

/** Whether two calls on one object run in one turn of the program: `sometimes` where a branch, a loop or a callback decides. */
export function runTogether(first: JvmNode, second: JvmNode): 'always' | 'sometimes' | 'never' {
  if (endsBefore(first, second)) return 'never';
  const [one, other] = [branchOf(first), branchOf(second)];
  if (one === other) return turnsBetween(first, second).length > 0 ? 'sometimes' : 'always';
  // Two conditions may be each other's opposite; one alone is met some time.
  return isWithin(second, one) || isWithin(first, other) ? 'sometimes' : 'never';
}

/** Whether one of them runs, or is come to, under a condition that asks for what the other is given: `if (id == null)`. */
export function dependsOnGiven(index: JvmIndex, first: JvmCall, second: JvmCall): boolean {
  const inside = (call: JvmNode, other: JvmNode) =>
    choicesAround(call).filter((choice) => !isWithin(other, choice));
  return (
    asksFor(index, [...inside(second, first), ...turnsBetween(first, second)], first) ||
    asksFor(index, inside(first, second), second)
  );
}

/** Whether a variable that holds the object may be given another one after the first call, before the second. */
export function mayBeReplaced(
  index: JvmIndex,
  held: Iterable<JvmVariable>,
  first: JvmNode,
  second: JvmNode,
): boolean {
  return [...held].some((variable) =>
    referencesOf(index, variable).some((one) => {
      const set = one.parent;
      if (set?.kind !== 'assignment' || set.target !== one) return false;
      const isBetween = first.span.end <= set.span.start && set.span.end <= second.span.end;
      return isBetween && !givesBack(index, set, variable) && mayComeBetween(first, set, second);
    }),
  );
}

function mayComeBetween(first: JvmNode, set: JvmAssignment, second: JvmNode): boolean {
  return !isWithin(first, set) && !excludes(first, set) && !endsBefore(set, second);
}

/** Whether two nodes stand in different branches of one choice. */
function excludes(one: JvmNode, other: JvmNode): boolean {
  return choicesAround(one).some((choice) => {
    const [branch, opposite] = [one, other].map((node) =>
      choice.branches.find((each) => isWithin(node, each)),
    );
    return branch !== undefined && opposite !== undefined && branch !== opposite;
  });
}

/** `builder = builder.name(...)`: it holds what it held. */
function givesBack(index: JvmIndex, { value }: JvmAssignment, variable: JvmVariable): boolean {
  const waiting: JvmNode[] = [value];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'choice') waiting.push(...node.branches);
    else if (node.kind === 'call' && node.receiver !== undefined) waiting.push(node.receiver);
    else if (declarationOf(index, node) !== variable) return false;
  }
  return true;
}

function asksFor(index: JvmIndex, choices: readonly JvmChoice[], { args }: JvmCall): boolean {
  const given = variablesIn(index, args);
  return choices.some(({ children, branches }) => {
    const conditions = children.filter((child) => !branches.includes(child));
    return [...variablesIn(index, conditions)].some((variable) => given.has(variable));
  });
}

export function variablesIn(index: JvmIndex, nodes: readonly JvmNode[]): ReadonlySet<JvmVariable> {
  return new Set([...walk(nodes)].flatMap((node) => declarationOf(index, node) ?? []));
}

function choicesAround(node: JvmNode): readonly JvmChoice[] {
  const choices: JvmChoice[] = [];
  for (let at = node; at.parent !== undefined; at = at.parent)
    if (at.parent.kind === 'choice' && at.parent.branches.includes(at)) choices.push(at.parent);
  return choices;
}

/** The choices between two nodes of which a branch leaves before the second is come to. */
function turnsBetween(first: JvmNode, second: JvmNode): readonly JvmChoice[] {
  let [from, to] = [first, second];
  while (from.parent !== undefined && !isWithin(second, from.parent)) from = from.parent;
  while (to.parent !== undefined && to.parent !== from.parent) to = to.parent;
  const rows = from.parent?.children ?? [];
  return rows
    .slice(rows.indexOf(from) + 1, Math.max(rows.indexOf(to), 0))
    .filter((one): one is JvmChoice => one.kind === 'choice')
    .filter(({ branches }) => branches.some((branch) => leaves(branch, second)));
}

/** Whether the branch with the first call is left for good before the second is come to. */
function endsBefore(first: JvmNode, second: JvmNode): boolean {
  for (let at: JvmNode | undefined = first; at !== undefined && !isWithin(second, at); at = at.parent)
    if (at.parent?.kind === 'choice' && leaves(at, second)) return true;
  return false;
}

/** Whether what is done last leads out of the code around, where the second call stands as well. */
export function leaves(node: JvmNode, second: JvmNode): boolean {
  const last = node.kind === 'block' ? node.children.at(-1) : node;
  if (last === undefined) return false;
  if (last.kind === 'return')
    return isWithin(second, last.from === 'function' ? functionAround(last) : scopeAround(last));
  if (last.kind === 'name') return isJump(last.name) && isWithin(second, leftBy(last.name, last));
  return last.kind === 'other' && last.children.length === 1 && last.children[0]?.kind === 'new';
}

function isJump(name: string): boolean {
  return name === 'break' || name === 'continue';
}

/** What `break` ends, or `continue` begins anew. */
function leftBy(word: string, node: JvmNode): JvmNode | undefined {
  let at = node.parent;
  while (
    at !== undefined &&
    at.kind !== 'loop' &&
    !(word === 'break' && at.kind === 'choice' && at.takesBreak)
  )
    at = at.parent;
  return at;
}

/** The nearest part of the code that may run without the rest. */
function branchOf(node: JvmNode): JvmNode | undefined {
  let at: JvmNode | undefined = node;
  while (at !== undefined && !isBranch(at)) at = at.parent;
  return at;
}

function isBranch(node: JvmNode): boolean {
  const { kind, parent } = node;
  if (kind === 'lambda') return parent?.kind !== 'call' || !runsOnce(parent);
  return parent?.kind === 'choice' || kind === 'function' || kind === 'loop';
}

/** Scope functions run their lambda, come what may. */
function runsOnce({ name, isSafe }: JvmCall): boolean {
  return !isSafe && ['apply', 'also', 'with', 'run', 'let'].includes(name);
}

function isWithin(node: JvmNode, outer: JvmNode | undefined): boolean {
  if (outer === undefined) return true;
  let at: JvmNode | undefined = node;
  while (at !== undefined && at !== outer) at = at.parent;
  return at === outer;
}
