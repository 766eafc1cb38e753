#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { appIn } from './cli/app-in';
import { accept, baselineOf, configOf, levelsOf, oneOf, wholeNumber } from './cli/choices';
import { endWithOutput } from './cli/lost-output';
import { UsageError } from './cli/usage-error';
import { deadline } from './disk/threads/deadline';
import { listFiles } from './disk/find-files';
import { grammarFolder } from './disk/grammar-folder';
import { givenPaths, projectFolder, type GivenPaths } from './disk/project-folder';
import { replaceFile } from './disk/store-file';
import { configFileName } from './lint/config/file-name';
import { type LintConfig } from './lint/config/config';
import { bytesOf } from './lint/file-text';
import { formatCalled } from './lint/formats/format-called';
import { fixedLines, skippedLines } from './lint/formats/text';
import { auditRules, auditRulesCalled } from './actions/audit/audit-rules';
import { isAsSure } from './lint/config/levels';
import { rulesCalled } from './lint/config/read-levels';
import { lintRun } from './lint/run/lint-run';
import type { RunOptions } from './lint/run/run-options';
import type { ListedFile, SkippedFile } from './lint/ports';
import type { Format, RunReport } from './lint/run/report';
import { ruleList, usageOf } from './cli/usage';
import { linkApps } from './lint/links/run-links';
import { saidOf } from './lint/run/said-error';
import { isFailure, listing } from './lint/verdict';
import { confidences } from './rules/confidence';
import { allRules } from './rules/index';
import { Grammars } from './source/grammar/grammars';

const optionTypes = {
  format: { type: 'string', default: 'text' },
  config: { type: 'string' },
  rule: { type: 'string', multiple: true, default: [] as string[] },
  state: { type: 'string', multiple: true, default: [] as string[] },
  'max-warnings': { type: 'string' },
  'min-confidence': { type: 'string', default: 'low' },
  fix: { type: 'boolean', default: false },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const [first, ...args] = process.argv.slice(2);
  // What reaches Azure is a chunk of its own, with options of its own.
  if (first === 'audit')
    return (await import('./cli/commands/audit')).runAudit(args, { home: __dirname, version: version() });
  if (first === 'report') return (await import('./cli/commands/report')).runReport(args);
  if (first === 'diagnose') return (await import('./cli/commands/diagnose')).runDiagnose(args, __dirname);
  const { values, positionals } = parsed();
  const [command, ...rest] = positionals;
  if (values.version) return print(`${version()}\n`);
  if (values.help || command === undefined) return print(usageOf(command));
  switch (command) {
    case 'lint':
      return lint(rest, values);
    case 'rules':
      refuse(rest);
      return print(ruleList(allRules, Object.values(auditRules)));
    case 'mcp':
      refuse(rest);
      return (await import('./mcp-server')).serveActions(__dirname, version());
    case 'explain-error':
      return print((await import('./cli/commands/explain-error')).explainError(rest, values.format));
    case 'explain':
      refuse(rest.slice(1));
      return print(explain(rest[0]));
    default:
      throw new UsageError(`There is no command '${command}'. See --help.`);
  }
}

/** With so many files it is worth to have parsers optimised, even if most need none. */
const manyFiles = 100;
/** With so many it is worth to start a second thread. */
const worthAThread = 1000;

async function judged({ paths }: GivenPaths, root: string, options: RunOptions): Promise<RunReport> {
  const listed: (ListedFile | SkippedFile)[] = [];
  let beside: Awaited<ReturnType<typeof openBeside>>;
  try {
    for (const one of listFiles(paths, root))
      // It starts while all others are listed.
      if (listed.push(one) === worthAThread) beside = await openBeside(root);
    const isForFew = listed.length < manyFiles;
    const folder = grammarFolder(path.join(__dirname, 'grammars'), { isForFew });
    const grammars = new Grammars(folder, () => performance.now());
    return await lintRun(listed, grammars, { ...options, ...(beside && { beside }) });
  } finally {
    beside?.dispose();
  }
}

/** The linter's thread, where this process may use another core. */
async function openBeside(root: string) {
  if (availableParallelism() < 2) return undefined;
  const { keepSmall, ThreadBesideRun } = await import('./disk/threads/beside-run');
  keepSmall();
  return new ThreadBesideRun(path.join(__dirname, 'lint-worker.js'), root);
}

/** What a command does not take must not be passed over as if it had been. */
function refuse([first]: readonly string[]): void {
  if (first !== undefined) throw new UsageError(`Unexpected argument '${first}'. See --help.`);
}

type Values = ReturnType<typeof parsed>['values'];

function parsed() {
  try {
    return parseArgs({ options: optionTypes, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function lint(given: readonly string[], values: Values): Promise<number> {
  const format = formatOf(values.format);
  const most = wholeNumber(values['max-warnings']);
  const least = oneOf(confidences, values['min-confidence'], 'confidence');
  const root = projectFolder(process.cwd());
  const asked = givenPaths(given.length === 0 ? ['.'] : given, process.cwd(), root);
  if ('wrong' in asked) throw new UsageError(asked.wrong);
  const all = await judged(asked, root, runOptions(values, root, asked));
  const report = listing(all, ({ confidence }) => isAsSure(confidence, least));
  const accepting = values['write-baseline'];
  if (accepting === undefined)
    print(format(values.quiet ? listing(report, ({ severity }) => severity === 'error') : report));
  else accept(report, accepting, root);
  if (accepting !== undefined || values.format !== 'text')
    for (const line of [...fixedLines(report), ...skippedLines(report.skipped)])
      process.stderr.write(`${line}\n`);
  if (report.skipped.some(({ unreadable }) => unreadable === true)) return 2;
  return accepting === undefined && isFailure(report, most) ? 1 : 0;
}

function runOptions(values: Values, root: string, { paths, files }: GivenPaths): RunOptions {
  const config = configOf(values.config, root);
  // A new baseline accepts again what the old one did, as far as it is still there.
  const old = values['write-baseline'] === undefined ? values.baseline : undefined;
  return {
    exclude: config.exclude,
    named: files,
    deadline: deadline(),
    levels: { ...config.levels, ...levelsOf(values.rule) },
    ...stateOf(values.state, config, root),
    ...(!paths.includes(root) && { partial: true }),
    ...(old !== undefined && { baseline: baselineOf(old, root) }),
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
  const color = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  const format = formatCalled(name, { color, version: version() });
  if (format === undefined)
    throw new UsageError(`There is no format '${name}': text, json, sarif or github.`);
  return format;
}

function stateOf(
  files: readonly string[],
  { links }: LintConfig,
  root: string,
): Pick<RunOptions, 'apps' | 'links'> {
  const apps = files.map((file) => appIn(file, root));
  const linked = linkApps(apps, links);
  if ('conflict' in linked)
    throw new UsageError(
      `Neither ${linked.conflict.map(({ document }) => document.path).join(' nor ')} is the app of a folder in "links" of ` +
        `${configFileName}: only one app can be judged with all files.`,
    );
  return { apps, links: linked.links };
}

function explain(rule: string | undefined): string {
  const [id, ...others] = rule === undefined ? [] : [...rulesCalled(rule), ...auditRulesCalled(rule)];
  if (id === undefined)
    throw new UsageError(
      rule === undefined
        ? 'explain wants a rule. "rules" lists them.'
        : `There is no rule '${rule}'. "rules" lists them.`,
    );
  return [id, ...others]
    .map((one) => readFileSync(path.join(__dirname, '..', 'docs', 'rules', `${one}.md`), 'utf8'))
    .join('\n');
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

endWithOutput();
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${saidOf(error, error instanceof UsageError)}\n`);
    process.exitCode = 2;
  },
);
