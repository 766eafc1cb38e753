import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { hostTestsFolder, repository } from '../places';

/**
 * Bundles `test/host` for the extension host: one CommonJS file per test file, and `run.cjs`, the entry VS Code is told.
 * Returns the path of `run.cjs`. Mocha stays outside, it loads parts of itself by name.
 */
export async function bundleHostTests(): Promise<string> {
  fs.rmSync(hostTestsFolder, { recursive: true, force: true });
  const source = path.join(repository, 'test/host');
  const tests = fs.readdirSync(source).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: ['run.ts', ...tests].map((file) => path.join(source, file)),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    outdir: hostTestsFolder,
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
    // As in esbuild.js: its usual entry loads parts by names that no bundler can follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return path.join(hostTestsFolder, 'run.cjs');
}
