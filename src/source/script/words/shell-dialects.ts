/**
 * Scripts of other shells and tools, made readable for the reader of shell scripts: what is theirs alone gives way to blanks or to what means
 * the same, and each place stays where it was. The result is exactly as long as the text.
 */
export function asShell(path: string, text: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/\.(?:cmd|bat)$/.test(name)) return batchAsShell(text);
  if (/^(?:gnu)?makefile$|\.mk$/.test(name)) return makeAsShell(text, '\t');
  if (/^\.?justfile$/.test(name)) return makeAsShell(text, ' ');
  return /^jenkinsfile|\.jenkinsfile$|\.groovy$/.test(name) ? jenkinsAsShell(text) : text;
}

/** `rem` and `::` begin comments, `call` and `@` stand before commands, `^` ends lines that go on. */
function batchAsShell(text: string): string {
  return eachLine(text, (line) => {
    const comment = /^(\s{0,80})(?:@?rem\b|::)/i.exec(line);
    if (comment !== null) {
      const indent = comment[1]?.length ?? 0;
      return `${line.slice(0, indent)}#${line.slice(indent + 1)}`;
    }
    const bare = blanked(line, /^\s{0,80}@?(?:call(?=\s))?/i);
    // Quotes of one stroke are letters here, and percent signs hold variables that only a run knows.
    return bare.replace(/'/g, '_').replace(/\^(?=[ \t]{0,80}$)/, '\\');
  });
}

/** Lines of recipes, behind `@`, `-` and `+`, and variables of one word; the rest of a makefile is no script. `just` indents by blanks. */
function makeAsShell(text: string, indent: string): string {
  let goesOn = false;
  return eachLine(text, (line) => {
    const isRecipe = line.startsWith('\t') || line.startsWith(indent) || goesOn;
    // In a line that goes on, a dash is the first letter of an option.
    const marks = goesOn ? /^\t{0,1}/ : /^[@+\t -]{0,20}/;
    goesOn = isRecipe && line.endsWith('\\');
    if (!isRecipe) return makeVariable(line) ?? ' '.repeat(line.length);
    const bare = blanked(line, marks).replace(/\$\$/g, ' $');
    return bare.replace(/\$\(([A-Za-z_]\w{0,80})\)/g, (_, name: string) => `\${${name}}`);
  });
}

/** `AZ ?= az` as `   AZ=az`. */
function makeVariable(line: string): string | undefined {
  const match =
    /^(?:export[ \t]{1,9})?([A-Za-z_]\w{0,80})[ \t]{0,40}[:?+]{0,2}=[ \t]{0,40}(?=[^\s#]{1,500}[ \t]{0,40}$)/.exec(
      line,
    );
  const [before = '', name = ''] = match ?? [];
  return match === null ? undefined : `${name}=`.padStart(before.length) + line.slice(before.length);
}

/**
 * What `sh`, `bat` and `powershell` are given between quotes, and the variables that `environment` and `withEnv` give them; everything
 * around is Groovy.
 */
function jenkinsAsShell(text: string): string {
  const variables = jenkinsVariables(text);
  let shell = '';
  const steps =
    /\b(?:sh|bat|powershell|pwsh)\b[ \t(]{0,20}(?:[a-zA-Z]{1,20}[ \t]{0,9}:[ \t]{0,9}(?:true|false|"[^"\n]{0,200}"|'[^'\n]{0,200}')[ \t]{0,9},[ \t]{0,9}){0,3}(?:script[ \t]{0,9}:[ \t]{0,9})?(?="|')/g;
  for (let step = steps.exec(text); step !== null; step = steps.exec(text)) {
    const start = step.index + step[0].length;
    const mark = quoteAt(text, start);
    const end = endOfText(text, start + mark.length, mark);
    shell += variables.slice(shell.length, start + mark.length);
    // A line of its own for each: they are scripts of their own.
    shell += text.slice(shell.length, end);
    if (end < text.length) shell += '\n' + blanks(text.slice(end + 1, end + mark.length));
    steps.lastIndex = Math.max(end, step.index + 1);
  }
  return shell + variables.slice(shell.length);
}

/** A part of a text as it stands in a shell, as long as there. */
interface Piece {
  readonly index: number;
  readonly shell: string;
}

/** `NAME = 'a b'` as in `environment`, and `'NAME=a b'` within `withEnv`, as assignments; all else is blank. */
function jenkinsVariables(text: string): string {
  const pieces = [...environmentIn(text), ...withEnvIn(text)].sort((a, b) => a.index - b.index);
  let shell = '';
  for (const piece of pieces)
    if (piece.index >= shell.length) shell += blanks(text.slice(shell.length, piece.index)) + piece.shell;
  return shell + blanks(text.slice(shell.length));
}

function environmentIn(text: string): readonly Piece[] {
  const lines = text.matchAll(/^[ \t]+([A-Z][A-Z\d_]+)[ \t]*=[ \t]*('[^'\n]+'|"[^"$\n]+")[ \t]*\r?$/gm);
  return [...lines].map(({ 0: line, 1: name = '', 2: value = '', index }) => ({
    // The value stays where it is, the name comes before it.
    index: index + line.indexOf(value) - name.length - 1,
    shell: `${name}=${value}`,
  }));
}

function withEnvIn(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: opening, index } of text.matchAll(/\bwithEnv[ \t(]{0,9}\[/g)) {
    if (index < end) continue;
    const start = index + opening.length;
    end = text.indexOf(']', start);
    if (end < 0) break;
    pieces.push({ index: start, shell: assignmentsIn(text.slice(start, end)) });
  }
  return pieces;
}

/** The quote in front moves between the name and the value, which stays where it is. */
function assignmentsIn(list: string): string {
  let shell = '';
  for (const { 1: name = '', 2: value = '', index } of list.matchAll(
    /["']([A-Z][A-Z\d_]{1,80})=([^"'$\n]{1,500})["']/g,
  ))
    shell += `${blanks(list.slice(shell.length, index))}${name}='${value}'`;
  return shell + blanks(list.slice(shell.length));
}

function quoteAt(text: string, at: number): string {
  const three = text.slice(at, at + 3);
  return three === '"""' || three === "'''" ? three : text.charAt(at);
}

/** Where a text between quotes ends, that is, where its closing quote begins. */
function endOfText(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.startsWith(mark, at)) return at;
  }
  return text.length;
}

/** Blanks in place of everything but the ends of lines. */
function blanks(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function blanked(line: string, start: RegExp): string {
  const length = start.exec(line)?.[0].length ?? 0;
  return ' '.repeat(length) + line.slice(length);
}

function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split(/(\r?\n)/)
    .map((part, i) => (i % 2 === 1 ? part : change(part)))
    .join('');
}
