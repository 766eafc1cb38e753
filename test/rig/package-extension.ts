import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { repository, vsixFile } from './places';

/** Bundles and packs the extension as it stands, so that nobody ever looks at an older build. Returns the `.vsix`. */
export function packageExtension(): string {
  fs.rmSync(vsixFile, { force: true });
  const run = spawnSync('npm', ['run', '--silent', 'package'], {
    cwd: repository,
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (run.status !== 0 || !fs.existsSync(vsixFile))
    throw new Error(`The extension could not be packaged:\n${run.stdout}${run.stderr}`);
  return vsixFile;
}
