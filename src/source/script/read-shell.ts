import type { Node, TreeCursor } from 'web-tree-sitter';
import type { Trees } from '../grammar/grammars';
import type { Comment, Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { spanOf } from '../span';
import type { ScriptCommand, ScriptWord } from './script-file';

/** Every command of a shell script, also those in functions and substitutions; texts of heredocs are none. */
export function readShell({ text }: SourceFile, trees: Trees): Reading {
  return trees.read('bash', text, (root) => {
    const commands: ScriptCommand[] = [];
    const comments: Comment[] = [];
    const cursor = root.walk();
    do {
      if (cursor.nodeType === 'command') commands.push(commandOf(cursor.currentNode, text));
      if (cursor.nodeType === 'comment') {
        const span = spanOf(cursor);
        comments.push({ span, text: text.slice(span.start, span.end) });
      }
    } while (next(cursor));
    cursor.delete();
    return { subjects: [{ kind: 'script', commands }], comments };
  });
}

/** Goes on in the order of the text, without recursion: scripts may nest deeply. */
function next(cursor: TreeCursor): boolean {
  if (cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return false;
  return true;
}

function commandOf(node: Node, text: string): ScriptCommand {
  const words = node.namedChildren
    .filter(({ type }) => type !== 'variable_assignment' && !type.endsWith('_redirect'))
    .map((child) => wordOf(child, text));
  return { span: spanOf(node), words };
}

function wordOf(node: Node, text: string): ScriptWord {
  const span = spanOf(node);
  const raw = text.slice(span.start, span.end);
  const quoted = node.type === 'string' || node.type === 'raw_string';
  if (node.type !== 'raw_string' && ['$', '`', '\\'].some((mark) => raw.includes(mark))) return { span };
  if (!['word', 'command_name', 'number', 'string', 'raw_string'].includes(node.type)) return { span };
  return { span, literal: quoted ? raw.slice(1, -1) : raw };
}
