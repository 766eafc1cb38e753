import type { Trees } from '../grammar/grammars';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { commandLine } from '../spring/environment';
import { commentOf, instructionsIn, linesOf, type Instruction, type Word } from './dockerfile-instructions';
import { DockerfileScripts } from './dockerfile-scripts';
import type { ContainerVariable, KeptSecret } from './manifest-file';

interface Stage {
  readonly name: string;
  /** The image that it is built on in the end. */
  readonly image: string;
  readonly variables: ContainerVariable[];
  /** What arguments of the build are where it is told nothing else. */
  readonly defaults: Map<string, string>;
}

/**
 * Reads the variables that an image gives to what it runs: `ENV` of the last stage and of the stages it is built on.
 * https://docs.docker.com/reference/dockerfile/#env
 */
export function readDockerfile({ text }: SourceFile, trees: Trees): Reading {
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const lines = linesOf(text);
  const comments = lines.filter(({ isComment }) => isComment).map(({ span }) => commentOf(text, span));
  const image = new ImageReader(new DockerfileScripts(text, trees));
  for (const instruction of instructionsIn(text, lines, escape)) image.take(instruction);
  const { scripts } = image;
  return {
    subjects: [
      { kind: 'manifest', variables: image.variables(), secrets: image.secrets, workloadIdentities: [] },
      ...(scripts.scripts.length === 0
        ? []
        : [{ kind: 'script', scripts: scripts.scripts, environments: [], apps: [] } as const]),
    ],
    comments: [...comments, ...scripts.comments].sort((a, b) => a.span.start - b.span.start),
  };
}

class ImageReader {
  readonly secrets: KeptSecret[] = [];
  readonly scripts: DockerfileScripts;
  readonly #stages = new Map<string, Stage>();
  readonly #common = new Map<string, string>();
  #stage: Stage | undefined;

  constructor(scripts: DockerfileScripts) {
    this.scripts = scripts;
  }

  take({ name, words, parts }: Instruction): void {
    switch (name) {
      case 'FROM':
        this.#stage = stageOf(words, this.#stages);
        this.#stages.set(this.#stage.name, this.#stage);
        break;
      case 'ARG':
        this.secrets.push(...defaultsIn(words));
        for (const word of words) addDefault(this.#stage?.defaults ?? this.#common, word, this.#common);
        break;
      case 'RUN':
        this.scripts.run(parts);
        break;
      case 'SHELL':
        this.scripts.use(words[0]?.text.replace(/[^\w./-]/g, '') ?? '');
        break;
      default:
        if (this.#stage !== undefined) give(this.#stage, name, words);
    }
  }

  variables(): readonly ContainerVariable[] {
    const { variables = [], image } = this.#stage ?? {};
    return variables.map((one) => ({ ...one, ...(image !== undefined && { image }) }));
  }
}

function give(stage: Stage, name: string, words: readonly Word[]): void {
  if (name === 'ENV') addVariables(stage, words);
  else if (name === 'ENTRYPOINT' || name === 'CMD') addArguments(stage, words);
}

/** `ARG NAME=value`; within a stage, `ARG NAME` has what was said before all of them. */
function addDefault(
  defaults: Map<string, string>,
  { text }: Word,
  common: ReadonlyMap<string, string>,
): void {
  const [name = '', ...rest] = text.split('=');
  const value = rest.length > 0 ? rest.join('=') : common.get(name);
  if (value !== undefined && value !== '' && !value.includes('$')) defaults.set(name, value);
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
    defaults: new Map(),
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

function add({ variables, defaults }: Stage, given: GivenByImage | undefined): void {
  if (given === undefined) return;
  const { variable, dollars } = given;
  const value = dollars
    ? (filledIn(variable.value, variables) ?? withDefault(variable.value, defaults))
    : variable.value;
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

/** `$NAME` of an argument of the build, as what other settings call a reference with a default: `${NAME:value}`. */
function withDefault(text: string, defaults: ReadonlyMap<string, string>): string | undefined {
  const [, braced, bare] = /^\$(?:\{(\w{1,100})\}|(\w{1,100}))$/.exec(text) ?? [];
  const name = braced ?? bare ?? '';
  const value = defaults.get(name);
  return value === undefined ? undefined : `\${${name}:${value}}`;
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
