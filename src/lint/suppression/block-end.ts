import type { Language } from '../../source/language';

/** How statements and blocks of a language end. */
type Shape = 'marks' | 'lines' | 'indent' | 'element' | 'continued';

const shapes: Readonly<Record<Language, Shape>> = {
  java: 'marks',
  json: 'marks',
  'terraform-json': 'marks',
  kotlin: 'lines',
  'build-code': 'lines',
  bicep: 'lines',
  terraform: 'lines',
  gradle: 'lines',
  toml: 'lines',
  shell: 'lines',
  powershell: 'lines',
  dockerfile: 'lines',
  dotenv: 'lines',
  yaml: 'indent',
  workflow: 'indent',
  pom: 'element',
  properties: 'continued',
  'gradle-properties': 'continued',
};

/**
 * Where the statement, element or block ends that begins on the line at `start`, the first thing of it being there: what a
 * comment above it is about. Goes by brackets, indentation and tags alone, so that it works in files that are being typed.
 */
export function blockEnd(text: string, start: number, language: Language): number {
  switch (shapes[language]) {
    case 'marks':
      return endByMarks(text, start, false);
    case 'lines':
      return endByMarks(text, start, true);
    case 'indent':
      return endByIndent(text, start);
    case 'element':
      return endOfElement(text, start);
    case 'continued':
      return endOfContinued(text, start);
  }
}

/** Comments and texts, and all else that may end something: the brackets in a text open nothing. */
const piece =
  /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|(?:^|(?<=\s))#[^\n]*|"""(?:[^"]|"(?!""))*(?:""")?|'''(?:[^']|'(?!''))*(?:''')?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[([{]|[)\]}]|[;,\n]/g;

/** A line that the next one goes on, by its end or by how the next one begins; an annotation stands before what it is about. */
const goesOn = /(?:[\\`|&=+.?:(,]|\belse|->|=>)\s*$/;
const isGoneOn = /^\s*(?:\.|\?\.|\?:|&&|\|\||\||\+|=|else\b|catch\b|finally\b)/;

function endByMarks(text: string, start: number, byLines: boolean): number {
  let depth = 0;
  let line = start;
  piece.lastIndex = start;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const [found] = match;
    const after = match.index + found.length;
    if (opens(found)) depth += 1;
    else if (closes(found)) depth -= 1;
    // What closes now was opened around it.
    if (depth < 0) return match.index;
    if (depth > 0) continue;
    const next = text.slice(after, after + 80);
    if (!byLines && endsMarked(found, next)) return after;
    if (byLines && found === '\n' && isWholeLine(text.slice(line, match.index), next)) return match.index;
    if (found === '\n') line = after;
  }
  return text.length;
}

function opens(found: string): boolean {
  return found === '(' || found === '[' || found === '{';
}

function closes(found: string): boolean {
  return found === ')' || found === ']' || found === '}';
}

function endsMarked(found: string, next: string): boolean {
  const isWhole = found === '}' && !/^\s*[.),;]/.test(next) && !isGoneOn.test(next);
  return found === ';' || found === ',' || isWhole;
}

/** Whether a line says all of it: it does not go on, and what comes next does not either. */
function isWholeLine(said: string, next: string): boolean {
  return said.trim() !== '' && !goesOn.test(said) && !/^\s*@/.test(said) && !isGoneOn.test(next);
}

/** All lines that are indented deeper; of an item of a list what stands behind its dash. */
function endByIndent(text: string, start: number): number {
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const isItem = text.startsWith('- ', start);
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    const [, blanks = '', first = ''] = /^([ \t]*)([^\r\n]?.?)/.exec(text.slice(at + 1, at + 1 + 400)) ?? [];
    // A list may begin below its key without being indented.
    const isDeeper =
      blanks.length > indent || (blanks.length === indent && first.startsWith('- ') && !isItem);
    if (first.trim() !== '' && !isDeeper) return at;
  }
  return text.length;
}

function endOfElement(text: string, start: number): number {
  let depth = 0;
  const tag = /<!--[\s\S]*?(?:-->|$)|<(\/?)[A-Za-z][^<>]*?(\/?)>/g;
  tag.lastIndex = start;
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    if (match[0].startsWith('<!')) continue;
    if (match[1] === '/') depth -= 1;
    else if (match[2] !== '/') depth += 1;
    if (depth <= 0) return depth < 0 ? match.index : match.index + match[0].length;
  }
  return text.length;
}

function endOfContinued(text: string, start: number): number {
  let at = text.indexOf('\n', start);
  while (at > 0 && /\\\r?$/.test(text.slice(Math.max(at - 2, 0), at))) at = text.indexOf('\n', at + 1);
  return at < 0 ? text.length : at;
}
