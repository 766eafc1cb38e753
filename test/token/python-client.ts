import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.resolve(__dirname, '../../.cache/python-azure');
/** Debian's own interpreter: the packages' compiled parts fit no other. */
const interpreter = '/usr/bin/python3';
/** Azure's whole SDK is one package of half a gigabyte; two folders of it are enough. */
const sdk = 'python3-azure';
const wanted = ['azure/__init__.py', 'azure/core/*', 'azure/identity/*'];
const others = [
  'python3-msal',
  'python3-msal-extensions',
  'python3-portalocker',
  'python3-requests',
  'python3-urllib3',
  'python3-certifi',
  'python3-charset-normalizer',
  'python3-chardet',
  'python3-idna',
  'python3-jwt',
  'python3-six',
  'python3-typing-extensions',
  'python3-cryptography',
  'python3-cffi-backend',
];

export interface PythonClient {
  readonly interpreter: string;
  /** For `PYTHONPATH`. */
  readonly modules: string;
}

/**
 * Azure's library for Python, from Debian packages: downloaded (13 MB) and unpacked beside the project, nothing is
 * installed. Throws an `Error` that says what is missing on a machine where that cannot be.
 */
export function preparePythonClient(): PythonClient {
  const modules = path.join(folder, 'usr/lib/python3/dist-packages');
  const client = { interpreter, modules };
  if (works(client)) return client;
  fs.rmSync(folder, { recursive: true, force: true });
  const packages = path.join(folder, 'packages');
  fs.mkdirSync(packages, { recursive: true });
  download(packages);
  for (const file of fs.readdirSync(packages)) {
    const archive = path.join(packages, file);
    if (!file.startsWith(`${sdk}_`)) run('dpkg-deb', ['-x', archive, folder], packages);
    else {
      const members = wanted.map((name) => `'./usr/lib/python3/dist-packages/${name}'`).join(' ');
      const unpack = `dpkg-deb --fsys-tarfile '${archive}' | tar -x -C '${folder}' --wildcards ${members}`;
      run('sh', ['-c', unpack], packages);
    }
  }
  fs.rmSync(packages, { recursive: true });
  if (!works(client))
    throw new Error(`azure.identity was unpacked to ${modules}, but ${interpreter} cannot load it.`);
  return client;
}

function download(packages: string): void {
  try {
    run('apt-get', ['-q', '-q', 'download', sdk, ...others], packages);
  } catch {
    // A fresh machine has no package lists yet.
    run('apt-get', ['-q', '-q', 'update'], packages);
    run('apt-get', ['-q', '-q', 'download', sdk, ...others], packages);
  }
}

function works({ interpreter: python, modules }: PythonClient): boolean {
  if (!fs.existsSync(modules)) return false;
  try {
    const env = { ...process.env, PYTHONPATH: modules, PYTHONDONTWRITEBYTECODE: '1' };
    execFileSync(python, ['-c', 'import azure.identity'], { env, stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: 180_000 });
}
