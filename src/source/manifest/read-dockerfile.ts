import type { Comment, Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import { commandLine } from '../spring/environment';
import type { ContainerVariable, KeptSecret } from './manifest-file';

/** One instruction of a Dockerfile, over all the lines it goes on. */
interface Instruction {
  readonly name: string;
  /** What stands behind the name. */
  readonly words: readonly Word[];
}

interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** As written. */
  readonly span: Span;
  /** Where each character of `text` stands in the file; one more for its end. */
  readonly places: readonly number[];
  /** Where `$` begins a variable, in `text`. */
  readonly dollars: readonly number[];
}

interface Stage {
  readonly name: string;
  /** The image that it is built on in the end. */
  readonly image: string;
  readonly variables: ContainerVariable[];
}

/** More instructions are made by programs. */
const mostInstructions = 20_000;

/**
 * Reads the variables that an image gives to what it runs: `ENV` of the last stage and of the stages it is built on.
 * https://docs.docker.com/reference/dockerfile/#env
 */
export function readDockerfile({ text }: SourceFile): Reading {
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const lines = linesOf(text);
  const comments = lines.filter(({ isComment }) => isComment).map(({ span }) => commentOf(text, span));
  const stages = new Map<string, Stage>();
  const secrets: KeptSecret[] = [];
  let stage: Stage | undefined;
  for (const { name, words } of instructionsIn(text, lines, escape)) {
    if (name === 'FROM') {
      stage = stageOf(words, stages);
      stages.set(stage.name, stage);
    } else if (name === 'ARG') secrets.push(...defaultsIn(words));
    else if (name === 'ENV' && stage !== undefined) addVariables(stage, words);
    else if ((name === 'ENTRYPOINT' || name === 'CMD') && stage !== undefined) addArguments(stage, words);
  }
  const { variables = [], image } = stage ?? {};
  const given = variables.map((one) => ({ ...one, ...(image !== undefined && { image }) }));
  return {
    subjects: [{ kind: 'manifest', variables: given, secrets, workloadIdentities: [] }],
    comments,
  };
}

/** A stage begins with what the one it is built on ends with. */
function stageOf(words: readonly Word[], stages: ReadonlyMap<string, Stage>): Stage {
  const [base = '', as = '', name = ''] = words
    .map(({ text }) => text)
    .filter((text) => !text.startsWith('--'));
  const built = stages.get(base.toLowerCase());
  return {
    name: as.toLowerCase() === 'as' ? name.toLowerCase() : '',
    image: built?.image ?? base,
    variables: [...(built?.variables ?? [])],
  };
}

/** `ENV A=a B="b"`, or the older form `ENV A a value`. */
function addVariables(stage: Stage, words: readonly Word[]): void {
  const [first, ...rest] = words;
  if (first === undefined) return;
  if (first.text.includes('=')) for (const word of words) add(stage, pairOf(word));
  else if (rest.length > 0) add(stage, oldForm(first, rest));
}

/** What the app is started with, as far as it is settings: `ENTRYPOINT ["java", "-Dkey=value", "-jar", "app.jar"]`. */
function addArguments(stage: Stage, words: readonly Word[]): void {
  for (const { text, span } of words) {
    const setting = /(?:-D|--)spring\.[^"',\]\s]{1,500}/.exec(text)?.[0];
    if (setting === undefined || setting.includes('$')) continue;
    stage.variables.push({ name: commandLine, nameSpan: span, span, value: setting });
  }
}

/** `ARG NAME=value`: what a build takes where it is told nothing else. Which of them reach the image, only a build tells. */
function defaultsIn(words: readonly Word[]): readonly KeptSecret[] {
  return words.flatMap((word) => {
    const given = pairOf(word);
    return given === undefined || given.dollars || given.variable.value === ''
      ? []
      : [{ ...given.variable, encoded: false }];
  });
}

interface GivenByImage {
  readonly variable: ContainerVariable & { readonly value: string };
  /** Whether variables stand in the value. */
  readonly dollars: boolean;
}

function add({ variables }: Stage, given: GivenByImage | undefined): void {
  if (given === undefined) return;
  const { variable, dollars } = given;
  const value = dollars ? filledIn(variable.value, variables) : variable.value;
  const before = variables.findIndex(({ name }) => name === variable.name);
  if (before >= 0) variables.splice(before, 1);
  const { name, nameSpan, span } = variable;
  variables.push({ name, nameSpan, span, ...(value !== undefined && { value }) });
}

/** A text with the variables of the stage in it; `undefined` where one is not known, as arguments of a build are not. */
function filledIn(text: string, variables: readonly ContainerVariable[]): string | undefined {
  // What is not known stays as it is written, with its `$`.
  const filled = text.replace(/\$(?:\{(\w{1,100})\}|(\w{1,100}))/g, (all, braced?: string, bare?: string) => {
    const value = variables.find(({ name }) => name === (braced ?? bare))?.value;
    return value ?? all;
  });
  return filled.includes('$') ? undefined : filled;
}

function pairOf(word: Word): GivenByImage | undefined {
  const at = word.text.indexOf('=');
  if (at < 1) return undefined;
  const place = (index: number): number => word.places[index] ?? word.span.end;
  const nameSpan = { start: place(0), end: place(at - 1) + 1 };
  const value = word.text.slice(at + 1);
  const span = value === '' ? nameSpan : { start: place(at + 1), end: place(word.text.length - 1) + 1 };
  return {
    variable: { name: word.text.slice(0, at), nameSpan, span, value },
    dollars: word.dollars.length > 0,
  };
}

function oldForm(first: Word, rest: readonly Word[]): GivenByImage | undefined {
  const [begin] = rest;
  const end = rest.at(-1);
  if (begin === undefined || end === undefined) return undefined;
  return {
    variable: {
      name: first.text,
      nameSpan: first.span,
      span: { start: begin.span.start, end: end.span.end },
      value: rest.map(({ text }) => text).join(' '),
    },
    dollars: rest.some(({ dollars }) => dollars.length > 0),
  };
}

interface Line {
  readonly span: Span;
  readonly isComment: boolean;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed < 0 ? text.length : feed > start && text[feed - 1] === '\r' ? feed - 1 : feed;
    const first = text.slice(start, Math.min(end, start + 200)).trimStart();
    lines.push({ span: { start, end }, isComment: first.startsWith('#') });
    start = next;
  }
  return lines;
}

function commentOf(text: string, { start, end }: Span): Comment {
  const mark = text.indexOf('#', start);
  return { span: { start: mark, end }, text: text.slice(mark, end) };
}

/** Comments and blank lines between the lines of an instruction do not end it. */
function* instructionsIn(text: string, lines: readonly Line[], escape: string): Generator<Instruction> {
  let parts: Span[] = [];
  let count = 0;
  for (const { span, isComment } of lines) {
    if (isComment) continue;
    const isBlank = text.slice(span.start, span.end).trim() === '';
    if (isBlank) continue;
    const trimmed = text.slice(span.start, span.end).trimEnd();
    const goesOn = trimmed.endsWith(escape);
    parts.push({ start: span.start, end: span.start + trimmed.length - (goesOn ? 1 : 0) });
    if (goesOn) continue;
    yield* instructionOf(text, parts, escape);
    parts = [];
    count += 1;
    if (count > mostInstructions) return;
  }
  yield* instructionOf(text, parts, escape);
}

function* instructionOf(text: string, parts: readonly Span[], escape: string): Generator<Instruction> {
  const words = parts.flatMap(({ start, end }) => wordsIn(text, { start, end }, escape));
  const [name, ...rest] = words;
  if (name !== undefined && /^[a-z]{2,20}$/i.test(name.text))
    yield { name: name.text.toUpperCase(), words: rest };
}

function wordsIn(text: string, { start, end }: Span, escape: string): readonly Word[] {
  const words: Word[] = [];
  let at = start;
  while (at < end) {
    while (at < end && /\s/.test(text[at] ?? '')) at += 1;
    if (at >= end) break;
    const word = wordAt(text, { start: at, end }, escape);
    words.push(word);
    at = word.span.end;
  }
  return words;
}

function wordAt(text: string, { start, end }: Span, escape: string): Word {
  const word = new WordReader(text, escape);
  let at = start;
  while (at < end && word.takes(at)) at = word.take(at, end);
  return { text: word.value, span: { start, end: at }, places: word.places, dollars: word.dollars };
}

/** Takes in a word sign by sign: quotes end where they began, and what is escaped is only itself. */
class WordReader {
  value = '';
  readonly places: number[] = [];
  readonly dollars: number[] = [];
  readonly #text: string;
  readonly #escape: string;
  #quote = '';

  constructor(text: string, escape: string) {
    this.#text = text;
    this.#escape = escape;
  }

  takes(at: number): boolean {
    return this.#quote !== '' || !/\s/.test(this.#text[at] ?? ' ');
  }

  /** Answers where the next sign stands. */
  take(at: number, end: number): number {
    const sign = this.#text[at] ?? '';
    if (this.#isQuote(sign)) {
      this.#quote = this.#quote === '' ? sign : '';
      return at + 1;
    }
    const isEscaped = sign === this.#escape && this.#quote !== "'" && at + 1 < end;
    if (!isEscaped && sign === '$' && this.#quote !== "'") this.dollars.push(this.value.length);
    const place = isEscaped ? at + 1 : at;
    this.value += this.#text[place] ?? '';
    this.places.push(place);
    return place + 1;
  }

  #isQuote(sign: string): boolean {
    return this.#quote === '' ? sign === '"' || sign === "'" : sign === this.#quote;
  }
}
