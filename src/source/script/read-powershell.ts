import type { Trees } from '../grammar/grammars';
import { child, commentsIn, copyTree, type Syntax } from '../grammar/syntax';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import type { Assignment, ScriptCommand, ScriptWord, TableEntry, WordPart } from './script-file';
import { textParts, wholeText, type ScriptReading, type ScriptText } from './script-text';
import { wordOf } from './words';

export function readPowerShell({ text }: SourceFile, trees: Trees): Reading {
  const { script, comments } = readPowerShellText(wholeText(text), trees);
  return { subjects: [{ kind: 'script', scripts: [script], environments: [], apps: [] }], comments };
}

const leaves = new Set([
  ...['comment', 'verbatim_string_characters', 'verbatim_here_string_characters'],
  ...['expandable_here_string_literal', 'command_argument_sep'],
]);

const branches = new Set(['statement_block', 'script_block', 'script_block_expression', 'switch_clause']);

/** The grammar does not know arguments as programs take them, `--name=value` and `NAME="value"`: a blank parts them. */
function parsable(text: string): string {
  return text.replace(/([\s`]--[A-Za-z][\w-]*|\s[A-Z][A-Z0-9_]*(?==["'$(]))=/g, '$1 ');
}

export function readPowerShellText(script: ScriptText, trees: Trees): ScriptReading {
  const root = trees.read('powershell', parsable(script.text), (node) =>
    copyTree(node, { leaves, offset: 0 }),
  );
  const reader = new PowerShellReader(script);
  reader.read(root, -1);
  const { commands, assignments } = reader;
  const comments = commentsIn(root, script.text).map(({ span, text }) => ({
    span: script.place(span.start, span.end),
    text,
  }));
  return { script: { syntax: 'powershell', commands, assignments }, comments };
}

const plain = new Set(['command_parameter', 'simple_name', 'decimal_integer_literal']);
const printing = new Set([
  ...['command', 'pipeline_chain', 'parenthesized_expression', 'sub_expression', 'invokation_expression'],
]);

class PowerShellReader {
  readonly commands: ScriptCommand[] = [];
  readonly assignments: Assignment[] = [];
  readonly #script: ScriptText;

  constructor(script: ScriptText) {
    this.#script = script;
  }

  read(node: Syntax, block: number): void {
    for (const one of node.children) {
      const inside = branches.has(one.type) ? one.start : block;
      if (one.type === 'command') this.commands.push(this.#command(one, inside));
      if (one.type === 'assignment_expression') this.#assign(one, inside);
      if (
        one.type === 'invokation_expression' &&
        /^\$\w+\.(?:try)?(?:add|append|set)/i.test(this.#slice(one))
      )
        this.#forgetTable(this.#slice(one), one, inside);
      this.read(one, inside);
    }
  }

  #command(node: Syntax, block: number): ScriptCommand {
    const name = child(node, 'command_name', 'command_name_expr');
    const words = name === undefined ? [] : [wordOf(this.#place(name), this.#text(name))];
    let open: { start: number; end: number; parts: WordPart[] } | undefined;
    const close = () => {
      if (open !== undefined) words.push(wordOf(this.#script.place(open.start, open.end), open.parts));
      open = undefined;
    };
    for (const one of child(node, 'command_elements')?.children ?? []) {
      if (one.type === 'redirection') continue;
      // A blank that `parsable` put in is none.
      const isJoint = this.#slice(one) === '=';
      if (one.type === 'command_argument_sep' && !isJoint) {
        close();
        continue;
      }
      open ??= { start: one.start, end: one.end, parts: [] };
      open.parts.push(...(isJoint ? this.#text(one) : this.#parts(one)));
      open.end = one.end;
    }
    close();
    return { span: this.#place(node), words, environment: [], block };
  }

  #assign(node: Syntax, block: number): void {
    const [target, operator, given] = node.children;
    const variable = target === undefined ? undefined : only(target);
    if (variable === undefined || operator === undefined || given === undefined) return;
    // `[string]$name` and the like; what is set inside of other things is no variable of its own.
    const written = /^(?:\[[\w.[\]]+\]\s*)?(\$.+)$/s.exec(this.#slice(variable))?.[1];
    this.#forgetTable(written, node, block);
    const key = written === undefined ? undefined : keyOf(written);
    if (key === undefined || written === undefined) return;
    const whole = this.#place(node);
    const common = { key, exported: key.startsWith('env:'), span: whole, block };
    const name = written.replace(/^\$\{?(?:\w+:)?|\}$/g, '');
    const value = this.#slice(operator).trim() === '=' ? this.#word(given) : undefined;
    this.assignments.push({ name, ...common, ...(value !== undefined && { value }) });
  }

  /** What is put into a table, as `$headers['Metadata'] = 'true'` and `$headers.Add(...)` do, makes all of it unknown. */
  #forgetTable(written: string | undefined, node: Syntax, block: number): void {
    const table = /^(\$\w+)[.[]/.exec(written ?? '')?.[1];
    const key = table === undefined ? undefined : keyOf(table);
    if (table === undefined || key === undefined) return;
    this.assignments.push({ name: table.slice(1), key, exported: false, span: this.#place(node), block });
  }

  #word(node: Syntax): ScriptWord {
    return wordOf(this.#place(node), this.#parts(node));
  }

  #parts(outer: Syntax): readonly WordPart[] {
    const node = only(outer);
    const { start, end } = node;
    if (plain.has(node.type)) return this.#text(node);
    if (printing.has(node.type)) return [this.#output(node)];
    switch (node.type) {
      case 'generic_token':
        return this.#bare(node);
      case 'variable':
      case 'braced_variable':
        return [this.#variable(start, end)];
      case 'verbatim_string_characters':
        return textParts(this.#script, start + 1, end - 1, (raw) => raw.replaceAll("''", "'"));
      case 'expandable_string_literal':
        return this.#expandable(node);
      case 'hash_literal_expression':
        return [{ kind: 'table', entries: this.#entries(node), span: this.#place(node) }];
      default:
        return [{ kind: 'unknown', span: this.#place(node) }];
    }
  }

  #text({ start, end }: Syntax): readonly WordPart[] {
    return textParts(this.#script, start, end, unescape);
  }

  /** A word without quotes, in which variables are filled in as in quotes. */
  #bare({ start, end }: Syntax): readonly WordPart[] {
    const parts: WordPart[] = [];
    let at = start;
    for (const match of this.#script.text.slice(start, end).matchAll(/\$(?:\{[^}]+\}|\w+(?::\w+)?)/g)) {
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
    const key = keyOf(this.#script.text.slice(start, end));
    const span = this.#script.place(start, end);
    return key === undefined ? { kind: 'unknown', span } : { kind: 'variable', key, span };
  }

  /** `az ... | ConvertFrom-Json`, `(az ...)`, `$(az ...)`, `(az ...).Trim()`. */
  #output(node: Syntax): WordPart {
    const commands: ScriptCommand[] = [];
    const visit = (one: Syntax): void => {
      if (one.type === 'command') commands.push(this.#command(one, -1));
      else if (one.type !== 'argument_list') for (const inner of one.children) visit(inner);
    };
    visit(node);
    const span = this.#place(node);
    return commands.length === 0 ? { kind: 'unknown', span } : { kind: 'output', commands, span };
  }

  #entries(table: Syntax): readonly TableEntry[] {
    const entries = child(table, 'hash_literal_body')?.children ?? [];
    return entries
      .filter(({ type }) => type === 'hash_entry')
      .flatMap((entry) => {
        const [name, value] = [child(entry, 'key_expression'), child(entry, 'pipeline')];
        if (name === undefined || value === undefined) return [];
        return [{ name: this.#word(name), value: this.#word(value) }];
      });
  }

  #slice({ start, end }: Syntax): string {
    return this.#script.text.slice(start, end);
  }

  #place({ start, end }: Syntax): Span {
    return this.#script.place(start, end);
  }
}

/** The grammar puts a chain of nodes around each value, one for each operator there might be. */
function only(node: Syntax): Syntax {
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

/** Names of variables are the same in either case, and in each of the script's own scopes. */
function keyOf(written: string): string | undefined {
  const match = /^\$\{?(?:(\w+):)?(\w+)\}?$/.exec(written);
  if (match === null) return undefined;
  const [, scope = '', name = ''] = match;
  const isEnvironment = scope.toLowerCase() === 'env';
  return `${isEnvironment ? 'env:' : ''}${name.toLowerCase()}`;
}
