import { elementIn, readXml, type XmlElement } from '../../../source/build/xml';
import { lineEndOf, type TextEdit } from '../../../source/span';
import type { WantedLibrary } from './wanted-libraries';

/** The edits that add libraries to a POM; none where it is no POM. */
export function addToPom(text: string, libraries: readonly WantedLibrary[]): readonly TextEdit[] {
  const project = readXml(text).roots.find(({ name }) => name === 'project');
  if (project === undefined || libraries.length === 0) return [];
  const pom = new Pom(text, project);
  const platforms = libraries.filter(({ use }) => use === 'bom').map(platformLines);
  const others = libraries.filter(({ use }) => use === 'library').map(libraryLines);
  return [
    ...pom.add(['dependencyManagement', 'dependencies'], platforms.flat()),
    ...pom.add(['dependencies'], others.flat()),
  ];
}

/** A line and how many steps it is indented below its parent. */
type Line = readonly [depth: number, text: string];

function platformLines({ group, artifact, version = '' }: WantedLibrary): readonly Line[] {
  return [
    [0, '<dependency>'],
    [1, `<groupId>${group}</groupId>`],
    [1, `<artifactId>${artifact}</artifactId>`],
    [1, `<version>${version}</version>`],
    [1, '<type>pom</type>'],
    [1, '<scope>import</scope>'],
    [0, '</dependency>'],
  ];
}

function libraryLines({ group, artifact, version, runtime }: WantedLibrary): readonly Line[] {
  return [
    [0, '<dependency>'],
    [1, `<groupId>${group}</groupId>`],
    [1, `<artifactId>${artifact}</artifactId>`],
    ...(version === undefined ? [] : ([[1, `<version>${version}</version>`]] as const)),
    ...(runtime === true ? ([[1, '<scope>runtime</scope>']] as const) : []),
    [0, '</dependency>'],
  ];
}

class Pom {
  readonly #text: string;
  readonly #project: XmlElement;
  readonly #unit: string;
  readonly #lineEnd: string;

  constructor(text: string, project: XmlElement) {
    this.#text = text;
    this.#project = project;
    this.#lineEnd = lineEndOf(text);
    const [first] = project.children;
    const width =
      first === undefined ? '' : indentAt(text, first.start).slice(indentAt(text, project.start).length);
    this.#unit = width === '' ? '  ' : width;
  }

  /** Puts lines at the end of an element, which is made where it is not there. */
  add(path: readonly string[], lines: readonly Line[]): readonly TextEdit[] {
    if (lines.length === 0) return [];
    let [parent, depth]: [XmlElement, number] = [this.#project, 0];
    for (const name of path) {
      const next = elementIn(parent, name);
      if (next === undefined) break;
      [parent, depth] = [next, depth + 1];
    }
    const missing = path.slice(depth);
    const opening = missing.map((name, i): Line => [i, `<${name}>`]);
    const closing = missing.map((name, i): Line => [i, `</${name}>`]).reverse();
    const inner = lines.map(([more, line]): Line => [missing.length + more, line]);
    return [this.#put(parent, [...opening, ...inner, ...closing])];
  }

  #put(parent: XmlElement, lines: readonly Line[]): TextEdit {
    const outer = indentAt(this.#text, parent.start);
    const written = lines.map(([depth, line]) => `${outer}${this.#unit.repeat(depth + 1)}${line}`);
    const block = written.join(this.#lineEnd);
    const [first] = /^<[^>]*\/>/.exec(this.#text.slice(parent.start, parent.end)) ?? [];
    if (first !== undefined) {
      const open = `${first.slice(0, -2).trimEnd()}>`;
      const text = `${open}${this.#lineEnd}${block}${this.#lineEnd}${outer}</${parent.name}>`;
      return { span: { start: parent.start, end: parent.end }, text };
    }
    const close = this.#text.lastIndexOf('</', parent.end - 1);
    // Before what builds the project, where people look for dependencies.
    const before = parent === this.#project ? elementIn(parent, 'build') : undefined;
    const at = before === undefined ? close : before.start;
    const lineStart = at - indentAt(this.#text, at).length;
    const isOwnLine = lineStart === 0 || /[\r\n]/.test(this.#text.charAt(lineStart - 1));
    return isOwnLine
      ? { span: { start: lineStart, end: lineStart }, text: `${block}${this.#lineEnd}` }
      : { span: { start: at, end: at }, text: `${this.#lineEnd}${block}${this.#lineEnd}${outer}` };
  }
}

/** The blanks before a place on its line; empty where something else stands there. */
function indentAt(text: string, at: number): string {
  let start = at;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  return start === 0 || /[\r\n]/.test(text.charAt(start - 1)) ? text.slice(start, at) : '';
}
