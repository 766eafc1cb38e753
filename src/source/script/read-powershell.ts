import type { Trees } from '../grammar/grammars';
import { child, commentsIn, copyTree, descendants, type Syntax } from '../grammar/syntax';
import type { Comment, Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { keyOf, only, PowerShellWords } from './words/powershell-words';
import type { Assignment, Runner, ScriptCommand, ScriptWord, WrittenValue } from './script-file';
import { isDeepest, quotedText, wholeText, type ScriptReading, type ScriptText } from './script-text';
import { pipelineVariable, settingsIn, sinkOf } from './settings-text';

export function readPowerShell({ text }: SourceFile, trees: Trees): Reading {
  const { script, comments } = readPowerShellText(wholeText(text), trees);
  return { subjects: [{ kind: 'script', scripts: [script], environments: [], apps: [] }], comments };
}

const leaves = new Set([
  ...['comment', 'verbatim_string_characters', 'verbatim_here_string_characters'],
  ...['expandable_here_string_literal', 'command_argument_sep'],
]);

const branches = new Set(['statement_block', 'script_block', 'script_block_expression', 'switch_clause']);

const texts = new Set(['expandable_string_literal', 'verbatim_string_characters']);

/**
 * The grammar does not know arguments as programs take them, `--name=value` and `NAME="value"`: a blank parts them. Nor does it know `??`,
 * which is read as a sum, and `??=`.
 */
function parsable(text: string): string {
  return text
    .replace(/([\s`]--[A-Za-z][\w-]*|\s[A-Z][A-Z0-9_]*(?==["'$(]))=/g, '$1 ')
    .replaceAll('??=', '  =')
    .replace(/(?<=\s)\?\?(?=\s)/g, '+ ');
}

export function readPowerShellText(script: ScriptText, trees: Trees): ScriptReading {
  const reader = new PowerShellReader(trees);
  reader.read(script);
  const { commands, assignments, written, runners, functions, comments } = reader;
  const running = new Set(runners.map(({ name }) => name));
  const names = functions.filter((name) => !running.has(name));
  return {
    script: { syntax: 'powershell', commands, assignments, written, runners, functions: names },
    comments: comments.sort((a, b) => a.span.start - b.span.start),
  };
}

class PowerShellReader {
  readonly commands: ScriptCommand[] = [];
  readonly assignments: Assignment[] = [];
  readonly written: WrittenValue[] = [];
  readonly runners: Runner[] = [];
  readonly functions: string[] = [];
  readonly comments: Comment[] = [];
  readonly #trees: Trees;

  constructor(trees: Trees) {
    this.#trees = trees;
  }

  read(script: ScriptText): void {
    const root = this.#trees.read('powershell', parsable(script.text), (node) =>
      copyTree(node, { leaves, offset: 0 }),
    );
    for (const { span, text } of commentsIn(root, script.text))
      this.comments.push({ span: script.place(span.start, span.end), text });
    new Statements(this, script).read(root, -1);
  }
}

class Statements {
  readonly #reader: PowerShellReader;
  readonly #script: ScriptText;
  readonly #words: PowerShellWords;

  constructor(reader: PowerShellReader, script: ScriptText) {
    this.#reader = reader;
    this.#script = script;
    this.#words = new PowerShellWords(script);
  }

  read(node: Syntax, block: number): void {
    for (const one of node.children) {
      const inside = branches.has(one.type) ? one.start : block;
      switch (one.type) {
        case 'command':
          this.#command(one, inside);
          break;
        case 'assignment_expression':
          this.#assign(one, inside);
          break;
        case 'pipeline_chain':
          this.#prints(one);
          break;
        case 'function_statement':
          this.#define(one);
          break;
        case 'script_parameter':
          this.#default(one);
          break;
        case 'invokation_expression':
          this.#invoke(one, inside);
      }
      this.read(one, inside);
    }
  }

  #command(node: Syntax, block: number): void {
    const command = this.#words.command(node, block);
    this.#reader.commands.push(command);
    const [first, ...others] = command.words;
    const name = first?.literal?.toLowerCase() ?? '';
    const isGiven = others.some(({ literal }) => /^-c(?:ommand)?$/i.test(literal ?? ''));
    if (/^(?:iex|invoke-expression)$/.test(name) || (/^(?:pwsh|powershell)(?:\.exe)?$/.test(name) && isGiven))
      this.#runsText(node);
  }

  /** The last text that a command is given, which is run as a script. */
  #runsText(command: Syntax): void {
    if (isDeepest(this.#script)) return;
    const words = (child(command, 'command_elements')?.children ?? []).map(only);
    const text = words.findLast(({ type }) => texts.has(type));
    if (text === undefined) return;
    const escaped = text.type === 'expandable_string_literal' ? /`(?=.)/gs : undefined;
    this.#reader.read(quotedText(this.#script, text, escaped));
  }

  /** `"A=$b" >> $env:GITHUB_ENV`, `"A=$b" | Out-File ...`, `Write-Host "##vso[...]$b"`. */
  #prints(node: Syntax): void {
    const [first, ...others] = node.children;
    if (first === undefined) return;
    const printed = first.type === 'command' ? this.#printedBy(first) : [this.#words.word(first)];
    for (const word of printed) {
      const variable = pipelineVariable(word);
      if (variable !== undefined) this.#reader.written.push(variable);
    }
    const last = others.at(-1);
    // `"..." | ConvertTo-SecureString -AsPlainText`.
    if (
      last?.type === 'command' &&
      /^convertto-securestring\b/i.test(this.#slice(last)) &&
      first.type !== 'command'
    )
      this.#reader.written.push({ name: 'password', value: this.#words.word(first), as: 'text' });
    const sink = this.#sinkOf(first, others);
    if (sink === undefined) return;
    for (const word of printed)
      for (const setting of settingsIn(word.parts)) this.#reader.written.push({ ...setting, as: sink });
  }

  #printedBy(node: Syntax): readonly ScriptWord[] {
    const [name, ...words] = this.#words.command(node, -1).words;
    return /^(?:echo|write-(?:output|host|information)|(?:add|set)-content|new-item|ac|sc)$/i.test(
      name?.literal ?? '',
    )
      ? words
      : [];
  }

  #sinkOf(first: Syntax, others: readonly Syntax[]): WrittenValue['as'] | undefined {
    const written = first.type === 'command' ? this.#slice(first) : '';
    if (/^(?:add-content|set-content|ac|sc)\b/i.test(written)) return sinkOf(written);
    const places = [first, ...others].flatMap((one) => [
      one,
      ...(child(one, 'command_elements')?.children ?? []),
    ]);
    const redirection = places.find(({ type }) => type === 'redirection' || type === 'redirections');
    if (redirection !== undefined) return sinkOf(this.#slice(redirection).replace(/^[^\w$.]+/, ''));
    const last = others.at(-1);
    return last?.type === 'command' &&
      /^(?:out-file|add-content|set-content|tee-object|tee|ac|sc)\b/i.test(this.#slice(last))
      ? sinkOf(this.#slice(last))
      : undefined;
  }

  /** A function that gives its arguments to a program: `az @args`. */
  #define(node: Syntax): void {
    const nameNode = child(node, 'function_name');
    if (nameNode === undefined) return;
    const name = this.#slice(nameNode);
    this.#reader.functions.push(name);
    let left = 100;
    for (const one of descendants(node, new Set(['command']))) {
      if ((left -= 1) < 0) return;
      const { words } = this.#words.command(one, -1);
      const at = words.findIndex(({ parts: [part] }) => part?.kind === 'variable' && part.key === 'args');
      if (at < 0) continue;
      this.#reader.runners.push({ name, words: words.slice(0, at) });
      return;
    }
  }

  /** `$headers.Add(...)`, `[Environment]::SetEnvironmentVariable('NAME', $value)`. */
  #invoke(node: Syntax, block: number): void {
    const written = this.#slice(node);
    if (/^\$\w+\.(?:try)?(?:add|append|set)/i.test(written)) this.#forgetTable(written, node, block);
    if (!/^\[(?:system\.)?environment\]::setenvironmentvariable\(/i.test(written)) return;
    const list = child(node, 'argument_list');
    const given = (list && child(list, 'argument_expression_list'))?.children ?? [];
    const [name, value] = given.filter(({ type }) => type !== ',').map((one) => this.#words.word(one));
    if (name?.literal === undefined || value === undefined) return;
    const key = `env:${name.literal.toLowerCase()}`;
    const span = this.#words.place(node);
    this.#reader.assignments.push({ name: name.literal, key, exported: true, span, block, value });
  }

  /** What a parameter is when nobody gives it. Whoever does is not known, so no variable has it. */
  #default(node: Syntax): void {
    const [variable, given] = [child(node, 'variable'), child(node, 'script_parameter_default')];
    const value = given?.children.find(({ type }) => type !== '=');
    if (variable === undefined || value === undefined) return;
    const name = this.#slice(variable).slice(1);
    this.#reader.written.push({ name, value: this.#words.word(value), as: 'text' });
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
    const whole = this.#words.place(node);
    const common = { key, exported: key.startsWith('env:'), span: whole, block };
    const name = written.replace(/^\$\{?(?:\w+:)?|\}$/g, '');
    this.#reader.assignments.push({ name, ...common, ...this.#givenBy(operator, given) });
  }

  #givenBy(operator: Syntax, right: Syntax): Pick<Assignment, 'value' | 'added'> {
    const sign = this.#slice(operator).trim();
    if (sign === '=') return { value: this.#words.word(right) };
    return sign === '+=' ? { added: this.#words.word(right) } : {};
  }

  /** What is put into a table, as `$headers['Metadata'] = 'true'` and `$headers.Add(...)` do, makes all of it unknown. */
  #forgetTable(written: string | undefined, node: Syntax, block: number): void {
    const table = /^(\$\w+)[.[]/.exec(written ?? '')?.[1];
    const key = table === undefined ? undefined : keyOf(table);
    if (table === undefined || key === undefined) return;
    const span = this.#words.place(node);
    this.#reader.assignments.push({ name: table.slice(1), key, exported: false, span, block });
  }

  #slice(node: Syntax): string {
    return this.#words.slice(node);
  }
}
