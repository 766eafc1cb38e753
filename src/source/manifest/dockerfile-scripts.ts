import type { Trees } from '../grammar/grammars';
import type { Comment } from '../reading';
import { readPowerShellText } from '../script/read-powershell';
import { readShellText } from '../script/read-shell';
import type { Script } from '../script/script-file';
import type { ScriptText } from '../script/script-text';
import type { Span } from '../span';

/** A piece of a file that is part of a script, without what goes on in the next line. */
export interface RunPart extends Span {
  /** It is a line of a here-document, which ends where it ends. */
  readonly isLine?: true;
}

/** Images with more of them are made by programs. */
const mostScripts = 500;

/** The scripts that `RUN` has while an image is built: https://docs.docker.com/reference/dockerfile/#run */
export class DockerfileScripts {
  readonly scripts: Script[] = [];
  readonly comments: Comment[] = [];
  readonly #text: string;
  readonly #trees: Trees;
  #syntax: Script['syntax'] | undefined = 'shell';

  constructor(text: string, trees: Trees) {
    this.#text = text;
    this.#trees = trees;
  }

  /** `SHELL ["pwsh", "-Command"]`, for what comes behind it. */
  use(program: string): void {
    if (/pwsh|powershell/i.test(program)) this.#syntax = 'powershell';
    else this.#syntax = /(?:^|\/)(?:ba|da|k|z)?sh$/.test(program) ? 'shell' : undefined;
  }

  run(parts: readonly RunPart[]): void {
    if (this.#syntax === undefined || this.scripts.length >= mostScripts) return;
    const read = this.#syntax === 'powershell' ? readPowerShellText : readShellText;
    const { script, comments } = read(textOf(this.#text, parts), this.#trees);
    this.scripts.push(script);
    this.comments.push(...comments);
  }
}

/** All parts in a row, as the shell gets them: the list of a program and its arguments as words, without options of `RUN` itself. */
function textOf(text: string, parts: readonly RunPart[]): ScriptText {
  const characters: string[] = [];
  const places: number[] = [];
  for (const { start, end, isLine } of parts) {
    for (let at = start; at < end; at += 1) {
      characters.push(text.charAt(at));
      places.push(at);
    }
    characters.push(isLine === true ? '\n' : ' ');
    places.push(end);
  }
  const last = places.at(-1) ?? 0;
  const placeOf = (offset: number): number => places[offset] ?? last;
  return {
    text: asWords(characters.join('')),
    place: (from, to) => ({
      start: placeOf(from),
      end: to > from ? placeOf(to - 1) + 1 : placeOf(from),
    }),
  };
}

/** As long as before. */
function asWords(script: string): string {
  const bare = script.replace(/^(?:\s{0,20}--[a-z]{1,20}=\S{1,300}){1,9}/, (options) =>
    ' '.repeat(options.length),
  );
  if (!/^\s{0,20}\["/.test(bare)) return bare;
  let isQuoted = false;
  let words = '';
  for (const [at, sign] of bare.split('').entries()) {
    if (sign === '"' && bare[at - 1] !== '\\') isQuoted = !isQuoted;
    words += !isQuoted && /[[\],]/.test(sign) ? ' ' : sign;
  }
  return words;
}
