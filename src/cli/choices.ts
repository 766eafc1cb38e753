import path from 'node:path';
import { nameIn, reasonOf } from '../disk/project-folder';
import { writeFile } from '../disk/store-file';
import { readGivenFile, readOwnFile, readStandardInput } from '../disk/text-file';
import { plain } from '../lifecycle/text';
import { readBaseline, writeBaseline, type Baseline } from '../lint/suppression/baseline';
import { configFileName } from '../lint/config/file-name';
import { noConfig, readConfig, unusedConfig, type LintConfig } from '../lint/config/config';
import { printable } from '../lint/formats/printable';
import { counted, troubleLines } from '../lint/formats/text';
import type { Levels } from '../lint/config/levels';
import { readLevels } from '../lint/config/read-levels';
import type { RunReport } from '../lint/run/report';
import { UsageError } from './usage-error';

export function accept(report: RunReport, file: string, root: string): void {
  const failed = writeFile(
    path.resolve(file),
    Buffer.from(
      writeBaseline(report, (name) => nameIn(path.dirname(path.resolve(file)), path.resolve(root, name))),
    ),
  );
  if (failed !== undefined) throw new UsageError(`${file} was not written: ${failed.why}.`);
  const count = report.files.flatMap(({ findings }) => findings).length;
  process.stdout.write(
    `${counted(count, 'finding')} ${count === 1 ? 'is' : 'are'} accepted in ${printable(file)}\n`,
  );
}

/** What the configuration cannot be used for is said, and the rest of it used. */
export function configOf(given: string | undefined, root: string): LintConfig {
  const own = given === undefined ? readOwnFile(path.join(root, configFileName)) : { text: needFile(given) };
  if (own === undefined) return noConfig;
  const { config, trouble } = 'why' in own ? unusedConfig(own.why) : readConfig(own.text);
  process.stderr.write(troubleLines(given ?? configFileName, trouble));
  return config;
}

export function levelsOf(rules: readonly string[]): Levels {
  const entries = rules.map((rule): [string, string] => {
    const at = rule.indexOf('=');
    if (at < 0) throw new UsageError(`--rule wants <rule>=<level>, not '${rule}'.`);
    return [rule.slice(0, at), rule.slice(at + 1)];
  });
  return readLevels(Object.fromEntries(entries), (key, why) => {
    throw new UsageError(`--rule ${key}: ${plain(why)}.`);
  });
}

export function baselineOf(file: string, root: string): Baseline {
  const accepted = readBaseline(needFile(file));
  if (accepted === undefined) throw new UsageError(`${file} is no baseline: --write-baseline makes one.`);
  const folder = path.dirname(path.resolve(file));
  return { accepted, nameOf: (name) => nameIn(folder, path.resolve(root, name)) };
}

export function oneOf<T extends string>(all: readonly T[], name: string, what: string): T {
  const known = all.find((one) => one === name);
  if (known === undefined) throw new UsageError(`There is no ${what} '${name}': ${all.join(', ')}.`);
  return known;
}

export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`--max-warnings wants a number, not '${text}'.`);
  return Number(text);
}

/** All that is piped in, as text. */
export function needInput(): string {
  try {
    return readStandardInput();
  } catch (error) {
    throw new UsageError(`Standard input: ${reasonOf(error)}.`);
  }
}

export function needFile(file: string): string {
  try {
    return readGivenFile(file);
  } catch (error) {
    throw new UsageError(file === '' ? 'A file name is empty.' : `${file}: ${reasonOf(error)}.`);
  }
}
