import { applyEdits, findNodeAtLocation, modify, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { RuleId } from '../../rules/rule';
import { lineEndOf } from '../../source/span';
import { readConfig } from './config';

/**
 * The text of `.spring-identity.json` with a rule turned off, comments and layout kept; `text` is undefined where there is no
 * such file. `undefined` when the text is broken, which only people can put right.
 */
export function turnOff(text: string | undefined, rule: RuleId): string | undefined {
  if (text === undefined || text.trim() === '') return `{\n  "rules": {\n    "${rule}": "off"\n  }\n}\n`;
  const root = rootOf(text);
  const rules = root && findNodeAtLocation(root, ['rules']);
  if (root === undefined || (rules !== undefined && rules.type !== 'object')) return undefined;
  const key = keysOf(rules).find((known) => known.toUpperCase() === rule);
  const changed = key === undefined ? added(text, root, rules, rule) : withLevel(text, key, 'off');
  if (rootOf(changed) !== undefined && isOff(changed, rule)) return changed;
  // A level set by name further down wins over it.
  return withLevel(key === undefined ? text : withLevel(text, key, undefined), rule, 'off');
}

function rootOf(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return errors.length > 0 || root?.type !== 'object' ? undefined : root;
}

function keysOf(rules: Node | undefined): readonly string[] {
  return (rules?.children ?? []).map(({ children }) => String(children?.[0]?.value));
}

function isOff(text: string, rule: RuleId): boolean {
  return readConfig(text).config.levels[rule] === 'off';
}

function withLevel(text: string, key: string, level: 'off' | undefined): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: lineEndOf(text) };
  return applyEdits(text, modify(text, ['rules', key], level, { formattingOptions }));
}

/** The parser's own edit would lay out the line before anew, and take a comment at its end to the new line. */
function added(text: string, root: Node, rules: Node | undefined, rule: RuleId): string {
  const level = `"${rule}": "off"`;
  if (rules !== undefined) return withProperty(text, rules, () => level);
  return withProperty(text, root, (indent) =>
    indent === undefined
      ? `"rules": { ${level} }`
      : [`"rules": {`, `${indent}${unitOf(text)}${level}`, `${indent}}`].join(lineEndOf(text)),
  );
}

/** Adds a property at the end of an object. `property` is told the indent of its line; nothing within a line of others. */
function withProperty(
  text: string,
  { offset, length, children = [] }: Node,
  property: (indent?: string) => string,
) {
  const [close, last] = [offset + length - 1, children.at(-1)];
  const end = last === undefined ? offset + 1 : last.offset + last.length;
  const [before, rest, after] = [text.slice(0, end), text.slice(end, close), text.slice(close)];
  if (last !== undefined && !/[\r\n]/.test(text.slice(offset, close)))
    return `${before}, ${property()}${rest}${after}`;
  const tail = rest.trimEnd();
  const hasComma = tail.trimStart().startsWith(',');
  const lineEnd = lineEndOf(text);
  const outer = indentAt(text, offset);
  const indent = last === undefined ? outer + unitOf(text) : indentAt(text, last.offset);
  const space = last === undefined ? `${lineEnd}${outer}` : rest.slice(tail.length);
  const comma = last === undefined || hasComma ? '' : ',';
  return `${before}${comma}${tail}${lineEnd}${indent}${property(indent)}${hasComma ? ',' : ''}${space}${after}`;
}

function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** One step of indentation, as the text has it already. */
function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}
