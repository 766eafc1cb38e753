import { parseArgs } from 'node:util';
import type { Figure } from './figure';

/** What is measured, by the first word of the figures' names. */
const suites: Readonly<Record<string, () => Promise<{ measure(): Promise<readonly Figure[]> }>>> = {
  activation: () => import('./activation'),
  tunnel: () => import('./tunnel'),
  estate: () => import('./estate'),
  lint: () => import('./lint'),
  workless: () => import('./workless'),
  workbench: () => import('./workbench'),
};

const help = `npm run bench -- [--json] [--only <prefix>]

Measures the figures the extension promises, each beside its goal and beside a baseline of the same minute.

  --json            print only an array of {name, unit, value, goal, ok, baseline?}
  --only <prefix>   measure only the figures whose name starts so: ${Object.keys(suites).join(', ')}

Ends with 1 when a goal is missed, with 2 when something could not be measured.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      help: { type: 'boolean' },
    },
  });
  const { json, only } = values;
  if (values.help === true) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const wanted = Object.entries(suites).filter(([name]) => name.startsWith(only.split('.')[0] ?? ''));
  if (wanted.length === 0)
    throw new Error(`Nothing is called "${only}". There are: ${Object.keys(suites).join(', ')}.`);
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const [name, load] of wanted) {
    if (!json) process.stderr.write(`measuring ${name}...\n`);
    try {
      const suite = await load();
      figures.push(...(await suite.measure()).filter((figure) => figure.name.startsWith(only)));
    } catch (error) {
      // What the others took minutes to measure is shown all the same.
      failed.push(name);
      process.stderr.write(
        `${name} was not measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    }
  }
  process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : table(figures));
  if (failed.length > 0) return 2;
  return figures.every((figure) => figure.ok) ? 0 : 1;
}

function table(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'value', 'goal', '', 'beside'],
    ...figures.map((figure) => [
      figure.name,
      `${figure.value} ${figure.unit}`,
      `${figure.goal} ${figure.unit}`,
      figure.ok ? 'ok' : 'MISSED',
      figure.baseline ?? '',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

main().then(
  (code) => {
    // Whatever a broken suite left open must not keep this from ending.
    if (code === 2) process.exit(code);
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(2);
  },
);
