import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Trees } from './grammar/grammars';
import { embeddedScripts, type EmbeddedScript } from './infra/embedded-scripts';
import { insideOf } from './infra/json-nodes';
import { isNestedBeyond } from './nesting';
import type { Comment, Reading } from './reading';
import { readPowerShellText } from './script/read-powershell';
import { readShellText } from './script/read-shell';
import type { Script } from './script/script-file';
import { holes, type ScriptText } from './script/script-text';
import type { Span } from './span';

/** Adds the scripts that stand in a template, which are judged as those in files of their own. */
export function withScripts(reading: Reading, text: string, trees: Trees): Reading {
  const scripts: Script[] = [];
  const comments: Comment[] = [...reading.comments];
  for (const embedded of reading.subjects.flatMap((one) =>
    one.kind === 'infra' ? embeddedScripts(one) : [],
  )) {
    const read = embedded.syntax === 'powershell' ? readPowerShellText : readShellText;
    const found = read(scriptText(text, embedded), trees);
    scripts.push(found.script);
    comments.push(...found.comments);
  }
  if (scripts.length === 0) return reading;
  return {
    subjects: [...reading.subjects, { kind: 'script', scripts, environments: [], apps: [] }],
    comments,
  };
}

/** Deeper than any; the parser works by recursion. */
const maxDepth = 100;

/** The scripts of a `package.json`, which npm runs in a shell. */
export function readPackage(text: string, trees: Trees): Reading {
  const root = isNestedBeyond(text, maxDepth) ? undefined : parseTree(text);
  const node = root && findNodeAtLocation(root, ['scripts']);
  const scripts = (node?.children ?? []).flatMap(({ children: [, value] = [] }): readonly Script[] => {
    if (value?.type !== 'string') return [];
    const written = scriptText(text, { syntax: 'shell', span: insideOf(value), gaps: [] });
    return [readShellText(written, trees).script];
  });
  return { subjects: [{ kind: 'script', scripts, environments: [], apps: [] }], comments: [] };
}

/** The script as it will run, with holes for what the template puts in; and where each character stands in the file. */
function scriptText(text: string, { span, gaps }: EmbeddedScript): ScriptText {
  const isQuoted = /["']/.test(text.charAt(span.start - 1)) && !text.startsWith("'''", span.start - 3);
  const characters: string[] = [];
  const places: number[] = [];
  const take = (start: number, end: number, unescape: boolean): void => {
    for (let at = start; at < end;) {
      const escape = unescape && text[at] === '\\';
      places.push(at);
      characters.push(escape ? unescaped(text.charAt(at + 1)) : text.charAt(at));
      at += escape ? 2 : 1;
    }
  };
  let at = span.start;
  for (const [index, gap] of gaps.map((one) => withMarks(text, one)).entries()) {
    take(at, gap.start, isQuoted);
    const hole = index % 2 === 0 ? holes[0] : holes[1];
    for (at = gap.start; at < gap.end; at++) {
      places.push(at);
      characters.push(hole);
    }
  }
  take(at, span.end, isQuoted);
  places.push(span.end);
  const placeOf = (offset: number) => places[Math.min(offset, places.length - 1)] ?? span.end;
  return {
    text: characters.join(''),
    place: (start, end) => ({ start: placeOf(start), end: placeOf(end) }),
  };
}

/** With the marks around what is put in: `${var.app}`. */
function withMarks(text: string, { start, end }: Span): Span {
  const before = /\$\{~?\s{0,8}$/.exec(text.slice(Math.max(start - 12, 0), start))?.[0] ?? '';
  const after = before === '' ? '' : (/^\s{0,8}~?\}/.exec(text.slice(end, end + 12))?.[0] ?? '');
  return { start: start - before.length, end: end + after.length };
}

function unescaped(letter: string): string {
  return escapes[letter] ?? letter;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
