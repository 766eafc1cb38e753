import type { Node } from 'web-tree-sitter';
import type { Trees } from '../../grammar/grammars';
import type { SourceFile } from '../../source-file';
import { withLineEnds } from '../kotlin/kotlin-line-ends';

/** A class that a program can be started with. */
export interface MainClass {
  /** As the Java launcher takes it: `a.b.Outer$Inner`, `a.b.FileKt`. */
  readonly name: string;
  /** Whether its file declares a Spring Boot application. */
  readonly isSpringBoot: boolean;
}

/** Few files hold one: the others are not parsed. */
const mayStart = /\b(?:void|fun)\s+main\s*\(/;
const types = [
  ...['class_declaration', 'enum_declaration', 'record_declaration', 'interface_declaration'],
  'object_declaration',
];
const functions = ['method_declaration', 'function_declaration'];

/** The classes of a Java or Kotlin file whose `main` starts a program, in the order of the text; each once. Its grammar must be loaded. */
export function mainClassesIn(file: SourceFile, trees: Trees): readonly MainClass[] {
  const { language, text } = file;
  if ((language !== 'java' && language !== 'kotlin') || !mayStart.test(text)) return [];
  const parsed = language === 'kotlin' ? withLineEnds(text) : text;
  const names = trees.read(language, parsed, (root) => {
    const inPackage = packageOf(root);
    return root
      .descendantsOfType(functions)
      .filter((one) => one.childForFieldName('name')?.text === 'main')
      .flatMap((one) => (language === 'java' ? javaClass(one) : kotlinClass(one, file.path)) ?? [])
      .map((name) => (inPackage === '' ? name : `${inPackage}.${name}`));
  });
  const isSpringBoot = text.includes('@SpringBootApplication');
  return [...new Set(names)].map((name) => ({ name, isSpringBoot }));
}

function packageOf(root: Node): string {
  const header = root.children.find((one) => ['package_declaration', 'package_header'].includes(one.type));
  const path = header?.namedChildren.find(({ type }) => type.endsWith('identifier'));
  return path?.text ?? '';
}

function javaClass(method: Node): string | undefined {
  const modifiers = method.children.find(({ type }) => type === 'modifiers');
  const isStatic = modifiers?.children.some(({ type }) => type === 'static') ?? false;
  return isStatic ? typesAround(method) : undefined;
}

/** A function of the file itself stands in a class named after the file; one of an object has to be static for the launcher. */
function kotlinClass(main: Node, path: string): string | undefined {
  if (main.parent?.type === 'source_file') return classOfFile(main.parent, path);
  const modifiers = main.children.find(({ type }) => type === 'modifiers');
  return modifiers !== undefined && /@(?:kotlin\.jvm\.)?JvmStatic\b/.test(modifiers.text)
    ? typesAround(main)
    : undefined;
}

function classOfFile(root: Node, path: string): string {
  const annotations = root.children.filter(({ type }) => type === 'file_annotation');
  const given = annotations.flatMap(({ text }) => /\bJvmName\s*\(\s*"([^"]+)"/.exec(text)?.[1] ?? [])[0];
  if (given !== undefined) return given;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.kt$/, '');
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replace(/[^\w$]/g, '_')}Kt`;
}

/** `undefined` within another function: no launcher finds such a class. */
function typesAround(node: Node): string | undefined {
  const names: string[] = [];
  for (let around = node.parent; around !== null; around = around.parent) {
    if (functions.includes(around.type)) return undefined;
    if (types.includes(around.type)) names.unshift(around.childForFieldName('name')?.text ?? '');
  }
  return names.length === 0 || names.includes('') ? undefined : names.join('$');
}
