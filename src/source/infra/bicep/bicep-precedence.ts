import type { Syntax } from '../../grammar/syntax';

const members = new Set(['member_expression', 'subscript_expression', 'resource_expression']);
const operators = new Set(['ternary_expression', 'binary_expression']);

/**
 * The grammar reads `a ? b : c.d` as `(a ? b : c).d`, and `a ?? b.c` likewise. Answers with what Bicep means: members belong to what
 * stands right before them.
 */
export function asBicepMeans(node: Syntax): Syntax {
  const chain: Syntax[] = [];
  let at: Syntax | undefined = node;
  while (at !== undefined && members.has(at.type)) {
    chain.push(at);
    [at] = at.children;
  }
  if (at === undefined || chain.length === 0 || !operators.has(at.type)) return node;
  const last = at.children.at(-1);
  if (last === undefined) return node;
  const moved = chain.reduceRight<Syntax>(
    (object, one) => ({ ...one, start: last.start, children: [object, ...one.children.slice(1)] }),
    last,
  );
  return { ...at, end: node.end, children: [...at.children.slice(0, -1), moved] };
}
