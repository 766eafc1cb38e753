import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'esbuild';

import { repository } from '../rig/places';
import { atMost, type Figure } from './figure';
import type { Workless } from './workless/probe';

/** What is done in a window that nobody asked for: files judged and trees drawn although nothing they depend on is different. */
export async function measure(): Promise<readonly Figure[]> {
  const { keystroke, unrelatedRoles, linkedRoles } = await probe();
  if (linkedRoles.ofTargets === 0)
    throw new Error('Nothing was judged when the roles of the linked app were read.');
  const none = (name: string, unit: string, value: number): Figure =>
    atMost({ name: `workless.${name}`, unit, value, goal: 0 });
  return [
    none('keystroke.redraws', 'redraws', keystroke.redraws),
    none('keystroke.files', 'files', keystroke.judged),
    none('unrelated-roles.files', 'files', unrelatedRoles.judged),
    {
      ...none('linked-roles.others', 'files', linkedRoles.judged),
      baseline: `${linkedRoles.ofTargets} files that name a target`,
    },
  ];
}

/** The same code as in the window, with a stand-in for the window itself. */
async function probe(): Promise<Workless> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-workless-'));
  try {
    const outfile = path.join(folder, 'probe.cjs');
    const window = path.join(__dirname, 'workless/window.ts');
    await build({
      entryPoints: [path.join(__dirname, 'workless/probe.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
      mainFields: ['module', 'main'],
      plugins: [
        {
          name: 'stand-in',
          setup: (bundler) => {
            bundler.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'stand-in' }));
            bundler.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({
              contents: `const { known, nothing } = require(${JSON.stringify(window)});
                module.exports = { ...Object.fromEntries(${JSON.stringify(namesUsed())}.map((name) => [name, nothing])), ...known };`,
              resolveDir: __dirname,
            }));
          },
        },
      ],
    });
    return JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })) as Workless;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the window's code takes from VS Code: without a name of it in the stand-in the bundle would not start. */
function namesUsed(): readonly string[] {
  const folder = path.join(repository, 'src/ui');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const imports = files.flatMap((name) => [
    ...readFileSync(path.join(folder, name), 'utf8').matchAll(/import \{([^}]*)\} from 'vscode'/g),
  ]);
  return imports
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => (name.trim().split(' as ')[0] ?? '').trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}
