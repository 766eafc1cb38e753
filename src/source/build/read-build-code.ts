import type { BuildFile, Dependency, Piece } from './build-file';
import { coordinatesIn, isNotation } from './coordinates';
import { readGradlePieces } from './gradle-pieces';
import { LiteralNames } from './literal-names';

/**
 * A type, a constant, a text with the name of what is put behind it, or the brackets around what types hold.
 */
const piece =
  /\b(?:object|class|interface|enum)\s{1,9}([A-Z]\w{0,80})|(?:\b(?:val|String|final|def)\s{1,9}(\w{1,80})(?:\s{0,9}:\s{0,9}String)?\s{0,9}=\s{0,9})?["']([\w.:${}-]{1,160})["'](?:\s{0,9}\+\s{0,9}([\w.]{1,160}))?|[{}]/g;

/** What stands before a text that is compared with others, or that is to be replaced by another: nobody uses that library. */
const comparing =
  /(?:[!=]=|\b(?:substitute\s{0,9}\(\s{0,9}module|equals|contains|startsWith)\s{0,9}\()\s{0,9}["']$/;
const longestComparing = 64;

/** More are written by nobody. */
const mostPieces = 5_000;

interface Text extends Piece {
  /** The types around. */
  readonly around: readonly string[];
  readonly name: string | undefined;
  readonly behind: string | undefined;
}

/** Code in `buildSrc`, whose constants give scripts versions, `Versions.azureIdentity`, and libraries: `Libs.AZURE_IDENTITY`. */
export function readBuildCode(text: string): BuildFile {
  const names = new LiteralNames();
  const texts = [...textsIn(withoutComments(text))];
  for (const one of texts) if (one.name !== undefined) names.set([...one.around, one.name].join('.'), one);
  const dependencies = texts.flatMap((one) => libraryIn(one, names));
  const nothing = { deployments: [], aliases: [] };
  return {
    kind: 'build',
    format: 'properties',
    ...nothing,
    dependencies,
    names: names.versions(),
    open: false,
  };
}

/** Comments become blanks, so that all else stays where it is. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span } of readGradlePieces(text).comments) {
    parts.push(text.slice(at, span.start), ' '.repeat(span.end - span.start));
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

function* textsIn(text: string): Generator<Text> {
  // What each open bracket belongs to: a type by its name, anything else by none.
  const around: string[] = [];
  let type = '';
  let count = 0;
  for (const { 0: all, 1: declared, 2: name, 3: value, 4: behind, index } of text.matchAll(piece)) {
    if ((count += 1) > mostPieces) return;
    if (declared !== undefined) type = declared;
    else if (all === '{') {
      around.push(type);
      type = '';
    } else if (all === '}') around.pop();
    else if (value !== undefined) {
      const start = index + all.indexOf(value, name === undefined ? 0 : all.indexOf('='));
      if (comparing.test(text.slice(Math.max(0, start - longestComparing), start))) continue;
      const isConstant = around.every((one) => one !== '');
      const span = { start, end: start + value.length };
      yield { text: value, span, around: [...around], name: isConstant ? name : undefined, behind };
    }
  }
}

/** A text may name a library for whoever reads it, but one with a version is used, or is a constant that is. */
function libraryIn(one: Text, names: LiteralNames): readonly Dependency[] {
  const written = one.behind === undefined ? one.text : `${one.text}\${${one.behind}}`;
  if (!isNotation(written, one.name !== undefined)) return [];
  const found = coordinatesIn({ text: qualified(written, one, names), span: one.span }, names);
  return found === undefined ? [] : [{ use: 'library', span: one.span, ...found }];
}

/** Within a type its own constants have no other name. */
function qualified(text: string, { around }: Text, names: LiteralNames): string {
  return text.replace(/\$(?:\{([\w.]{1,160})\}|(\w{1,80}))$/, (all, long?: string, short?: string) => {
    const name = long ?? short ?? '';
    const homes = around.map((_, i) => [...around.slice(0, around.length - i), name].join('.'));
    const home = homes.find((one) => names.has(one));
    return home === undefined ? all : `\${${home}}`;
  });
}
