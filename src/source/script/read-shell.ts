import type { Trees } from '../grammar/grammars';
import { child, commentsIn, copyTree, descendants, hasChild, type Syntax } from '../grammar/syntax';
import type { Comment, Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import type {
  Assignment,
  Runner,
  ScriptCommand,
  ScriptDocument,
  ScriptWord,
  WordPart,
  WrittenValue,
} from './script-file';
import {
  innerText,
  isDeepest,
  quotedText,
  wholeText,
  type ScriptReading,
  type ScriptText,
} from './script-text';
import { pipelineVariable, settingsIn } from './settings-text';
import {
  functionName,
  hereDocumentIn,
  runnerWords,
  scriptWordIn,
  sinkIn,
  type Slice,
} from './shell-statements';
import { asShell } from './words/shell-dialects';
import { nameIn, ShellWords } from './words/shell-words';
import { wordOf } from './words/words';

export function readShell({ path, text }: SourceFile, trees: Trees): Reading {
  const shell = asShell(path, text);
  const { script, comments } = readShellText(wholeText(shell), trees);
  // What a pipeline gives its steps is written in another way there; all that they start sees it.
  const assignments = script.assignments.map((one) =>
    text.startsWith(shell.slice(one.span.start, one.span.end), one.span.start)
      ? one
      : { ...one, exported: true },
  );
  return {
    subjects: [{ kind: 'script', scripts: [{ ...script, assignments }], environments: [], apps: [] }],
    comments,
  };
}

const leaves = new Set(['comment', 'raw_string']);

/** Whether what is inside of them runs, and how often, is told by a run only. */
const branches = new Set([
  ...['if_statement', 'elif_clause', 'else_clause', 'case_item', 'while_statement', 'for_statement'],
  ...['c_style_for_statement', 'function_definition'],
]);

const reading = new Set(['read', 'mapfile', 'readarray']);

/** Commands that people call for whether they succeed. */
const asking = new Set(['test', 'grep', 'command']);

export function readShellText(script: ScriptText, trees: Trees): ScriptReading {
  const reader = new ShellReader(trees);
  reader.read(script);
  const { commands, exported, written, runners, functions, comments, documents } = reader;
  const assignments = reader.assignments.map((one) => ({
    ...one,
    exported: one.exported || exported.has(one.key),
  }));
  const running = new Set(runners.map(({ name }) => name));
  const names = [...functions].filter((name) => !running.has(name));
  return {
    script: { syntax: 'shell', commands, assignments, written, runners, functions: names, documents },
    comments: comments.sort((a, b) => a.span.start - b.span.start),
  };
}

class ShellReader {
  readonly commands: ScriptCommand[] = [];
  readonly assignments: Assignment[] = [];
  readonly written: WrittenValue[] = [];
  readonly runners: Runner[] = [];
  readonly functions = new Set<string>();
  readonly documents: ScriptDocument[] = [];
  readonly comments: Comment[] = [];
  /** Names that `export NAME` hands to programs. */
  readonly exported = new Set<string>();
  readonly #trees: Trees;

  constructor(trees: Trees) {
    this.#trees = trees;
  }

  read(script: ScriptText): void {
    const root = this.#trees.read('bash', script.text, (node) => copyTree(node, { leaves, offset: 0 }));
    for (const { span, text } of commentsIn(root, script.text))
      this.comments.push({ span: script.place(span.start, span.end), text });
    new Statements(this, script).read(root, { block: -1 });
  }
}

/** What is true of the statements in a place. */
interface Around {
  /** As of `ScriptCommand`. */
  readonly block: number;
  /** What becomes of what they print, where it is kept. */
  readonly sink?: WrittenValue['as'] | undefined;
}

class Statements {
  readonly #reader: ShellReader;
  readonly #script: ScriptText;
  readonly #words: ShellWords;

  constructor(reader: ShellReader, script: ScriptText) {
    this.#reader = reader;
    this.#script = script;
    this.#words = new ShellWords(script);
  }

  read(node: Syntax, around: Around): void {
    for (const one of node.children) {
      const isBranch = branches.has(one.type) || this.#isChoice(node, one);
      this.#visit(one, isBranch ? { ...around, block: one.start } : around);
    }
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

  #visit(node: Syntax, around: Around): void {
    const { block } = around;
    switch (node.type) {
      case 'command':
        this.#command(node, around);
        break;
      case 'declaration_command':
        this.#declare(node);
        break;
      case 'variable_assignment':
        this.#reader.assignments.push(this.#words.assignment(node, block, false));
        break;
      case 'for_statement': {
        const name = child(node, 'variable_name');
        if (name !== undefined) this.#unknown(this.#slice(name), this.#words.place(name), block);
        break;
      }
      case 'function_definition':
        this.#define(node);
        break;
      case 'redirected_statement':
        this.#hereDocument(node);
    }
    this.read(node.type === 'command' ? withoutEnvironment(node) : node, {
      ...around,
      sink: sinkIn(node, this.#slice) ?? around.sink,
    });
  }

  #command(node: Syntax, { block, sink }: Around): void {
    const command = this.#words.command(node, block);
    this.#reader.commands.push(command);
    const name = command.words[0]?.literal ?? '';
    if (reading.has(name)) this.#readsInto(command);
    if (name === 'echo' || name === 'printf') this.#prints(command, sink);
    if (name === 'alias') this.#aliases(command);
    this.#runsText(node);
  }

  #aliases({ words }: ScriptCommand): void {
    for (const { literal, parts } of words.slice(1)) {
      const [alias, first] = literal?.split('=') ?? [];
      const [part] = parts.slice(-1);
      if (alias !== undefined && first !== undefined && part?.kind === 'text')
        this.#reader.runners.push({
          name: alias,
          words: [wordOf(part.span, [{ ...part, value: first.trim() }])],
        });
    }
  }

  #prints({ words }: ScriptCommand, sink: Around['sink']): void {
    for (const word of words.slice(1)) {
      const variable = pipelineVariable(word);
      if (variable !== undefined) this.#reader.written.push(variable);
    }
    if (sink === undefined) return;
    const [format, ...others] = words.slice(1).filter(({ literal }) => !/^-[neE]+$/.test(literal ?? ''));
    if (format === undefined) return;
    for (const setting of settingsIn(filledIn(format, others)))
      this.#reader.written.push({ ...setting, as: sink });
  }

  #runsText(command: Syntax): void {
    const text = scriptWordIn(command, this.#slice);
    if (text === undefined || isDeepest(this.#script)) return;
    const escaped = text.type === 'string' ? /\\(?=["$`\\])/g : undefined;
    this.#reader.read(quotedText(this.#script, text, escaped));
  }

  #hereDocument(node: Syntax): void {
    const document = hereDocumentIn(node, this.#slice);
    if (document === undefined) return;
    const { body, raw, isScript, sink, to } = document;
    if (isScript) {
      if (isDeepest(this.#script)) return;
      const escaped = raw ? undefined : /\\(?=[$`\\])/g;
      this.#reader.read(innerText(this.#script, body.start, body.end, escaped));
      return;
    }
    if (sink === undefined) return;
    // What stands in a text of its own has lost its places.
    if (this.#script.layer === undefined)
      this.#reader.documents.push({ span: this.#words.place(body), isRaw: raw, to });
    const content = raw ? { ...body, children: [] } : body;
    for (const setting of settingsIn(this.#words.lines(content)))
      this.#reader.written.push({ ...setting, as: sink });
  }

  #define(node: Syntax): void {
    const nameNode = functionName(node);
    if (nameNode === undefined) return;
    const name = this.#slice(nameNode);
    this.#reader.functions.add(name);
    const words = runnerWords(node, this.#slice)?.map((word) => this.#words.word(word));
    if (words !== undefined) this.#reader.runners.push({ name, words });
  }

  #declare(node: Syntax): void {
    const isExport = hasChild(node, 'export') || node.children.some((one) => this.#slice(one) === '-x');
    for (const one of node.children) {
      if (one.type === 'variable_name' && isExport) this.#reader.exported.add(this.#slice(one));
      if (one.type === 'variable_assignment' && isExport) this.#reader.exported.add(this.#slice(nameIn(one)));
    }
  }

  #readsInto({ words, block }: ScriptCommand): void {
    for (const { literal, span } of words.slice(1))
      if (literal !== undefined && /^\w+$/.test(literal)) this.#unknown(literal, span, block);
  }

  #unknown(name: string, span: Span, block: number): void {
    this.#reader.assignments.push({ name, key: name, exported: false, span, block });
  }

  readonly #slice: Slice = ({ start, end }) => this.#script.text.slice(start, end);
}

/** `printf 'A=%s\n' "$a"` with its words in their places. */
function filledIn(format: ScriptWord, others: readonly ScriptWord[]): readonly WordPart[] {
  const left = [...others];
  return format.parts.flatMap((part): readonly WordPart[] => {
    if (part.kind !== 'text' || !part.value.includes('%s')) return [part];
    const at = part.value.indexOf('%s');
    const rest = part.value.slice(at + 2);
    const { span } = part;
    return [
      { kind: 'text', value: part.value.slice(0, at), span },
      ...(left.shift()?.parts ?? []),
      ...(rest.trim() === '' ? [] : [{ kind: 'text', value: rest, span } as const]),
    ];
  });
}

/** What a command runs in substitutions counts; the variables it alone sees are its own. */
function withoutEnvironment(command: Syntax): Syntax {
  const children = command.children.flatMap((one) =>
    one.type === 'variable_assignment' ? [...descendants(one, new Set(['command_substitution']))] : [one],
  );
  return { ...command, children };
}
