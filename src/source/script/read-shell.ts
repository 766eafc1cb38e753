import type { Trees } from '../grammar/grammars';
import { child, commentsIn, copyTree, descendants, hasChild, type Syntax } from '../grammar/syntax';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Assignment, ScriptCommand, ScriptWord, WordPart } from './script-file';
import { textParts, wholeText, type ScriptReading, type ScriptText } from './script-text';
import { wordOf } from './words';

export function readShell({ text }: SourceFile, trees: Trees): Reading {
  const { script, comments } = readShellText(wholeText(text), trees);
  return { subjects: [{ kind: 'script', scripts: [script], environments: [], apps: [] }], comments };
}

/** What is written to a file or to a program's input is no command of this script, though parts of it may be run. */
const leaves = new Set(['comment', 'heredoc_body', 'raw_string']);

/** Whether what is inside of them runs, and how often, is told by a run only. */
const branches = new Set([
  ...['if_statement', 'elif_clause', 'else_clause', 'case_item', 'while_statement', 'for_statement'],
  ...['c_style_for_statement', 'function_definition'],
]);

/** Commands that people call for whether they succeed. */
const asking = new Set(['test', 'grep', 'command']);

export function readShellText(script: ScriptText, trees: Trees): ScriptReading {
  const root = trees.read('bash', script.text, (node) => copyTree(node, { leaves, offset: 0 }));
  const reader = new ShellReader(script);
  reader.read(root, -1);
  const { commands, exported } = reader;
  const assignments = reader.assignments.map((one) => ({
    ...one,
    exported: one.exported || exported.has(one.key),
  }));
  const comments = commentsIn(root, script.text).map(({ span, text }) => ({
    span: script.place(span.start, span.end),
    text,
  }));
  return { script: { syntax: 'shell', commands, assignments }, comments };
}

class ShellReader {
  readonly commands: ScriptCommand[] = [];
  readonly assignments: Assignment[] = [];
  /** Names that `export NAME` hands to programs. */
  readonly exported = new Set<string>();
  readonly #script: ScriptText;

  constructor(script: ScriptText) {
    this.#script = script;
  }

  read(node: Syntax, block: number): void {
    for (const one of node.children)
      this.#visit(one, branches.has(one.type) || this.#isChoice(node, one) ? one.start : block);
  }

  /** What runs only when something before it fails, or tells that it holds: `[ -n "$x" ] && a || b`. */
  #isChoice({ type, children }: Syntax, one: Syntax): boolean {
    const [first, operator] = children;
    if (type !== 'list' || first === undefined || one === first || one === operator) return false;
    return operator?.type === '||' || this.#asks(first);
  }

  /** Whether a command is there for what it tells: `[ -n "$x" ]`, `grep -q x file`; of a list the first one counts. */
  #asks(node: Syntax): boolean {
    const [first] = node.children;
    if (node.type === 'list') return first !== undefined && this.#asks(first);
    const name = node.type === 'command' ? child(node, 'command_name') : undefined;
    return node.type === 'test_command' || (name !== undefined && asking.has(this.#slice(name)));
  }

  #visit(node: Syntax, block: number): void {
    switch (node.type) {
      case 'command': {
        const command = this.#command(node, block);
        this.commands.push(command);
        if (command.words[0]?.literal === 'read') this.#readsInto(command);
        break;
      }
      case 'declaration_command':
        this.#declare(node);
        break;
      case 'variable_assignment':
        this.assignments.push(this.#assignment(node, block, false));
        break;
      case 'for_statement': {
        const name = child(node, 'variable_name');
        if (name !== undefined) this.#unknown(this.#slice(name), this.#place(name), block);
      }
    }
    this.read(node.type === 'command' ? withoutEnvironment(node) : node, block);
  }

  #declare(node: Syntax): void {
    const isExport = hasChild(node, 'export') || node.children.some((one) => this.#slice(one) === '-x');
    for (const one of node.children) {
      if (one.type === 'variable_name' && isExport) this.exported.add(this.#slice(one));
      if (one.type === 'variable_assignment' && isExport) this.exported.add(this.#slice(nameIn(one)));
    }
  }

  #readsInto({ words, block }: ScriptCommand): void {
    for (const { literal, span } of words.slice(1))
      if (literal !== undefined && /^\w+$/.test(literal)) this.#unknown(literal, span, block);
  }

  #unknown(name: string, span: Assignment['span'], block: number): void {
    this.assignments.push({ name, key: name, exported: false, span, block });
  }

  #command(node: Syntax, block: number): ScriptCommand {
    const environment = node.children
      .filter(({ type }) => type === 'variable_assignment')
      .map((one) => this.#assignment(one, block, true));
    const words = node.children
      .filter(({ type }) => type !== 'variable_assignment' && !type.endsWith('_redirect'))
      .map((one) => this.#word(one));
    return { span: this.#place(node), words, environment, block };
  }

  #assignment(node: Syntax, block: number, exported: boolean): Assignment {
    const name = this.#slice(nameIn(node));
    const equals = node.children.findIndex(({ type }) => type === '=');
    const given = node.children[equals + 1];
    const common = { name, key: name, exported, span: this.#place(node), block };
    if (equals < 0) return common;
    // `NAME=` is the empty text.
    if (given === undefined) return { ...common, value: wordOf(this.#placeOf(node.end, node.end), []) };
    return { ...common, value: this.#word(given) };
  }

  #word(node: Syntax): ScriptWord {
    return wordOf(this.#place(node), this.#parts(node));
  }

  #parts(node: Syntax): readonly WordPart[] {
    const { start, end, children } = node;
    switch (node.type) {
      case 'word':
      case 'number':
        return textParts(this.#script, start, end, (raw) => raw.replace(/\\\n|\\(?=.)/gs, ''));
      case 'raw_string':
        return textParts(this.#script, start + 1, end - 1, (raw) => raw);
      case 'string':
        return this.#quoted(node);
      case 'command_name':
      case 'concatenation':
        return children.flatMap((one) => this.#parts(one));
      case 'simple_expansion':
      case 'expansion':
        return [this.#expansion(node)];
      case 'command_substitution': {
        const printing = children.flatMap((one) =>
          one.type === 'pipeline' ? one.children.filter(({ type }) => type === 'command') : [one],
        );
        const commands = printing
          .filter(({ type }) => type === 'command')
          .map((one) => this.#command(one, -1));
        return [{ kind: 'output', commands, span: this.#place(node) }];
      }
      default:
        return [{ kind: 'unknown', span: this.#place(node) }];
    }
  }

  /** Between double quotes blanks beside expansions are in no node, so all that is in no expansion is text. */
  #quoted({ start, end, children }: Syntax): readonly WordPart[] {
    const unescape = (raw: string) => raw.replace(/\\\n|\\(?=["$`\\])/g, '');
    const parts: WordPart[] = [];
    let at = start + 1;
    for (const one of children.filter(
      ({ type }) => type.endsWith('expansion') || type.endsWith('substitution'),
    )) {
      parts.push(...textParts(this.#script, at, one.start, unescape), ...this.#parts(one));
      at = one.end;
    }
    return [...parts, ...textParts(this.#script, at, end - 1, unescape)];
  }

  /** `$X` and `${X}`; what `${X:-y}` and the like are, only a run tells. */
  #expansion(node: Syntax): WordPart {
    const name = child(node, 'variable_name');
    const span = this.#place(node);
    const isPlain = name !== undefined && node.children.length === (node.type === 'expansion' ? 3 : 2);
    return isPlain ? { kind: 'variable', key: this.#slice(name), span } : { kind: 'unknown', span };
  }

  #slice({ start, end }: Syntax): string {
    return this.#script.text.slice(start, end);
  }

  #place({ start, end }: Syntax): Assignment['span'] {
    return this.#placeOf(start, end);
  }

  #placeOf(start: number, end: number): Assignment['span'] {
    return this.#script.place(start, end);
  }
}

function nameIn(assignment: Syntax): Syntax {
  return assignment.children[0] ?? assignment;
}

/** What a command runs in substitutions counts; the variables it alone sees are its own. */
function withoutEnvironment(command: Syntax): Syntax {
  const children = command.children.flatMap((one) =>
    one.type === 'variable_assignment' ? [...descendants(one, new Set(['command_substitution']))] : [one],
  );
  return { ...command, children };
}
