import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { findRipgrep, ripgrepArguments, searchGroups } from '../../../src/disk/search-files';
import type { Host } from '../../vscode-host/install.mjs';
import type { Workspace } from './workspace';

/** What any linter of these files would have to do. Milliseconds. */
export interface Beside {
  readonly listMs: number;
  readonly parseMs: number;
}

/** The candidates listed by the same program, and parsed one after the other in a thread that does nothing else. */
export async function measureBeside(host: Host, { folder }: Pick<Workspace, 'folder'>): Promise<Beside> {
  const appRoot = path.resolve(path.dirname(host.server), '..');
  const ripgrep = findRipgrep(appRoot);
  if (ripgrep === undefined) throw new Error(`VS Code at ${appRoot} has no ripgrep.`);
  const start = performance.now();
  const lists = await Promise.all(
    searchGroups.map((group) => list(ripgrep, folder, ripgrepArguments(group))),
  );
  const listMs = performance.now() - start;
  const program = path.join(__dirname, 'parse-files.cjs');
  const files = lists.flat().map((name) => path.join(folder, name));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(files));
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  await once(child, 'close');
  return { listMs, parseMs: Number(output.join('')) };
}

async function list(program: string, cwd: string, args: readonly string[]): Promise<readonly string[]> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  await once(child, 'close');
  return output
    .join('')
    .split('\n')
    .filter((name) => name !== '');
}
