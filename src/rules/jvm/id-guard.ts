import type { JvmCall, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';
import { leaves, variablesIn } from './call-order';
import { functionAround, referencesOf, type JvmIndex } from './jvm-index';

/** What a condition says that asks for something that is there, and for something that is not. */
const asksForSome = /!=|!\s*\(|\)\s*==|non_?null|notnull|isnot|has(?:text|length)|ispresent|\^|xor/i;
const asksForNone = /==|!\s*\(|!\s*has|isnull|isblank|isempty|nullor(?:empty|blank)|\^|xor/i;

/** Calls that fail unless what they are given holds, and others of people's own that look at what they are given. */
const demands = /^(?:require|check|checkArgument|checkState|isTrue|state|validState|assertTrue|assert)$/;
const looks =
  /check|valid|ensure|require(?!.*null)|assert|verify|exclusive|either|onlyone|atmostone|exactlyone|single/i;

/** Whether code that has run by then, or that asks whether to run them, lets no two of them be given: `require(c == null || r == null)`. */
export function isGuarded(index: JvmIndex, text: string, first: JvmCall, second: JvmCall): boolean {
  const [mine, theirs] = [variablesIn(index, first.args), variablesIn(index, second.args)];
  if (mine.size === 0 || theirs.size === 0) return false;
  const areFields = [...mine, ...theirs].every(({ role }) => role === 'field');
  const home = functionAround(first);
  return index.all.some((node) => {
    const runsBefore = functionAround(node) === home ? node.span.start < second.nameSpan.start : areFields;
    const asked = runsBefore ? conditionOf(node, text) : [];
    if (asked.length === 0) return false;
    const variables = variablesIn(index, asked);
    const asksForBoth = [mine, theirs].every((wanted) => [...wanted].some((one) => variables.has(one)));
    return asksForBoth && forbids(node, textOf(text, asked), second, variables);
  });
}

/** The part of a node that asks. */
function conditionOf(node: JvmNode, text: string): readonly JvmNode[] {
  if (node.kind === 'choice') return node.children.filter((child) => !node.branches.includes(child));
  return node.kind === 'call' ? node.args : isAssert(node, text) ? node.children : [];
}

/** `assert condition;` of Java. */
function isAssert({ kind, span }: JvmNode, text: string): boolean {
  return kind === 'other' && /^assert\b/.test(text.slice(span.start, span.start + 8));
}

function textOf(text: string, nodes: readonly JvmNode[]): string {
  return nodes.map(({ span }) => text.slice(span.start, span.end)).join(' ');
}

function forbids(
  node: JvmNode,
  condition: string,
  second: JvmCall,
  asked: ReadonlySet<JvmVariable>,
): boolean {
  if (node.kind === 'choice') {
    if (node.span.end > second.span.end) return asksForNone.test(condition);
    return asksForSome.test(condition) && node.branches.some((one) => changesCourse(one, second, asked));
  }
  if (node.kind === 'call')
    return demands.test(node.name) ? asksForNone.test(condition) : looks.test(node.name);
  return node.kind === 'other' && asksForNone.test(condition);
}

/** Whether a branch leaves, or gives one of the variables something else. */
function changesCourse(branch: JvmNode, second: JvmCall, asked: ReadonlySet<JvmVariable>): boolean {
  if (leaves(branch, second)) return true;
  const names = new Set([...asked].map(({ name }) => name));
  return [...walk([branch])].some(
    (node) => node.kind === 'assignment' && node.target.kind === 'name' && names.has(node.target.name),
  );
}

const expecting =
  /^(?:assertThrows\w*|assertThatThrownBy|isThrownBy|expectThrows|assertFails\w*|shouldThrow\w*|assertThatCode|catchThrowable\w*|catchException\w*|thrownBy)$/;

/** Whether the object is built, or asked to be, where an exception is what people want: `assertThrows(...)`. */
export function isExpectedToFail(index: JvmIndex, made: JvmNode, held: Iterable<JvmVariable>): boolean {
  const places = [made, ...[...held].flatMap((variable) => referencesOf(index, variable))];
  return places.some((place) => {
    for (let at = place.parent; at !== undefined; at = at.parent)
      if (at.kind === 'call' && expecting.test(at.name)) return true;
    return false;
  });
}
