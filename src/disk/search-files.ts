import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { literalsOf } from '../lint/applicable-rules';
import {
  buildLanguages,
  globsOf,
  foreignFolders,
  isForeign,
  languages,
  type Language,
} from '../source/language';
import { listFile, listFiles, type Listed } from './find-files';
import { ignoreRulesAbove, ignoreRulesOf, isIgnored, type IgnoreRules } from './ignore-rules';

/** How the files of a folder that may matter are found. */
export interface FileSearch {
  /** Where VS Code is installed; its own search program is used where it is there. */
  readonly appRoot?: string;
}

/**
 * Code is most of a workspace, and holds few of the words that make a configuration file worth reading: each is searched for
 * its own.
 */
const code: readonly Language[] = ['java', 'kotlin', 'build-code'];
export const searchGroups: readonly (readonly Language[])[] = [
  code,
  languages.filter((language) => !code.includes(language)),
];

/** Where VS Code's versions and builds keep ripgrep, below where they are installed. */
function ripgrepPlaces(): readonly string[] {
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const packages = [
    ['@vscode', 'ripgrep', 'bin', program],
    ['@vscode', 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`, program],
  ];
  return ['node_modules', 'node_modules.asar.unpacked'].flatMap((modules) =>
    packages.map((parts) => path.join(modules, ...parts)),
  );
}

/** The ripgrep of the VS Code that is installed there. */
export function findRipgrep(appRoot: string): string | undefined {
  return ripgrepPlaces()
    .map((place) => path.join(appRoot, place))
    .find((file) => existsSync(file));
}

/**
 * The files below a folder that may matter to rules, in no certain order: found by the words they hold where ripgrep is at hand,
 * else all that rules can read. Links, `.gitignore` and files that cannot be read are treated as `listFiles` does, except
 * that ripgrep does not tell what it passes over.
 */
export function searchFiles(folder: string, search: FileSearch): AsyncGenerator<Listed> {
  return filesBy(folder, search, searchGroups.map(ripgrepArguments));
}

/** As `searchFiles`, but lists the files that tell of projects: build files, whatever they hold, and none of code. */
export function filesTelling(folder: string, search: FileSearch): AsyncGenerator<Listed> {
  const settings = languages.filter((language) => !code.includes(language));
  return filesBy(folder, search, [
    ['--files', ...placeArguments(buildLanguages), '--', '.'],
    ripgrepArguments(settings),
  ]);
}

async function* filesBy(
  folder: string,
  { appRoot }: FileSearch,
  wanted: readonly (readonly string[])[],
): AsyncGenerator<Listed> {
  const ripgrep = appRoot === undefined ? undefined : findRipgrep(appRoot);
  if (ripgrep === undefined) {
    yield* without(folder);
    return;
  }
  const searches = wanted.map((args) => search(ripgrep, folder, args));
  const ignored = new IgnoredPaths(folder, ignoreRulesAbove(folder));
  const seen = new Set<string>();
  try {
    for (const { paths } of searches)
      for await (const name of paths) {
        if (seen.has(name) || isForeign(name) || ignored.has(name)) continue;
        seen.add(name);
        yield listFile(path.join(folder, name), name);
        // Many names come at once; whoever wants this to end must be heard in between.
        await setImmediate();
      }
  } finally {
    for (const { stop } of searches) stop();
  }
  const ended = await Promise.all(searches.map(({ succeeded }) => succeeded));
  if (ended.every(Boolean)) return;
  // It could not be started, or gave up half way.
  yield* without(folder, seen);
}

/** All that rules can read but what was seen. */
async function* without(folder: string, seen?: ReadonlySet<string>): AsyncGenerator<Listed> {
  for (const one of listFiles(['.'], folder)) {
    if (seen?.has(one.path) === true) continue;
    yield one;
    await setImmediate();
  }
}

interface Search {
  readonly paths: AsyncIterable<string>;
  readonly succeeded: Promise<boolean>;
  readonly stop: () => void;
}

function search(ripgrep: string, folder: string, args: readonly string[]): Search {
  const child = spawn(ripgrep, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const succeeded = new Promise<boolean>((resolve) => {
    child.on('error', () => {
      resolve(false);
    });
    // 1: nothing holds the words; 2: some folder or file could not be opened, which does not keep it from the others.
    child.on('close', (status) => {
      resolve(status !== null && status <= 2);
    });
  });
  // Node throws away what nobody reads when the program ends, and one search may end while another is read.
  const output = child.stdout.pipe(new PassThrough());
  return { paths: namesIn(output), succeeded, stop: () => child.kill() };
}

/** Lists the files below the working folder that hold words of these languages. */
export function ripgrepArguments(group: readonly Language[]): readonly string[] {
  const words = [...new Set(group.flatMap(literalsOf))];
  return [
    ...['--files-with-matches', '--fixed-strings', '--ignore-case', ...placeArguments(group)],
    ...words.flatMap((word) => ['--regexp', word]),
    ...['--', '.'],
  ];
}

/** Which files are looked at, and that each is named as soon as it is found. */
function placeArguments(group: readonly Language[]): readonly string[] {
  return [
    // Names end with their line: those that end with a NUL are held back until there are many.
    ...['--no-config', '--line-buffered', '--no-messages', '--max-filesize', '1M', '--path-separator', '/'],
    // What is ignored is what `.gitignore` files in the folder say, whether or not it is a repository.
    ...['--hidden', '--no-require-git', '--no-ignore-global', '--no-ignore-exclude', '--no-ignore-dot'],
    '--no-ignore-parent',
    // A glob would bring back what `.gitignore` names; a type does not, but has no option to ignore case.
    ...group.flatMap(globsOf).flatMap((name) => ['--type-add', `read:${inAnyCase(name)}`]),
    ...['--type', 'read'],
    // In `bin` there may be scripts.
    ...[...foreignFolders].filter((name) => name !== 'bin').flatMap((name) => ['--iglob', `!**/${name}/**`]),
  ];
}

function inAnyCase(glob: string): string {
  return glob.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

async function* namesIn(output: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of output) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const name of parts) yield name.replace(/^\.\//, '').replace(/\r$/, '');
  }
}

/**
 * What is ignored for what the folders above the searched one say, which ripgrep is not told: it would also ask those
 * that are outside of the repository.
 */
class IgnoredPaths {
  readonly #folder: string;
  readonly #above: IgnoreRules;
  readonly #rules = new Map<string, IgnoreRules>();

  constructor(folder: string, above: IgnoreRules) {
    this.#folder = folder;
    this.#above = above;
  }

  has(name: string): boolean {
    if (this.#above.length === 0) return false;
    const parts = name.split('/');
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const rules = this.#rulesIn(parts.slice(0, depth - 1));
      const absolute = path.join(this.#folder, ...parts.slice(0, depth));
      if (isIgnored(absolute, depth < parts.length, rules)) return true;
    }
    return false;
  }

  #rulesIn(parts: readonly string[]): IgnoreRules {
    const place = path.join(this.#folder, ...parts);
    const known = this.#rules.get(place) ?? this.#read(parts, place);
    this.#rules.set(place, known);
    return known;
  }

  #read(parts: readonly string[], place: string): IgnoreRules {
    const outer = parts.length === 0 ? this.#above : this.#rulesIn(parts.slice(0, -1));
    return [...outer, ...ignoreRulesOf(place)];
  }
}
