import { fallbackIn } from '../../fallback';
import { child, type Syntax } from '../../grammar/syntax';
import type { Span } from '../../span';
import type { Assignment, NamedText, ScriptCommand, ScriptWord, WordPart } from '../script-file';
import { textParts, type ScriptText } from '../script-text';
import { wordOf } from './words';

/** The words and commands of a shell script, from its nodes. */
export class ShellWords {
  readonly #script: ScriptText;

  constructor(script: ScriptText) {
    this.#script = script;
  }

  command(node: Syntax, block: number): ScriptCommand {
    const environment = node.children
      .filter(({ type }) => type === 'variable_assignment')
      .map((one) => this.assignment(one, block, true));
    const words = node.children
      .filter(({ type }) => type !== 'variable_assignment' && !type.endsWith('_redirect'))
      .map((one) => this.word(one));
    const input = child(node, 'herestring_redirect')?.children[1];
    return {
      span: this.place(node),
      words,
      environment,
      block,
      ...(input !== undefined && { input: this.word(input) }),
      ...(this.#script.quoted && { quoted: true }),
    };
  }

  assignment(node: Syntax, block: number, exported: boolean): Assignment {
    const name = this.slice(nameIn(node));
    const equals = node.children.findIndex(({ type }) => type === '=');
    const given = node.children[equals + 1];
    const common = { name, key: name, exported, span: this.place(node), block };
    if (equals < 0)
      return node.children[1]?.type === '+=' && node.children[2] !== undefined
        ? { ...common, added: this.word(node.children[2]) }
        : common;
    // `NAME=` is the empty text.
    if (given === undefined) return { ...common, value: wordOf(this.#placeOf(node.end, node.end), []) };
    return { ...common, value: this.word(given) };
  }

  word(node: Syntax): ScriptWord {
    return wordOf(this.place(node), this.#parts(node));
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
        return this.between(node, start + 1, end - 1);
      case 'heredoc_body':
        return this.between(node, start, end);
      case 'command_name':
      case 'concatenation':
        return children.flatMap((one) => this.#parts(one));
      case 'array':
        return [{ kind: 'list', words: this.#listed(children), span: this.place(node) }];
      case 'simple_expansion':
      case 'expansion':
        return [this.#expansion(node)];
      case 'command_substitution':
        return [{ kind: 'output', commands: this.#printing(children), span: this.place(node) }];
      default:
        return [{ kind: 'unknown', span: this.place(node) }];
    }
  }

  #listed(children: readonly Syntax[]): readonly ScriptWord[] {
    return children
      .filter(({ type }) => type !== '(' && type !== ')' && type !== 'comment')
      .map((one) => this.word(one));
  }

  #printing(children: readonly Syntax[]): readonly ScriptCommand[] {
    return children
      .flatMap((one) => (one.type === 'redirected_statement' ? one.children.slice(0, 1) : [one]))
      .flatMap((one) => (one.type === 'pipeline' ? one.children : [one]))
      .filter(({ type }) => type === 'command')
      .map((one) => this.command(one, -1));
  }

  /** Between double quotes blanks beside expansions are in no node, so all that is in no expansion is text. */
  between({ children }: Syntax, from: number, to: number): readonly WordPart[] {
    const unescape = (raw: string) => raw.replace(/\\\n|\\(?=["$`\\])/g, '');
    const parts: WordPart[] = [];
    let at = from;
    for (const one of children.filter(
      ({ type }) => type.endsWith('expansion') || type.endsWith('substitution'),
    )) {
      parts.push(...textParts(this.#script, at, one.start, unescape), ...this.#parts(one));
      at = one.end;
    }
    return [...parts, ...textParts(this.#script, at, to, unescape)];
  }

  /** Each line in a part of its own: steps of a workflow stand further in than the script that they are, which moves places. */
  lines(body: Syntax): readonly WordPart[] {
    const { text, place } = this.#script;
    const filled = body.children.filter(({ type }) => /(?:expansion|substitution)$/.test(type));
    const feedAfter = (from: number) => {
      const at = text.indexOf('\n', from);
      return at < 0 ? body.end : Math.min(at, body.end);
    };
    const parts: WordPart[] = [];
    for (let start = body.start, next = 0; start < body.end;) {
      const first = next;
      let end = feedAfter(start);
      for (let one = filled[next]; one !== undefined && one.start < end; one = filled[(next += 1)])
        end = Math.max(end, feedAfter(one.end));
      parts.push(...this.between({ ...body, children: filled.slice(first, next) }, start, end));
      if (end < body.end) parts.push({ kind: 'text', value: '\n', span: place(end, end + 1) });
      start = end + 1;
    }
    return parts;
  }

  /** `$X`, `${X}` and `${X[@]}`; what `${X:-y}` and the like are, only a run tells, but not what they are without `X`. */
  #expansion(node: Syntax): WordPart {
    const span = this.place(node);
    const list = child(node, 'subscript');
    const [whole, , index] = list?.children ?? [];
    const isAll = index !== undefined && /^[@*]$/.test(this.slice(index));
    const name = child(node, 'variable_name') ?? (isAll ? whole : undefined);
    const isPlain = name !== undefined && node.children.length === (node.type === 'expansion' ? 3 : 2);
    if (isPlain) return { kind: 'variable', key: this.slice(name), span };
    const fallback = this.#fallback(node);
    return { kind: 'unknown', span, ...(fallback !== undefined && { fallback }) };
  }

  #fallback(node: Syntax): NamedText | undefined {
    const found = fallbackIn(this.slice(node));
    if (found === undefined) return undefined;
    const [start, end] = [node.start + found.start, node.start + found.end];
    const value = wordOf(
      this.#placeOf(start, end),
      textParts(this.#script, start, end, (raw) => raw.replace(/\\(?=.)/gs, '')),
    );
    return { name: found.name, value };
  }

  slice({ start, end }: Syntax): string {
    return this.#script.text.slice(start, end);
  }

  place({ start, end }: Syntax): Span {
    return this.#placeOf(start, end);
  }

  #placeOf(start: number, end: number): Span {
    return this.#script.place(start, end);
  }
}

export function nameIn(assignment: Syntax): Syntax {
  return assignment.children[0] ?? assignment;
}
