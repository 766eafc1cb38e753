import path from 'node:path';
import { parseArgs } from 'node:util';
import { auditFindings, goneIdentities, knownApps, unreadOf } from '../../actions/audit/audit';
import { keepState, readKeptState, type KeptState } from '../../actions/audit/kept-state';
import { readMap } from '../../actions/map/read-map';
import { deadline } from '../../disk/threads/deadline';
import { listFiles } from '../../disk/find-files';
import { grammarFolder } from '../../disk/grammar-folder';
import { projectFolder } from '../../disk/project-folder';
import { writeFile } from '../../disk/store-file';
import type { RoleListing } from '../../estate/grants';
import { sameArmId } from '../../estate/ids/arm-id';
import { allApps } from '../../estate/lookup';
import { resourceKey } from '../../estate/resources';
import { toFailure } from '../../lifecycle/failure';
import { withoutAccepted, type Baseline } from '../../lint/suppression/baseline';
import type { LintConfig } from '../../lint/config/config';
import { formatCalled } from '../../lint/formats/format-called';
import { formatMarkdown } from '../../lint/formats/markdown';
import { printable } from '../../lint/formats/printable';
import { plain, verbatim } from '../../lifecycle/text';
import { skippedLines } from '../../lint/formats/text';
import { isAsSure, type Levels } from '../../lint/config/levels';
import { lintRun } from '../../lint/run/lint-run';
import type { SkippedFile } from '../../lint/ports';
import type { Format, JudgedFile, RunReport } from '../../lint/run/report';
import type { KnownApp, RunLink } from '../../lint/links/run-links';
import { isFailure, listing } from '../../lint/verdict';
import { confidences } from '../../rules/confidence';
import { Grammars } from '../../source/grammar/grammars';
import { accept, baselineOf, configOf, levelsOf, needFile, oneOf, wholeNumber } from '../choices';
import { openLiveAzure, type LiveAzure } from '../live-azure';
import { signInOptions, signInUsage } from '../sign-in-options';
import { UsageError } from '../usage-error';

const usage = `Judges live apps of Azure Spring Apps. Reads Azure and changes nothing.

Usage: spring-managed-identity audit [options]

${signInUsage}  --format <what>         text (default), json, sarif, markdown or github
  --snapshot <file>       say what is different from what this file keeps, and which role assignments are left over from
                          identities that it proves to be gone
  --write-snapshot <file> keep what apps, identities and roles there are, for a later --snapshot
  --baseline <file>       do not list the findings that this file accepts
  --write-baseline <file> accept all findings of this run
  --config <file>         instead of the project's .spring-identity.json
  --rule <rule>=<level>   error, warning, info, hint or off; repeatable
  --max-warnings <n>      more warnings than this are a failure too (default: any number is fine)
  --min-confidence <what> list only what is as sure: high, medium or low (default)
  --help

What is looked for: what rules say of live apps; roles that manage resources (MI801); role assignments left over from identities
that are proven to be gone (MI802, with --snapshot); what is different from what was kept (MI803, with --snapshot); and, where
"links" of the configuration name apps, files below the project's folder that do not agree with the app.

What could not be read is said, and fails: an audit that has not seen all does not pass. Ends with 0 when nothing is wrong, 1 when
there are errors or too many warnings, 2 when something could not be read.
`;

const options = {
  ...signInOptions,
  format: { type: 'string', default: 'text' },
  snapshot: { type: 'string' },
  'write-snapshot': { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  config: { type: 'string' },
  rule: { type: 'string', multiple: true, default: [] as string[] },
  'max-warnings': { type: 'string' },
  'min-confidence': { type: 'string', default: 'low' },
  help: { type: 'boolean', default: false },
} as const;

export interface Program {
  /** Where the program's own files are. */
  readonly home: string;
  readonly version: string;
}

/** `spring-managed-identity audit`: findings on live apps on standard output. Answers the exit code. */
export async function runAudit(args: readonly string[], program: Program): Promise<number> {
  const values = parsed(args);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  // Before anything is read: reading all apps may take minutes.
  const format = formatOf(values.format, program);
  const most = wholeNumber(values['max-warnings']);
  const least = oneOf(confidences, values['min-confidence'], 'confidence');
  const root = projectFolder(process.cwd());
  const kept = values.snapshot === undefined ? undefined : keptIn(values.snapshot);
  const config = configOf(values.config, root);
  const levels = { ...config.levels, ...levelsOf(values.rule) };
  const accepting = values['write-baseline'];
  const old = accepting === undefined ? values.baseline : undefined;
  const baseline = old === undefined ? undefined : baselineOf(old, root);
  const all = await audited(values, { root, config, levels, kept, program });
  const judged = baseline === undefined ? all : withoutBaseline(all, baseline);
  const report = listing(judged, ({ confidence }) => isAsSure(confidence, least));
  if (accepting === undefined) process.stdout.write(format(report));
  else accept(report, accepting, root);
  const unread = report.skipped.filter(({ unreadable }) => unreadable === true);
  // As text they stand in the report itself.
  if (accepting !== undefined || values.format !== 'text') sayUnread(unread);
  if (unread.length > 0) return 2;
  return accepting === undefined && isFailure(report, most) ? 1 : 0;
}

function sayUnread(unread: RunReport['skipped']): void {
  for (const line of skippedLines(unread)) process.stderr.write(`${line}\n`);
}

interface Auditing {
  readonly root: string;
  readonly config: LintConfig;
  readonly levels: Levels;
  readonly kept: KeptState | undefined;
  readonly program: Program;
}

async function audited(
  values: ReturnType<typeof parsed>,
  { root, config, levels, kept, program }: Auditing,
): Promise<RunReport> {
  const { signal } = new AbortController();
  const azure = await openLiveAzure(values, signal);
  try {
    await readMap({ inventory: azure.inventory, snapshot: () => azure.snapshot }, { kind: 'all' }, signal);
    await readClientIds(azure, config);
    const leftOver = await rolesLeftOver(azure, kept, signal);
    const apps = knownApps(azure.snapshot);
    const links = linksTo(apps, config);
    const run = await lintRun(
      // Without a link no file belongs to an app.
      links.length === 0 ? [] : [...listFiles([root], root)],
      new Grammars(grammarFolder(path.join(program.home, 'grammars')), () => performance.now()),
      { exclude: config.exclude, apps, links, levels, named: new Set(), deadline: deadline() },
    );
    const keeping = values['write-snapshot'];
    if (keeping !== undefined) keep(keepState(azure.snapshot, new Date().toISOString()), keeping);
    const isOfApp = ({ file }: JudgedFile): boolean =>
      apps.some(({ document }) => document.path === file.path);
    return {
      ...run,
      apps: apps.length,
      files: [
        // What is wrong with files whatever the app is, "lint" says.
        ...run.files.map((judged) => (isOfApp(judged) ? judged : livePart(judged))),
        ...auditFindings(azure.snapshot, kept, leftOver.listings),
      ].filter(({ findings }) => findings.length > 0),
      skipped: [...unreadOf(azure.snapshot), ...leftOver.unread, ...run.skipped],
    };
  } finally {
    azure.dispose();
  }
}

/** Whether a client ID in a file is nobody's is known only when all of the app are. */
async function readClientIds({ inventory, snapshot }: LiveAzure, { links }: LintConfig): Promise<void> {
  const linked = [...allApps(snapshot)].filter(({ app }) =>
    links.some((link) => sameArmId(link.app, app.id)),
  );
  await Promise.all(
    linked.map(async ({ app }) => {
      const { principalId } = app.identity;
      if (principalId !== undefined)
        await inventory.open({ kind: 'system-client-id', app: resourceKey(app), principalId });
    }),
  );
}

/** The role assignments of identities that are proven to be gone, by principal. */
async function rolesLeftOver(
  azure: LiveAzure,
  kept: KeptState | undefined,
  signal: AbortSignal,
): Promise<{ readonly listings: ReadonlyMap<string, RoleListing>; readonly unread: readonly SkippedFile[] }> {
  const listings = new Map<string, RoleListing>();
  const unread: SkippedFile[] = [];
  for (const { kept: app, principalId } of kept === undefined ? [] : goneIdentities(azure.snapshot, kept)) {
    const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(app.id)?.[1]?.toLowerCase();
    const home = azure.subscriptions.find((one) => one.subscriptionId.toLowerCase() === subscriptionId);
    if (home === undefined) continue;
    const near = azure.subscriptions.filter(
      ({ accountId, tenantId }) => accountId === home.accountId && tenantId === home.tenantId,
    );
    try {
      const listing = await azure.reader.listRoles(near, principalId, signal);
      listings.set(principalId, listing);
      for (const { name, why } of listing.unreadable)
        unread.push({
          path: app.id,
          skipped: `its former roles in '${name}' could not be read: ${plain(verbatim(why))}`,
          unreadable: true,
        });
    } catch (error) {
      const { why } = toFailure(error, 'Could not read roles.');
      unread.push({ path: app.id, skipped: `its former roles could not be read: ${why}`, unreadable: true });
    }
  }
  return { listings, unread };
}

function linksTo(apps: readonly KnownApp[], { links }: LintConfig): readonly RunLink[] {
  return links.flatMap(({ folder, app: id }) => {
    const known = apps.find(({ app }) => app.resourceId !== undefined && sameArmId(app.resourceId, id));
    return known === undefined ? [] : [{ folder, app: known.app }];
  });
}

function livePart({ file, findings, fingerprints }: JudgedFile): JudgedFile {
  const kept = findings.map(({ live }) => live === true);
  return {
    file,
    findings: findings.filter((_, i) => kept[i]),
    fingerprints: fingerprints.filter((_, i) => kept[i]),
  };
}

function withoutBaseline(report: RunReport, baseline: Baseline): RunReport {
  const files = report.files.map((judged) => withoutAccepted(judged, baseline));
  const count = (all: readonly JudgedFile[]): number =>
    all.reduce((sum, { findings }) => sum + findings.length, 0);
  return {
    ...report,
    files: files.filter(({ findings }) => findings.length > 0),
    accepted: count(report.files) - count(files),
  };
}

function keptIn(file: string): KeptState {
  const kept = readKeptState(needFile(file));
  if (kept === undefined) throw new UsageError(`${file} keeps no state: --write-snapshot makes one.`);
  return kept;
}

function keep(state: KeptState, file: string): void {
  const failed = writeFile(path.resolve(file), Buffer.from(`${JSON.stringify(state, null, 2)}\n`));
  if (failed !== undefined) throw new UsageError(`${printable(file)} was not written: ${failed.why}.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function formatOf(name: string, { version }: Program): Format {
  const color = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  const format = name === 'markdown' ? markdown : formatCalled(name, { color, version });
  if (format === undefined)
    throw new UsageError(`There is no format '${name}': text, json, sarif, markdown or github.`);
  return format;
}

/** A pipeline takes some lines for commands; names are written by others. */
const markdown: Format = (report) => formatMarkdown(report).split('\n').map(printable).join('\n');
