import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const out = path.join(root, 'out/attacks');

/** Nothing that is attacked may take longer, on a machine that is busy with other things as well. */
export const longestMs = 90_000;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as it ships, in a process of its own, and a folder that somebody else has filled. */
export class AttackedProgram {
  readonly #program = path.join(out, 'dist/cli.js');
  folder = '';

  /** Apart from `dist`, which other tests may be making anew. */
  build(): void {
    const built = spawnSync(process.execPath, ['esbuild.js', '--outdir', 'out/attacks/dist'], { cwd: root });
    assert.equal(built.status, 0, String(built.stderr));
    fs.copyFileSync(path.join(root, 'package.json'), path.join(out, 'package.json'));
  }

  remove(): void {
    fs.rmSync(out, { recursive: true, force: true });
  }

  newFolder(): void {
    this.folder = fs.mkdtempSync(path.join(tmpdir(), 'attack-'));
  }

  removeFolder(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }

  /** Ends by itself, without the trace of a stack. */
  run(...args: readonly string[]): Ended {
    return this.#ended(process.execPath, [this.#program, ...args]);
  }

  #ended(program: string, args: readonly string[]): Ended {
    const options = { cwd: this.folder, encoding: 'utf8', timeout: longestMs, maxBuffer: 1e9 } as const;
    const { status, stdout, stderr, signal } = spawnSync(program, args, options);
    assert.equal(signal, null, `${args.join(' ')} did not end by itself`);
    assert.doesNotMatch(stderr, /^ +at .*:\d+:\d+\)?$|report this as a defect/m);
    return { status, stdout, stderr };
  }

  /** As `run`, in a shell that has done something to itself before. */
  runBehind(before: string, ...args: readonly string[]): Ended {
    const line = `${before}; exec "$0" "$@"`;
    return this.#ended('bash', ['--norc', '-c', line, process.execPath, this.#program, ...args]);
  }

  /** As `run`, while nobody reads what it prints. */
  async runUnread(...args: readonly string[]): Promise<Omit<Ended, 'stdout'>> {
    const child = spawn(process.execPath, [this.#program, ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Long before the program has anything to say.
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, stderr };
  }

  /** As `run`, while something else goes on. */
  async runWhile(meanwhile: () => void, ...args: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [this.#program, ...args], { cwd: this.folder, stdio: 'ignore' });
    const timer = setInterval(meanwhile, 1);
    try {
      const [, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code, ended) => {
          resolve([code, ended]);
        });
      });
      assert.equal(signal, null);
    } finally {
      clearInterval(timer);
      child.kill();
    }
  }
}
