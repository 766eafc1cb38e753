import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { identityMap } from '../../actions/map/identity-map';
import { readMap } from '../../actions/map/read-map';
import type { MapScope } from '../../actions/map/scope';
import { writeFile } from '../../disk/store-file';
import { resourceKey } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { printable } from '../../lint/formats/printable';
import { exported, exportFormats, isExportFormat } from '../../report/export';
import { speechOf } from '../../report/speech';
import { appsCalled } from '../apps-called';
import { forTerminal } from '../for-terminal';
import { openLiveAzure } from '../live-azure';
import { signInOptions, signInUsage } from '../sign-in-options';
import { UsageError } from '../usage-error';

const usage = `Tells which identities apps of Azure Spring Apps have, and what these may do. Reads Azure and changes nothing.

Usage: spring-managed-identity report [options]

  --app <name>            only this one, by name, <service>/<name> or resource ID; repeatable (default: all apps)
${signInUsage}  --format <what>         ${Object.keys(exportFormats).join(', ')} (default: text)
  --out <file>            write to a file, which must not be there yet
  --force                 overwrite it
  --help

What could not be read is said first, and never shown as none. Ends with 0, or with 2 when it could not do its work.
`;

const options = {
  ...signInOptions,
  app: { type: 'string', multiple: true, default: [] as string[] },
  format: { type: 'string', default: 'text' },
  out: { type: 'string' },
  force: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** `spring-managed-identity report`: the identity map of apps on standard output, or in a file. */
export async function runReport(args: readonly string[]): Promise<0> {
  const values = parsed(args);
  if (values.help) return print(usage);
  const { format, out, force } = values;
  if (!isExportFormat(format))
    throw new UsageError(`There is no format '${format}': ${Object.keys(exportFormats).join(', ')}.`);
  const file = out === undefined ? undefined : path.resolve(out);
  // Before anything is read: reading all apps may take minutes.
  if (file !== undefined && !force && existsSync(file))
    throw new UsageError(`${printable(file)} is there already; --force overwrites it.`);
  const { signal } = new AbortController();
  const azure = await openLiveAzure(values, signal);
  try {
    const scope = scopeOf(azure.snapshot, values.app);
    await readMap({ inventory: azure.inventory, snapshot: () => azure.snapshot }, scope, signal);
    const report = identityMap(azure.snapshot, scope, { readAt: new Date().toISOString() });
    const speech = speechOf(
      (template) => template,
      (text, as) => azure.redactor.harmless(text, as),
    );
    const text = exported(report, format, speech) ?? '';
    if (file === undefined) return print(forTerminal(text, format));
    const failed = writeFile(file, Buffer.from(text));
    if (failed !== undefined) throw new UsageError(`${printable(file)} was not written: ${failed.why}.`);
    process.stderr.write(`Written to ${printable(file)}\n`);
    return 0;
  } finally {
    azure.dispose();
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function scopeOf(snapshot: EstateSnapshot, asked: readonly string[]): MapScope {
  if (asked.length === 0) return { kind: 'all' };
  return {
    kind: 'apps',
    keys: [
      ...new Set(asked.flatMap((text) => appsCalled(snapshot, text).map(({ app }) => resourceKey(app)))),
    ],
  };
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}
