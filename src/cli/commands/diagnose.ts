import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { printedDiagnosis } from '../../actions/diagnose/as-report';
import type { Case } from '../../actions/diagnose/case';
import { diagnose } from '../../actions/diagnose/diagnose';
import { readCase } from '../../actions/diagnose/read-case';
import { deadline } from '../../disk/threads/deadline';
import { listFiles } from '../../disk/find-files';
import { grammarFolder } from '../../disk/grammar-folder';
import { projectFolder } from '../../disk/project-folder';
import { sameArmId } from '../../estate/ids/arm-id';
import { findApp, type FoundApp } from '../../estate/lookup';
import { resourceKey } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { harmless, type ShownAs } from '../../lifecycle/harmless';
import { linkOf } from '../../lint/links/folder-link';
import { linkedApp } from '../../lint/links/linked-state';
import { profilesOf } from '../../lint/config/settings-finder';
import { lintRun } from '../../lint/run/lint-run';
import type { LintConfig } from '../../lint/config/config';
import { linkApps } from '../../lint/links/run-links';
import type { LinkedApp } from '../../rules/linked-app';
import type { LinkedFile } from '../../rules/rule';
import { exported } from '../../report/export';
import { speechOf } from '../../report/speech';
import { Grammars } from '../../source/grammar/grammars';
import { appIn } from '../app-in';
import { appsCalled } from '../apps-called';
import { configOf } from '../choices';
import { forTerminal } from '../for-terminal';
import { openLiveAzure, type LiveAzure } from '../live-azure';
import { signInOptions, signInUsage } from '../sign-in-options';
import { UsageError } from '../usage-error';

const usage = `Tells of each target that an app's files name whether the app may use it, why not, and what mends it. Changes nothing.

Usage: spring-managed-identity diagnose --app <name> [options]
       spring-managed-identity diagnose --state <file> [options]

  --app <name>            the app as Azure has it, by name, <service>/<name> or resource ID
  --state <file>          the app as "az spring app show" printed it, without asking Azure: what its identities may do
                          is not known then
${signInUsage}  --format <what>         text (default) or json
  --config <file>         instead of the project's .spring-identity.json
  --help

Reads the files that "links" of the configuration name for the app, or all below the project's folder when they do not name it,
and says so then.
Each line says what it rests on; what could not be read is said, and never shown as none. Ends with 0, with 1 when a target is
broken, or with 2 when it could not do its work.
`;

const options = {
  ...signInOptions,
  app: { type: 'string' },
  state: { type: 'string' },
  format: { type: 'string', default: 'text' },
  config: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** `spring-managed-identity diagnose`: what the page of an app in the window says, on standard output. Answers the exit code. */
export async function runDiagnose(args: readonly string[], home: string): Promise<number> {
  const values = parsed(args);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { app, state, format } = values;
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`There is no format '${format}': text or json.`);
  if ((app === undefined) === (state === undefined))
    throw new UsageError('diagnose wants either --app or --state.');
  const root = projectFolder(process.cwd());
  const project: Project = { root, home, config: configOf(values.config, root) };
  const tell = (found: Case, shown: (text: string, as?: ShownAs) => string): number => {
    const diagnosis = diagnose(found);
    const speech = speechOf((template) => template, shown);
    process.stdout.write(forTerminal(exported(printedDiagnosis(diagnosis), format, speech) ?? '', format));
    return diagnosis.lines.some(({ outcome }) => outcome === 'broken') ? 1 : 0;
  };
  if (state !== undefined) return tell(await keptCase(state, project), harmless);
  const { signal } = new AbortController();
  const azure = await openLiveAzure(values, signal);
  try {
    const found = await liveCase(azure, app ?? '', project, signal);
    return tell(found, (text, as) => azure.redactor.harmless(text, as));
  } finally {
    azure.dispose();
  }
}

interface Project {
  readonly root: string;
  /** Where the program's own files are. */
  readonly home: string;
  readonly config: LintConfig;
}

/** An app as a file has it: only its identities are known. */
async function keptCase(file: string, project: Project): Promise<Case> {
  const { app } = appIn(file, project.root);
  const readAt = statSync(file).mtimeMs;
  const profiles = profilesOf(app);
  return {
    app,
    readAt,
    stateFile: file,
    now: Date.now(),
    ...(await filesOf(app, project)),
    ...(profiles !== undefined && { profiles }),
  };
}

async function liveCase(
  azure: LiveAzure,
  name: string,
  project: Project,
  signal: AbortSignal,
): Promise<Case> {
  const [first, another] = appsCalled(azure.snapshot, name);
  if (first === undefined || another !== undefined)
    throw new UsageError(`Several apps are called '${name}': say <service>/<name>, or the resource ID.`);
  const key = resourceKey(first.app);
  const found = (): FoundApp => {
    const now = findApp(azure.snapshot, key);
    if (now !== undefined) return now;
    throw new Failure({
      code: 'not-found',
      what: say('The app cannot be diagnosed.'),
      why: say('It was deleted while it was read.'),
    });
  };
  const { inventory, targets } = azure;
  const reading = { inventory, targets, snapshot: () => azure.snapshot, found, now: () => Date.now() };
  const files = { now: () => filesOf(linkedApp(azure.snapshot, found()), project) };
  return await readCase(reading, files, signal);
}

/** What the files of the app tell, judged as `lint` judges them. */
async function filesOf(
  app: LinkedApp,
  { root, home, config }: Project,
): Promise<Pick<Case, 'files' | 'unreadFiles' | 'isUnlinked' | 'lineOf'>> {
  const linked = linkApps([{ app }], config.links);
  const links = 'links' in linked ? linked.links : [];
  const files: LinkedFile[] = [];
  const lines = new Map<string, (offset: number) => number>();
  const { skipped } = await lintRun(
    [...listFiles([root], root)],
    new Grammars(grammarFolder(path.join(home, 'grammars')), () => performance.now()),
    {
      exclude: config.exclude,
      apps: [],
      named: new Set(),
      deadline: deadline(),
      links,
      tell: (file, facts) => {
        if (linkOf(file.path, links)?.app !== app) return;
        files.push({ path: file.path, facts });
        lines.set(file.path, (offset) => file.lines.positionAt(offset).line + 1);
      },
    },
  );
  const { resourceId } = app;
  const isLinked = config.links.some((link) => resourceId !== undefined && sameArmId(link.app, resourceId));
  return {
    files,
    ...(!isLinked && { isUnlinked: true as const }),
    lineOf: (file, offset) => lines.get(file)?.(offset),
    unreadFiles: skipped.flatMap(({ path: file, skipped: why, unreadable }) =>
      unreadable === true ? [{ path: file, why }] : [],
    ),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
