import type { Node } from 'web-tree-sitter';
import type { Trees } from '../grammar/grammars';
import { nothingRead, type Comment, type Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { spanOf, type Span } from '../span';
import { interestIn, type Interest } from './interest';
import type { JvmFile, JvmImport } from './jvm-file';
import { withLineEnds } from './kotlin/kotlin-line-ends';
import { lowerJava } from './java/lower-java';
import { lowerKotlin } from './kotlin/lower-kotlin';
import { childOf, named, rawTree, type RawNode } from './raw-tree';
import { walk } from './walk';

/** Members whose inside is read only when it holds something of interest. */
const members = new Set([
  ...[
    'method_declaration',
    'constructor_declaration',
    'compact_constructor_declaration',
    'static_initializer',
  ],
  ...['function_declaration', 'secondary_constructor', 'anonymous_initializer'],
]);

/** Reads a Java or Kotlin file, however broken. */
export function readJvm(file: SourceFile, trees: Trees): Reading {
  const { text } = file;
  const language = file.language === 'kotlin' ? 'kotlin' : 'java';
  const matters = interestIn(text);
  const mayBeSilenced = text.toLowerCase().includes('managed-identity:ignore');
  if (!matters(0, text.length)) return nothingRead;
  const parsed = language === 'kotlin' ? withLineEnds(text) : text;
  return trees.read(language, parsed, (root) => {
    const passed: Span[] = [];
    const first = jvmFile(text, language, membersOf(root, matters, passed));
    const ofThisFile = interestIn(text, namesOfInterest(first, matters));
    const more: Interest = (start, end) => matters(start, end) || ofThisFile(start, end);
    // A builder that one member keeps or returns may be finished by another that holds no word of interest itself.
    const isWhole = passed.every(({ start, end }) => !more(start, end));
    const subject = isWhole ? first : jvmFile(text, language, membersOf(root, more, []));
    return { subjects: [subject], comments: mayBeSilenced ? commentsIn(root, text) : [] };
  });
}

/** The tree without what is inside members of no interest, which are added to `passed`. */
function membersOf(root: Node, matters: Interest, passed: Span[]): RawNode {
  return rawTree(root, ({ type, start, end }, parent) => {
    // While a statement is typed, the members below it are often taken for statements, and their bodies for bare blocks.
    const mayBePassed = members.has(type) || (type === 'block' && parent === 'block');
    const isPassed = mayBePassed && !matters(start, end);
    if (isPassed) passed.push({ start, end });
    return isPassed;
  });
}

function namesOfInterest(file: JvmFile, matters: Interest): readonly string[] {
  return [...walk(file.nodes)].flatMap((node) => {
    if (!matters(node.span.start, node.span.end)) return [];
    if (node.kind === 'function') return node.name === '<init>' ? [] : [`${node.name}(`, `::${node.name}`];
    return node.kind === 'variable' && node.role === 'field' && node.name !== '' ? [node.name] : [];
  });
}

function commentsIn(root: Node, text: string): readonly Comment[] {
  return root
    .descendantsOfType(['line_comment', 'block_comment', 'multiline_comment', 'comment'])
    .map(spanOf)
    .map((span) => ({ span, text: text.slice(span.start, span.end) }));
}

const headers = ['import_declaration', 'import', 'package_declaration', 'package_header'];

function jvmFile(text: string, language: JvmFile['language'], raw: RawNode): JvmFile {
  const ownTypes = new Set<string>();
  const body = { ...raw, children: raw.children.filter(({ type }) => !headers.includes(type)) };
  const top = language === 'java' ? lowerJava(text, body) : lowerKotlin(text, body);
  for (const node of walk([top])) if (node.kind === 'type') ownTypes.add(node.name);
  const header = childOf(raw, 'package_declaration', 'package_header');
  const path = header && pathIn(header);
  return {
    kind: 'jvm',
    language,
    ownTypes,
    nodes: [top],
    packageName: path === undefined ? '' : text.slice(path.start, path.end),
    imports: raw.children
      .filter(({ type }) => type === 'import_declaration' || type === 'import')
      .flatMap((one) => importIn(one, text)),
  };
}

function pathIn(raw: RawNode): RawNode | undefined {
  return childOf(raw, 'scoped_identifier', 'qualified_identifier', 'identifier');
}

function importIn(raw: RawNode, text: string): readonly JvmImport[] {
  const path = pathIn(raw);
  if (path === undefined) return [];
  const name = text.slice(path.start, path.end);
  const isWildcard = raw.children.some(({ type }) => type === 'asterisk' || type === '*');
  const alias = named(raw).find((one) => one !== path && one.type === 'identifier');
  const last = name.slice(name.lastIndexOf('.') + 1);
  const as = isWildcard ? '*' : alias === undefined ? last : text.slice(alias.start, alias.end);
  return [{ name, as, span: spanOf({ startIndex: path.start, endIndex: path.end }) }];
}
