import { child, type Syntax } from '../../grammar/syntax';
import type { Span } from '../../span';
import type { ScriptCommand, ScriptWord, TableEntry, WordPart } from '../script-file';
import { textParts, type ScriptText } from '../script-text';
import { wordOf } from './words';

const plain = new Set(['command_parameter', 'simple_name', 'decimal_integer_literal']);
const printing = new Set([
  ...['command', 'pipeline_chain', 'parenthesized_expression', 'sub_expression', 'invokation_expression'],
]);

/** Methods that give a text back as it is, more or less. */
const passing = /^(?:trim|trimstart|trimend|tostring|tolower)$/i;

/** The words and commands of a PowerShell script, from its nodes. */
export class PowerShellWords {
  readonly #script: ScriptText;

  constructor(script: ScriptText) {
    this.#script = script;
  }

  command(node: Syntax, block: number): ScriptCommand {
    const name = child(node, 'command_name', 'command_name_expr');
    const words = name === undefined ? [] : [this.#name(name)];
    let open: { start: number; end: number; parts: WordPart[] } | undefined;
    const close = () => {
      if (open !== undefined) words.push(wordOf(this.#script.place(open.start, open.end), open.parts));
      open = undefined;
    };
    for (const one of child(node, 'command_elements')?.children ?? []) {
      if (one.type === 'redirection') continue;
      // A blank that `parsable` put in is none.
      const isJoint = this.slice(one) === '=';
      if (one.type === 'command_argument_sep' && !isJoint) {
        close();
        continue;
      }
      open ??= { start: one.start, end: one.end, parts: [] };
      open.parts.push(...(isJoint ? this.#text(one) : this.#parts(one)));
      open.end = one.end;
    }
    close();
    return {
      span: this.place(node),
      words,
      environment: [],
      block,
      ...(this.#script.quoted && { quoted: true }),
    };
  }

  #name(node: Syntax): ScriptWord {
    const value = node.type === 'command_name_expr' ? child(node, 'command_name') : node;
    return value === undefined ? this.word(node) : wordOf(this.place(value), this.#text(value));
  }

  word(node: Syntax): ScriptWord {
    return wordOf(this.place(node), this.#parts(node));
  }

  #parts(outer: Syntax): readonly WordPart[] {
    const node = only(outer);
    if (plain.has(node.type)) return this.#text(node);
    const [value] = node.children;
    if (value !== undefined && value.type !== 'parenthesized_expression' && this.#isPassing(node))
      return this.#parts(value);
    if (printing.has(node.type)) return this.#printed(node);
    return this.#string(node) ?? this.#value(node);
  }

  #string(node: Syntax): readonly WordPart[] | undefined {
    const { start, end } = node;
    const hereEnd = Math.max(start + 2, end - 2);
    switch (node.type) {
      case 'generic_token':
        return this.#bare(start, end);
      case 'expandable_here_string_literal':
        return this.#bare(start + 2, hereEnd);
      case 'expandable_string_literal':
        return this.#expandable(node);
      case 'verbatim_string_characters':
        return textParts(this.#script, start + 1, end - 1, (raw) => raw.replaceAll("''", "'"));
      case 'verbatim_here_string_characters':
        return textParts(this.#script, start + 2, hereEnd, (raw) => raw);
      default:
        return undefined;
    }
  }

  #value(node: Syntax): readonly WordPart[] {
    const span = this.place(node);
    switch (node.type) {
      case 'variable':
      case 'braced_variable':
        return [this.#variable(node.start, node.end)];
      case 'member_access':
        return [this.#member(node)];
      case 'element_access':
        return node.children[0] === undefined ? [] : this.#parts(node.children[0]);
      case 'array_expression':
      case 'array_literal_expression':
        return [{ kind: 'list', words: this.#listed(node), span }];
      case 'script_block_expression':
        return this.#block(node);
      case 'additive_expression':
        return [this.#eitherOr(node)];
      case 'hash_literal_expression':
        return [{ kind: 'table', entries: this.#entries(node), span }];
      default:
        return [{ kind: 'unknown', span }];
    }
  }

  /** `$a ?? $b`; what other sums are, only a run tells. */
  #eitherOr(node: Syntax): WordPart {
    const [first, operator, last] = node.children;
    const span = this.place(node);
    const isChoice = operator !== undefined && this.#script.text.startsWith('??', operator.start);
    if (!isChoice || first === undefined || last === undefined) return { kind: 'unknown', span };
    const name = this.slice(first).replace(/^\$\{?(?:\w+:)?|\}$/g, '');
    return { kind: 'unknown', span, fallback: { name, value: this.word(last) } };
  }

  #isPassing(node: Syntax): boolean {
    const name = node.type === 'invokation_expression' ? child(node, 'member_name') : undefined;
    return name !== undefined && passing.test(this.slice(name));
  }

  /** `{ $_.principalId }`, given to `ForEach-Object`. */
  #block(node: Syntax): readonly WordPart[] {
    const body = child(node, 'script_block');
    const value = body === undefined ? undefined : only(body);
    return value?.type === 'member_access'
      ? [this.#member(value)]
      : [{ kind: 'unknown', span: this.place(node) }];
  }

  #member(node: Syntax): WordPart {
    const [of] = node.children;
    const name = child(node, 'member_name');
    const [part, ...others] = of === undefined ? [] : this.#parts(of);
    const span = this.place(node);
    if (name === undefined || part === undefined || others.length > 0) return { kind: 'unknown', span };
    return { kind: 'member', of: part, name: this.slice(name).toLowerCase(), span };
  }

  #listed(node: Syntax): readonly ScriptWord[] {
    if (node.type === 'array_literal_expression')
      return node.children.filter(({ type }) => type !== ',').map((one) => this.word(one));
    const list = child(node, 'statement_list');
    return (list?.children ?? []).flatMap((one) => {
      const inner = only(one);
      return inner.type === 'array_literal_expression' ? this.#listed(inner) : [this.word(one)];
    });
  }

  #text({ start, end }: Syntax): readonly WordPart[] {
    return textParts(this.#script, start, end, unescape);
  }

  /** A word without quotes, in which variables are filled in as in quotes. */
  #bare(start: number, end: number): readonly WordPart[] {
    const parts: WordPart[] = [];
    let at = start;
    const found = this.#script.text.slice(start, end).matchAll(/\$(?:\{[^}\n]{1,200}\}|\w+(?::\w+)?)/g);
    for (const match of found) {
      const from = start + match.index;
      parts.push(...textParts(this.#script, at, from, unescape));
      at = from + match[0].length;
      parts.push(this.#variable(from, at));
    }
    return [...parts, ...textParts(this.#script, at, end, unescape)];
  }

  #expandable({ start, end, children }: Syntax): readonly WordPart[] {
    const parts: WordPart[] = [];
    let at = start + 1;
    for (const one of children.filter(({ type }) => type === 'variable' || type === 'sub_expression')) {
      parts.push(...textParts(this.#script, at, one.start, unescape), ...this.#parts(one));
      at = one.end;
    }
    return [...parts, ...textParts(this.#script, at, end - 1, unescape)];
  }

  #variable(start: number, end: number): WordPart {
    const written = this.#script.text.slice(start, end);
    const key = keyOf(written);
    const span = this.#script.place(start, end);
    if (key === undefined) return { kind: 'unknown', span };
    return { kind: 'variable', key, span, ...(written.startsWith('@') && { spread: true }) };
  }

  /** `az ... | ConvertFrom-Json`, `(az ...)`, `$(az ...)`, `(az ...).Trim()`, `$($id.PrincipalId)`. */
  #printed(node: Syntax): readonly WordPart[] {
    const commands: ScriptCommand[] = [];
    const visit = (one: Syntax): void => {
      if (one.type === 'command') commands.push(this.command(one, -1));
      else if (one.type !== 'argument_list') for (const inner of one.children) visit(inner);
    };
    visit(node);
    const span = this.place(node);
    const value = node.type === 'command' ? undefined : valueIn(node);
    if (commands.length > 0) {
      // `$id | Select-Object -ExpandProperty principalId` begins with a value.
      const input = node.type === 'pipeline_chain' && value !== undefined ? this.word(value) : undefined;
      const [first, ...others] = commands;
      const all = first !== undefined && input !== undefined ? [{ ...first, input }, ...others] : commands;
      return [{ kind: 'output', commands: all, span }];
    }
    return value === undefined || value === node ? [{ kind: 'unknown', span }] : this.#parts(value);
  }

  #entries(table: Syntax): readonly TableEntry[] {
    const entries = child(table, 'hash_literal_body')?.children ?? [];
    return entries
      .filter(({ type }) => type === 'hash_entry')
      .flatMap((entry) => {
        const [name, value] = [child(entry, 'key_expression'), child(entry, 'pipeline')];
        if (name === undefined || value === undefined) return [];
        return [{ name: this.word(name), value: this.word(value) }];
      });
  }

  slice({ start, end }: Syntax): string {
    return this.#script.text.slice(start, end);
  }

  place({ start, end }: Syntax): Span {
    return this.#script.place(start, end);
  }
}

const brackets = new Set(['(', ')', '$(']);

/** The one value in brackets, or that a pipeline begins with. */
function valueIn(node: Syntax): Syntax | undefined {
  if (node.type === 'pipeline_chain') {
    const [first] = node.children;
    return first?.type === 'command' ? undefined : first;
  }
  if (node.type === 'invokation_expression') return undefined;
  const [inner, ...others] = node.children.filter(({ type }) => !brackets.has(type));
  return others.length === 0 ? inner : undefined;
}

/** The grammar puts a chain of nodes around each value, one for each operator there might be. */
export function only(node: Syntax): Syntax {
  let at = node;
  while (at.children.length === 1 && !stops.has(at.type)) at = at.children[0] ?? at;
  return at;
}

const stops = new Set([
  'command',
  'expandable_string_literal',
  'generic_token',
  'command_parameter',
  'variable',
]);

function unescape(raw: string): string {
  return raw.replace(/`(?=.)/gs, '').replaceAll('""', '"');
}

/** Names of variables are the same in either case, and in each of the script's own scopes; `@name` is the list `$name`. */
export function keyOf(written: string): string | undefined {
  const match = /^[$@]\{?(?:(\w+):)?(\w+)\}?$/.exec(written);
  if (match === null) return undefined;
  const [, scope = '', name = ''] = match;
  const isEnvironment = scope.toLowerCase() === 'env';
  return `${isEnvironment ? 'env:' : ''}${name.toLowerCase()}`;
}
