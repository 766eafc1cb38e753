import type { BuildFile } from './build-file';
import { LiteralNames } from './literal-names';

/** A constant of a class or object, a type, or the brackets around what they hold. */
const piece =
  /\b(?:object|class|interface|enum)\s{1,9}([A-Z]\w{0,80})|\b(?:val|String|final|def)\s{1,9}(\w{1,80})(?:\s{0,9}:\s{0,9}String)?\s{0,9}=\s{0,9}["']([\w.-]{1,60})["']|[{}]/g;

/** More are written by nobody. */
const mostPieces = 5_000;

/** Code in `buildSrc`, whose constants name versions for the scripts beside it: `Versions.azureIdentity`. */
export function readVersionConstants(text: string): BuildFile {
  const names = new LiteralNames();
  // What each open bracket belongs to: a type by its name, anything else by none.
  const around: string[] = [];
  let type = '';
  let count = 0;
  for (const { 0: all, 1: declared, 2: name, 3: value = '', index } of text.matchAll(piece)) {
    if ((count += 1) > mostPieces) break;
    if (declared !== undefined) type = declared;
    else if (all === '{') {
      around.push(type);
      type = '';
    } else if (all === '}') around.pop();
    else if (name !== undefined && around.every((one) => one !== '')) {
      const start = index + all.lastIndexOf(value);
      names.set([...around, name].join('.'), { text: value, span: { start, end: start + value.length } });
    }
  }
  const nothing = { dependencies: [], deployments: [], aliases: [] };
  return { kind: 'build', format: 'properties', ...nothing, names: names.versions(), open: false };
}
