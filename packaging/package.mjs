// `npm run package`: bundles the extension and packs it. The same commit gives the same bytes: what would be the time of packing is the
// time of the commit.
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'spring-managed-identity.vsix' },
    /** Packs what was bundled before. */
    'no-build': { type: 'boolean', default: false },
  },
});

/** A tarball has no commits: then any fixed time does. */
function commitTime() {
  const git = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  const time = git.status === 0 ? git.stdout.trim() : '';
  return /^\d+$/.test(time) ? time : '1767225600';
}

const run = (args) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
const env = { ...process.env, SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] ?? commitTime() };
if (!values['no-build']) run(['esbuild.js', '--production']);
run([
  path.join(path.dirname(require.resolve('@vscode/vsce/package.json')), 'vsce'),
  'package',
  '--no-dependencies',
  '--no-rewrite-relative-links',
  // The source is not published anywhere yet.
  '--allow-missing-repository',
  '--out',
  path.resolve(values.out),
]);
