#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { parseArgs } from 'node:util';

import { readAppFile } from './azure/read/app-file';
import { deadline } from './disk/deadline';
import { findFiles } from './disk/find-files';
import { grammarFolder } from './disk/grammar-folder';
import { replaceFile, writeFile } from './disk/store-file';
import { readStandardInput, readTextFile } from './disk/text-file';
import { nameOf } from './estate/arm-id';
import { readBaseline, writeBaseline } from './lint/baseline';
import { configFileName, noConfig, readConfig, type LintConfig } from './lint/config';
import { bytesOf } from './lint/file-text';
import { formatGithub } from './lint/formats/github';
import { formatJson } from './lint/formats/json';
import { formatSarif } from './lint/formats/sarif';
import { printable } from './lint/formats/printable';
import { formatText, skippedLines } from './lint/formats/text';
import { readLevels, rulesCalled, type Levels } from './lint/levels';
import { lintRun, type RunOptions } from './lint/lint-run';
import type { Format } from './lint/report';
import { linkApps, type KnownApp } from './lint/run-links';
import { errorsOf, isFailure } from './lint/verdict';
import { allRules } from './rules/index';
import { Grammars } from './source/grammar/grammars';
import { LineIndex } from './source/span';
import { refusalsIn } from './token/explain/recognise';
import { refusalsAsJson, refusalsAsText } from './token/explain/told-refusals';

const help = `Finds mistakes with managed identities in Spring apps on Azure: in Java, Kotlin, Spring configuration,
Maven and Gradle build files, Bicep, ARM templates, Terraform, shell and PowerShell scripts, and workflows.

Usage: spring-managed-identity lint [paths] [options]
       spring-managed-identity rules
       spring-managed-identity explain <rule>
       spring-managed-identity explain-error [file|-] [--format text|json]

  --format <what>         text (default), json, sarif or github
  --config <file>         instead of ${configFileName} in this folder
  --rule <rule>=<level>   error, warning, info, hint or off; repeatable, stronger than the configuration
  --state <file>          judge against an app, and the app itself: it or its identity as "az spring app show" or Azure
                          Resource Manager prints it; repeatable for apps that "links" of the configuration name
  --max-warnings <n>      more warnings than this are a failure too (default: any number is fine)
  --fix                   apply the safe fixes
  --baseline <file>       do not list the findings that this file accepts
  --write-baseline <file> accept all findings of this run
  --quiet                 list errors only
  --help, --version

explain-error reads a log, a stack trace or the output of a command, and says which identity was refused where, and why.

Reads below the given paths only (default: this folder), follows no links, honours .gitignore.
Ends with 0 when nothing is wrong, 1 when there are errors or too many warnings, 2 when it could not do its work.
`;

/** A mistake of the caller: said in one line, exit code 2. */
class UsageError extends Error {}

const optionTypes = {
  format: { type: 'string', default: 'text' },
  config: { type: 'string' },
  rule: { type: 'string', multiple: true, default: [] as string[] },
  state: { type: 'string', multiple: true, default: [] as string[] },
  'max-warnings': { type: 'string' },
  fix: { type: 'boolean', default: false },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parsed();
  const [command, ...rest] = positionals;
  if (values.version) return print(`${version()}\n`);
  if (values.help || command === undefined) return print(help);
  switch (command) {
    case 'lint':
      return lint(rest, values);
    case 'rules':
      return print(
        allRules
          .map(({ id, severity, name, title }) => `${id}  ${severity.padEnd(8)}${name}: ${title}\n`)
          .join(''),
      );
    case 'explain-error':
      return explainError(rest, values);
    case 'explain':
      return print(explain(rest[0]));
    default:
      throw new UsageError(`There is no command '${command}'. See --help.`);
  }
}

type Values = ReturnType<typeof parsed>['values'];

function parsed() {
  try {
    return parseArgs({ options: optionTypes, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function lint(paths: readonly string[], values: Values): Promise<number> {
  const format = formatOf(values.format);
  const most = wholeNumber(values['max-warnings']);
  const root = process.cwd();
  const report = await lintRun(
    findFiles(paths.length === 0 ? ['.'] : paths, root),
    new Grammars(grammarFolder(path.join(__dirname, 'grammars')), () => performance.now()),
    runOptions(values, root, paths.length > 0 && !paths.includes('.')),
  );
  const accepting = values['write-baseline'];
  if (accepting === undefined) print(format(values.quiet ? errorsOf(report) : report));
  else {
    const failed = writeFile(path.resolve(accepting), Buffer.from(writeBaseline(report)));
    if (failed !== undefined) throw new UsageError(`${accepting} was not written: ${failed.why}.`);
    print(
      `${report.files.flatMap(({ findings }) => findings).length} findings are accepted in ${accepting}\n`,
    );
  }
  if (accepting !== undefined || values.format !== 'text')
    for (const line of skippedLines(report.skipped)) process.stderr.write(`${line}\n`);
  if (report.skipped.some(({ unreadable }) => unreadable === true)) return 2;
  return accepting === undefined && isFailure(report, most) ? 1 : 0;
}

function runOptions(values: Values, root: string, isPart: boolean): RunOptions {
  const config = configOf(values.config);
  // A new baseline accepts again what the old one did, as far as it is still there.
  const old = values['write-baseline'] === undefined ? values.baseline : undefined;
  return {
    exclude: config.exclude,
    deadline: deadline(),
    levels: { ...config.levels, ...levelsOf(values.rule) },
    ...stateOf(values.state, config),
    ...(isPart && { partial: true }),
    ...(old !== undefined && { baseline: baselineOf(old) }),
    ...(values.fix && {
      store: (judged, text) => {
        const [was, now] = [bytesOf(judged), bytesOf({ ...judged, text })];
        if (was === undefined || now === undefined)
          return 'it is not UTF-8 and cannot hold what a fix writes';
        return replaceFile(path.join(root, judged.path), { root, was, now })?.why;
      },
    }),
  };
}

function formatOf(name: string): Format {
  switch (name) {
    case 'text':
      return formatText({ color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' });
    case 'json':
      return formatJson;
    case 'sarif':
      return formatSarif({ version: version() });
    case 'github':
      return formatGithub;
    default:
      throw new UsageError(`There is no format '${name}': text, json, sarif or github.`);
  }
}

/** What the configuration cannot be used for is said, and the rest of it used. */
function configOf(given: string | undefined): LintConfig {
  const file = given ?? configFileName;
  const text = given === undefined ? readTextFile(file) : needFile(file);
  if (text === undefined) return noConfig;
  const { config, trouble } = readConfig(text);
  for (const { at, message } of trouble)
    process.stderr.write(`${file}:${at.line + 1}:${at.column + 1}: ${printable(message)}\n`);
  return config;
}

function levelsOf(rules: readonly string[]): Levels {
  const entries = rules.map((rule): [string, string] => {
    const at = rule.indexOf('=');
    if (at < 0) throw new UsageError(`--rule wants <rule>=<level>, not '${rule}'.`);
    return [rule.slice(0, at), rule.slice(at + 1)];
  });
  return readLevels(Object.fromEntries(entries), (key, why) => {
    throw new UsageError(`--rule ${key}: ${why}.`);
  });
}

function baselineOf(file: string): ReadonlySet<string> {
  const baseline = readBaseline(needFile(file));
  if (baseline === undefined) throw new UsageError(`${file} is no baseline: --write-baseline makes one.`);
  return baseline;
}

function stateOf(files: readonly string[], { links }: LintConfig): Pick<RunOptions, 'apps' | 'links'> {
  const apps = files.map(appIn);
  const linked = linkApps(apps, links);
  if ('conflict' in linked)
    throw new UsageError(
      `Neither ${linked.conflict.map(({ document }) => document.path).join(' nor ')} is the app of a folder in "links" of ` +
        `${configFileName}: only one app can be judged with all files.`,
    );
  return { apps, links: linked.links };
}

function appIn(file: string): KnownApp {
  const text = needFile(file);
  const read = readAppFile(text, path.basename(file, '.json'));
  if ('unreadable' in read)
    throw new UsageError(`${file} is neither an app nor its identity: ${read.unreadable}.`);
  const { id: resourceId, name, serviceId, identity } = read;
  return {
    app: { name, service: nameOf(serviceId), resourceId, plan: 'Unknown', identity },
    document: { path: file.replaceAll('\\', '/'), text, lines: new LineIndex(text) },
  };
}

/** What errors with identities a log tells of; the log comes from a file, or from standard input. */
function explainError(files: readonly string[], { format }: Values): 0 {
  const [file = '-', another] = files;
  if (another !== undefined) throw new UsageError('explain-error takes one file, or - for standard input.');
  const refusals = refusalsIn(file === '-' ? readStandardInput() : needFile(file));
  switch (format) {
    case 'text':
      return print(refusalsAsText(refusals).split('\n').map(printable).join('\n'));
    case 'json':
      return print(refusalsAsJson(refusals));
    default:
      throw new UsageError(`There is no format '${format}' for explain-error: text or json.`);
  }
}

function explain(rule: string | undefined): string {
  const [id, ...others] = rule === undefined ? [] : rulesCalled(rule);
  if (id === undefined) throw new UsageError(`There is no rule '${String(rule)}'. "rules" lists them.`);
  return [id, ...others]
    .map((one) => readFileSync(path.join(__dirname, '..', 'docs', 'rules', `${one}.md`), 'utf8'))
    .join('\n');
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`--max-warnings wants a number, not '${text}'.`);
  return Number(text);
}

function needFile(file: string): string {
  const text = readTextFile(file);
  if (text === undefined) throw new UsageError(`${file} cannot be read.`);
  return text;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

// Optimising the parser of PowerShell takes V8 nine seconds, and the process does not end before that.
setFlagsFromString('--liftoff-only');
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `${error instanceof UsageError || !(error instanceof Error) ? message : (error.stack ?? message)}\n`,
    );
    process.exitCode = 2;
  },
);
