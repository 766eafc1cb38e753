import {
  noScript,
  type Assignment,
  type Script,
  type ScriptFile,
  type ScriptWord,
  type TableEntry,
  type WordPart,
} from './script-file';

/** A part of a value, and the script whose variables its own words mean. */
export interface Source {
  readonly part: WordPart;
  readonly script: Script;
}

/** More parts than a value is made of; a script in which names repeat names would be followed without an end. */
const mostSteps = 64;

/**
 * What a word is at a run, as far as the script tells: variables that have one value, or whose value was given before
 * and outside of branches, are followed. `undefined` where it is not certain.
 */
export function valueOf(file: ScriptFile, script: Script, word: ScriptWord): string | undefined {
  const values = sourcesOf(file, script, word).map(({ part }) =>
    part.kind === 'text' ? part.value : undefined,
  );
  return values.every((value) => value !== undefined) ? values.join('') : undefined;
}

/** The parts of a word with variables replaced by the parts of their values, where these are certain. */
export function sourcesOf(file: ScriptFile, script: Script, word: ScriptWord): readonly Source[] {
  const sources: Source[] = [];
  const left: Source[] = word.parts.map((part) => ({ part, script })).reverse();
  for (let steps = 0; ; steps += 1) {
    const source = left.pop();
    if (source === undefined) return sources;
    const given = steps < mostSteps ? givenTo(file, source) : undefined;
    if (given?.value === undefined) sources.push(source);
    else for (const part of [...given.value.parts].reverse()) left.push({ part, script: given.script });
  }
}

/** Words with those replaced that stand for a list of words or a table of options: `"${options[@]}"`, `@options`. */
export function spreadWords(
  file: ScriptFile,
  script: Script,
  words: readonly ScriptWord[],
): readonly ScriptWord[] {
  return words.flatMap((word) => spreadWord(file, script, word));
}

function spreadWord(file: ScriptFile, script: Script, word: ScriptWord): readonly ScriptWord[] {
  const variable = onlyPart(word.parts);
  if (variable?.kind !== 'variable') return [word];
  const given = onlyPart(givenTo(file, { part: variable, script })?.value?.parts ?? []);
  if (given?.kind === 'list') return given.words;
  return given?.kind === 'table' && variable.spread === true ? given.entries.flatMap(optionOf) : [word];
}

function onlyPart([only, ...others]: readonly WordPart[]): WordPart | undefined {
  return others.length > 0 ? undefined : only;
}

/** `Scope = $vault` of a table of options is `-Scope $vault`. */
function optionOf({ name, value }: TableEntry): readonly ScriptWord[] {
  if (name.literal === undefined) return [];
  const text: WordPart = { kind: 'text', value: `-${name.literal}`, span: name.span };
  return [{ span: name.span, parts: [text], literal: text.value }, value];
}

interface Given {
  readonly value?: ScriptWord | undefined;
  readonly script: Script;
}

function givenTo(file: ScriptFile, { part, script }: Source): Given | undefined {
  const macro = part.kind === 'output' ? macroIn(part) : undefined;
  if (macro !== undefined) return namesOf(file).outer(macro, script);
  return part.kind === 'variable' ? namesOf(file).given(part.key, part.span.start, script) : undefined;
}

/** `$(name)` of Azure's pipelines, which reads as a command of that name. */
function macroIn({ commands }: WordPart & { kind: 'output' }): string | undefined {
  const [only, ...others] = commands;
  return others.length === 0 && only?.words.length === 1 ? only.words[0]?.literal : undefined;
}

const known = new WeakMap<ScriptFile, Names>();

function namesOf(file: ScriptFile): Names {
  const names = known.get(file) ?? new Names(file);
  known.set(file, names);
  return names;
}

/** Nobody sets one name of a pipeline at more places. */
const mostGivers = 50;

/** What one name is given, in the order of the text. */
interface Gifts {
  readonly all: Assignment[];
  /** Set where all are one literal. */
  readonly same: boolean;
  readonly inBranch: boolean;
}

/** The names of a file's scripts and of the pipeline around them. */
class Names {
  readonly #own: ReadonlyMap<Script, ReadonlyMap<string, Gifts>>;
  /** By name in lower case: PowerShell does not tell cases apart. */
  readonly #outer = new Map<string, { readonly key: string; readonly given: Given }[]>();

  constructor({ scripts, environments }: ScriptFile) {
    this.#own = new Map(scripts.map((script) => [script, giftsIn(script.assignments)]));
    for (const { key, value } of environments.flat()) this.#addOuter(key, { value, script: noScript });
    for (const script of scripts)
      for (const { name, value, as } of script.written) {
        if (as === 'variable') this.#addOuter(name, { value, script });
        // Azure's pipelines hand `name` on as NAME.
        if (as === 'variable' && name !== name.toUpperCase())
          this.#addOuter(name.toUpperCase(), { value, script });
        if (as === 'output' && script.step !== undefined)
          for (const key of [`steps.${script.step}.outputs.${name}`, `${script.step}.${name}`])
            this.#addOuter(key, { value, script });
      }
  }

  /** What a variable holds at a place of its script. */
  given(key: string, at: number, script: Script): Given | undefined {
    const gifts = this.#own.get(script)?.get(key);
    if (gifts === undefined) return this.outer(key, script);
    const [first] = gifts.all;
    if (gifts.same) return { value: first?.value, script };
    return gifts.inBranch ? undefined : { value: heldAt(gifts.all, at), script };
  }

  /** What the pipeline around the scripts gives. */
  outer(key: string, { syntax }: Script): Given | undefined {
    const name = key.replace(/^env:/, '').toLowerCase();
    const all = (this.#outer.get(name) ?? []).filter((one) => syntax === 'powershell' || one.key === key);
    const [first, ...others] = all;
    if (first === undefined || others.length > mostGivers) return undefined;
    const { literal } = first.given.value ?? {};
    const isSame =
      others.length === 0 ||
      others.every(({ given }) => given.value === first.given.value) ||
      (literal !== undefined && others.every(({ given }) => given.value?.literal === literal));
    return isSame ? first.given : undefined;
  }

  #addOuter(key: string, given: Given): void {
    const name = key.toLowerCase();
    const all = this.#outer.get(name) ?? [];
    this.#outer.set(name, all);
    all.push({ key, given });
  }
}

function giftsIn(assignments: readonly Assignment[]): ReadonlyMap<string, Gifts> {
  const byKey = new Map<string, Assignment[]>();
  for (const one of assignments) {
    const all = byKey.get(one.key) ?? [];
    byKey.set(one.key, all);
    all.push(one);
  }
  return new Map(
    [...byKey].map(([key, all]) => {
      const [first] = all;
      const literal = first?.value?.literal;
      const same =
        all.length === 1 || (literal !== undefined && all.every(({ value }) => value?.literal === literal));
      all.sort((a, b) => a.span.end - b.span.end);
      return [key, { all, same, inBranch: all.some(({ block }) => block >= 0) }];
    }),
  );
}

/** What was given last before a place, with all that was put behind it since, where it is a list. */
function heldAt(sorted: readonly Assignment[], at: number): ScriptWord | undefined {
  const last = indexBefore(sorted, at);
  let first = last;
  while (sorted[first]?.added !== undefined) first -= 1;
  const value = sorted[first]?.value;
  const [list] = value?.parts ?? [];
  if (first === last || value === undefined) return value;
  if (list?.kind !== 'list') return undefined;
  const more = sorted.slice(first + 1, last + 1).flatMap(({ added }) => wordsAdded(added));
  return { ...value, parts: [{ ...list, words: [...list.words, ...more] }] };
}

function wordsAdded(added: ScriptWord | undefined): readonly ScriptWord[] {
  const [part] = added?.parts ?? [];
  if (part?.kind === 'list') return part.words;
  return added === undefined ? [] : [added];
}

/** Where the last one stands that ends before a place; -1 where none does. */
function indexBefore(sorted: readonly Assignment[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.span.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
