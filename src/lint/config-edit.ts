import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parseTree,
  type ModificationOptions,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import type { RuleId } from '../rules/rule';
import { readConfig } from './config';

/**
 * The text of `.spring-identity.json` with a rule turned off, comments and layout kept; `text` is undefined where there is no
 * such file. `undefined` when the text is broken, which only people can put right.
 */
export function turnOff(text: string | undefined, rule: RuleId): string | undefined {
  if (text === undefined || text.trim() === '')
    return `${JSON.stringify({ rules: { [rule]: 'off' } }, undefined, 2)}\n`;
  const rules = rulesIn(text);
  if (rules === 'broken') return undefined;
  const formattingOptions = layoutOf(text);
  const set = (from: string, key: string, level: 'off' | undefined, options: ModificationOptions = {}) =>
    applyEdits(from, modify(from, ['rules', key], level, { formattingOptions, ...options }));
  const key = keysOf(rules).find((known) => known.toUpperCase() === rule);
  // Behind a comment that ends the list the parser's edit would take the comment away from its line.
  const first = rules !== undefined && endsInComment(text, rules) ? { getInsertionIndex: () => 0 } : {};
  const changed = set(text, key ?? rule, 'off', first);
  if (readConfig(changed).config.levels[rule] === 'off') return changed;
  // A level set by name further down wins over it.
  return set(key === undefined ? text : set(text, key, undefined), rule, 'off');
}

/** The object of rules and levels, where there is one. */
function rulesIn(text: string): Node | undefined | 'broken' {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || root?.type !== 'object') return 'broken';
  const rules = findNodeAtLocation(root, ['rules']);
  return rules === undefined || rules.type === 'object' ? rules : 'broken';
}

function keysOf(rules: Node | undefined): readonly string[] {
  return (rules?.children ?? []).map(({ children }) => String(children?.[0]?.value));
}

function endsInComment(text: string, rules: Node): boolean {
  const last = rules.children?.at(-1);
  if (last === undefined) return false;
  return text.slice(last.offset + last.length, rules.offset + rules.length).includes('/');
}

/** As the text is laid out already. */
function layoutOf(text: string) {
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  return {
    tabSize: indent.length,
    insertSpaces: !indent.startsWith('\t'),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
