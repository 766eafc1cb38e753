import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repository } from '../../rig/places';
import { installHost } from '../../vscode-host/install.mjs';
import { atMost, median, type Figure } from '../figure';
import { measureBeside, type Beside } from './beside';
import { writeWorkspace } from './workspace';

const runs = 5;
/** Starts of a process are short and scatter: it takes some to have a median. */
const starts = 21;
/** As large repositories are: what is kept of each file must be nothing. */
const manyFiles = 100_000;

const program = path.join(repository, 'dist/cli.js');

/** What the command line costs: a workspace of 10,000 files, many files, and one. */
export async function measureCommandLine(): Promise<readonly Figure[]> {
  const host = await installHost('newest', {});
  spawnSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'ignore' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-cli-'));
  try {
    const workspace = writeWorkspace(path.join(folder, 'workspace'));
    const besides: Beside[] = [];
    const judged: Run[] = [];
    for (let run = 0; run < runs; run += 1) {
      besides.push(await measureBeside(host, workspace));
      judged.push(await lint(workspace.folder, '.'));
    }
    const most = await lint(writeMany(path.join(folder, 'many')), '.');
    return [
      ...workspaceFigures(judged, besides),
      atMost({
        name: 'lint.cli.memory.many',
        unit: 'MB',
        value: most.peakMb,
        goal: 200,
        baseline: `${manyFiles} files in ${most.wallMs.toFixed(0)} ms`,
      }),
      await oneFile(
        path.join(workspace.folder, path.dirname(workspace.mentions[0] ?? '')),
        workspace.mentions[0] ?? '',
      ),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function workspaceFigures(judged: readonly Run[], besides: readonly Beside[]): readonly Figure[] {
  const beside = median(besides.map(({ listMs, parseMs }) => listMs + parseMs));
  const wallMs = median(judged.map((run) => run.wallMs));
  return [
    atMost({
      name: 'lint.cli.wall',
      unit: 'x',
      value: wallMs / beside,
      goal: 1.5,
      baseline: `${wallMs.toFixed(0)} ms, ripgrep and parsing ${beside.toFixed(0)} ms`,
    }),
    atMost({
      name: 'lint.cli.memory',
      unit: 'MB',
      value: median(judged.map((run) => run.peakMb)),
      goal: 200,
      baseline: '10,000 files',
    }),
  ];
}

/** One file after the other beside an empty Node, in turns. */
async function oneFile(cwd: string, mention: string): Promise<Figure> {
  const file = path.basename(mention);
  const [ours, empty]: [number[], number[]] = [[], []];
  for (let i = 0; i < starts; i += 1) {
    empty.push((await timed(cwd, ['-e', '0'])).wallMs);
    ours.push((await lint(cwd, file)).wallMs);
  }
  const [one, none] = [median(ours), median(empty)];
  return atMost({
    name: 'lint.cli.one',
    unit: 'x',
    value: one / none,
    goal: 1.6,
    baseline: `${one.toFixed(0)} ms, ${none.toFixed(0)} ms an empty Node`,
  });
}

interface Run {
  readonly wallMs: number;
  readonly peakMb: number;
}

async function lint(cwd: string, what: string): Promise<Run> {
  return timed(cwd, ['--require', path.join(__dirname, 'peak-memory.cjs'), program, 'lint', what]);
}

async function timed(cwd: string, args: readonly string[]): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const peak: string[] = [];
  child.stdio[3]?.on('data', (chunk: Buffer) => peak.push(chunk.toString()));
  // 1: something was found.
  const [code] = (await once(child, 'close')) as [number];
  if (code > 1) throw new Error(`The command line ended with ${code}.`);
  return { wallMs: performance.now() - start, peakMb: Number(peak.join('')) / 1e3 };
}

/** Small settings that all have to be looked at. */
function writeMany(folder: string): string {
  for (let i = 0; i < manyFiles; i += 1) {
    const place = path.join(folder, `part-${i % 500}`);
    if (i < 500) fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(
      path.join(place, `settings-${i}.yml`),
      `name: shop-${i}\nspring:\n  cloud:\n    azure:\n      profile: {}\n`,
    );
  }
  return folder;
}
