import { child, descendants, hasChild, type Syntax } from '../grammar/syntax';
import type { WrittenValue } from './script-file';
import { sinkOf } from './settings-text';

/** The text of a node. */
export type Slice = (node: Syntax) => string;

/** What runs a text as a script: `bash -c '...'`, and what is read by `bash <<EOF`. */
const shells = /^(?:.*\/)?(?:ba|z|da|k)?sh$/;

/** The word of a command that is a script of its own: of `bash -c '...'`, also behind `sudo`, `eval "..."`, `ssh host '...'`. */
export function scriptWordIn({ children }: Syntax, slice: Slice): Syntax | undefined {
  const [first] = children;
  const name = first === undefined ? '' : slice(first);
  const found = name === 'eval' || name === 'ssh' ? children.at(-1) : behindShell(children, slice);
  return found?.type === 'string' || found?.type === 'raw_string' ? found : undefined;
}

function behindShell(children: readonly Syntax[], slice: Slice): Syntax | undefined {
  const at = children.findIndex((one) => shells.test(slice(one)));
  if (at < 0) return undefined;
  const option = children.findIndex((one, i) => i > at && /^-\w*c$/.test(slice(one)));
  return option < 0 ? undefined : children[option + 1];
}

export interface HereDocument {
  readonly body: Syntax;
  /** Nothing in it is filled in: its mark is quoted. */
  readonly raw: boolean;
  /** A shell runs it. */
  readonly isScript: boolean;
  /** What becomes of it; `undefined` where it is shown to people. */
  readonly sink: WrittenValue['as'] | undefined;
  /** The file that it is written to, as far as that is literal. */
  readonly to: string | undefined;
}

export function hereDocumentIn(statement: Syntax, slice: Slice): HereDocument | undefined {
  const redirect = child(statement, 'heredoc_redirect');
  const body = redirect && child(redirect, 'heredoc_body');
  const [command] = statement.children;
  if (redirect === undefined || body === undefined || command === undefined) return undefined;
  const start = child(redirect, 'heredoc_start');
  const program = command.type === 'command' ? command.children.map(slice) : [];
  const file = sinkIn(statement, slice) ?? sinkIn(redirect, slice);
  const isShown = program[0] === 'cat' && !hasChild(redirect, 'pipeline');
  return {
    body,
    raw: start !== undefined && /["'\\]/.test(slice(start)),
    isScript: program[0] === 'ssh' || program.some((word) => shells.test(word)),
    sink: file ?? (isShown ? undefined : 'text'),
    to: writtenTo([statement, redirect], program, slice),
  };
}

function writtenTo(nodes: readonly Syntax[], program: readonly string[], slice: Slice): string | undefined {
  const targets = program[0] === 'tee' ? program.slice(-1) : nodes.map((node) => targetIn(node, slice));
  return targets.find((one) => one !== undefined)?.replace(/^["']|["']$/g, '');
}

/** `> file`, `>> "$GITHUB_ENV"`, `| tee -a file`. */
export function sinkIn(node: Syntax, slice: Slice): WrittenValue['as'] | undefined {
  if (node.type === 'pipeline') {
    const last = node.children.at(-1);
    if (last?.type !== 'command') return undefined;
    return slice(last).startsWith('tee') ? sinkOf(slice(last)) : 'text';
  }
  if (node.type !== 'redirected_statement' && node.type !== 'heredoc_redirect') return undefined;
  const file = targetIn(node, slice);
  return file === undefined ? undefined : sinkOf(file.replace(/^["']/, ''));
}

function targetIn(node: Syntax, slice: Slice): string | undefined {
  const target = node.children.findLast(
    (one) => one.type === 'file_redirect' && /^1?>(?!&\d)/.test(slice(one)),
  );
  const file = target?.children.at(-1);
  return file && slice(file);
}

/** A function of more commands than this is no helper that runs what it is given. */
const longestRunner = 100;

export function functionName({ children: [first, second] }: Syntax): Syntax | undefined {
  return first?.type === 'function' ? second : first;
}

/** Of a function that runs its arguments, `"$@"`, the words it puts before them; `undefined` for others. */
export function runnerWords(definition: Syntax, slice: Slice): readonly Syntax[] | undefined {
  let left = longestRunner;
  for (const one of descendants(definition, new Set(['command', 'variable_assignment']))) {
    if ((left -= 1) < 0) return undefined;
    if (one.type === 'variable_assignment') {
      if (/=\(?"?\$(?:[@*]|\{[@*])/.test(slice(one))) return [];
      continue;
    }
    const words = one.children.filter(({ type }) => type !== 'variable_assignment');
    const at = words.findIndex((word) => /^"?\$(?:[@*]|\{[@*](?::\d+)?\})"?$/.test(slice(word)));
    const name = words[0] === undefined ? '' : slice(words[0]);
    if (at >= 0 && !/^(?:echo|printf|log\w*|logger|cat|print)$/.test(name)) return words.slice(0, at);
  }
  return undefined;
}
