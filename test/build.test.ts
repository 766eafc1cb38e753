import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..');

/** Builds into a folder of its own; its files by path, with their bytes. */
function build(): ReadonlyMap<string, Buffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-build-'));
  try {
    execFileSync(process.execPath, ['esbuild.js', '--production', '--outdir', folder], {
      cwd: root,
      stdio: 'ignore',
    });
    const files = fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile());
    return new Map(
      files.map(({ parentPath, name }) => {
        const file = path.join(parentPath, name);
        return [path.relative(folder, file), fs.readFileSync(file)];
      }),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe('the build', function () {
  this.timeout(180_000);
  let [first, second]: ReadonlyMap<string, Buffer>[] = [];
  before(() => {
    [first, second] = [build(), build()];
  });

  it('gives the same bytes twice', () => {
    assert.ok(first !== undefined && second !== undefined && first.size > 10);
    assert.deepEqual([...first.keys()].sort(), [...second.keys()].sort());
    for (const [file, bytes] of first) assert.ok(bytes.equals(second.get(file) ?? Buffer.of()), file);
  });

  it('holds no character beyond ASCII: one alone doubles what the text of a whole file takes in memory', () => {
    const scripts = [...(first ?? [])].filter(([file]) => /^[^/]*\.js$/.test(file));
    assert.ok(scripts.length > 15, String(scripts.length));
    const beyond = scripts.filter(([, bytes]) => bytes.some((byte) => byte > 127)).map(([file]) => file);
    assert.deepEqual(beyond, []);
  });

  /** What of our sources and packages is in a chunk. */
  function contentsOf(chunk: string): readonly string[] {
    const { outputs } = JSON.parse(fs.readFileSync(path.join(root, 'out/metafile.json'), 'utf8')) as {
      readonly outputs: Readonly<
        Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
      >;
    };
    const [, { inputs } = { inputs: {} }] =
      Object.entries(outputs).find(([file]) => path.basename(file) === `${chunk}.js`) ?? [];
    return Object.entries(inputs).flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : []));
  }

  it('starts with little: commands and doors, and nothing of what is behind them', () => {
    const names = [...contentsOf('extension'), ...contentsOf('doors')];
    assert.ok(names.includes('src/activate.ts') && names.includes('src/doors.ts'));
    const behind =
      /^(?:node_modules|src\/(?:access|actions|azure|disk|grants|identity|inventory|lint|net|operations|report|sandbox|token|tunnel))\/|^src\/ui\/(?:activity|commands|documents|forwards|report|tree)\/|^src\/composition/;
    assert.deepEqual(
      names.filter((name) => behind.test(name)),
      [],
    );
    const bytes = ['extension.js', 'doors.js'].map((file) => first?.get(file)?.length ?? Infinity);
    assert.ok(bytes.reduce((sum, one) => sum + one) < 25_000, bytes.join(' + '));
  });

  it('loads no rule over files with the first view, and no command before somebody asks for one', () => {
    const names = contentsOf('node-host');
    assert.ok(names.includes('src/composition.ts'));
    const late =
      /^src\/(?:rules\/(?:jvm|infra|script|build|manifest)|ui\/commands\/(?:identity|grants|token|connect|window))\//;
    assert.deepEqual(
      names.filter((name) => late.test(name)),
      [],
    );
  });

  it('lists in a bill of materials what the notices name, with the hash of each', () => {
    interface Bill {
      readonly components: readonly {
        name: string;
        version: string;
        purl: string;
        hashes: readonly { content: string }[];
      }[];
    }
    const { components } = JSON.parse(first?.get('sbom.cdx.json')?.toString() ?? '') as Bill;
    const notices = first?.get('THIRD-PARTY-NOTICES.txt')?.toString() ?? '';
    const named = [...notices.matchAll(/^-{80}\n(\S+ \S+)\nLicence: /gm)].map(([, title]) => title);
    assert.deepEqual(
      components.map(({ name, version }) => `${name} ${version}`),
      named,
    );
    assert.ok(named.length > 30, String(named.length));
    for (const { purl, hashes } of components)
      assert.match(hashes[0]?.content ?? '', /^[0-9a-f]{128}$/, purl);
    assert.ok(!components.some(({ name }) => name === 'mocha' || name === 'typescript'));
  });

  it('makes a package for npm in which every command of the command line runs, and that brings no other', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-npm-'));
    try {
      execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: root, stdio: 'ignore' });
      const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
      execFileSync('npm', pack, { cwd: root, encoding: 'utf8' });
      const [tarball = ''] = fs.readdirSync(folder);
      execFileSync('tar', ['-xzf', tarball], { cwd: folder });
      const manifest = fs.readFileSync(path.join(folder, 'package/package.json'), 'utf8');
      assert.deepEqual((JSON.parse(manifest) as { dependencies?: object }).dependencies ?? {}, {});
      const env = { PATH: process.env['PATH'] };
      const run = (args: readonly string[], input = '') =>
        spawnSync(process.execPath, [path.join(folder, 'package/dist/cli.js'), ...args], {
          cwd: folder,
          env,
          input,
          encoding: 'utf8',
          timeout: 60_000,
        });
      const dist = path.join(folder, 'package/dist');
      const held = fs.readdirSync(dist).filter((name) => name.endsWith('.js'));
      const asked = held.flatMap((name) =>
        [
          ...fs
            .readFileSync(path.join(dist, name), 'latin1')
            .matchAll(/require\("\.\/([\w-]+\.js)"\)|"([\w-]+-worker\.js)"/g),
        ].map(([, required, worker]) => required ?? worker ?? ''),
      );
      assert.ok(asked.length > 10, String(asked.length));
      assert.deepEqual(
        [...new Set(asked)].filter((name) => !held.includes(name)),
        [],
      );
      for (const [args, ends, says] of [
        [['lint', 'package'], 0, /file/],
        [['explain', 'MI101'], 0, /credential-without-client-id/],
        [['explain-error', '-'], 0, /No error with an identity/],
        [['mcp'], 0, /^$/],
        // Nothing to sign in with: said in words, from the part that was loaded for it.
        [['report', '--sign-in', 'environment'], 2, /AZURE_/],
        [['audit', '--sign-in', 'environment'], 2, /AZURE_/],
      ] as const) {
        const { status, stdout, stderr } = run(args);
        assert.equal(status, ends, `${args.join(' ')}: ${stderr}`);
        assert.match(stdout + stderr, says, args.join(' '));
        assert.doesNotMatch(stderr, /Cannot find module|\n {4}at /);
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('runs by the lines of the documentation from a package that is kept by its path, and by none without one', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-npx-'));
    try {
      const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
      const lines = [
        ...read('docs/ci/README.md').matchAll(/npx --yes .*?(?= > | \|\| |$)/gm),
        ...read('docs/ci/action.yml').matchAll(/npx --yes .*$/gm),
      ].map(([line]) => line);
      assert.equal(lines.length, 4, lines.join('\n'));
      // Where names of files are handed on, one that looks like an option is a file all the same.
      assert.equal(lines.filter((line) => line.endsWith(' --')).length, 1, 'of pre-commit');
      fs.writeFileSync(path.join(folder, '--fix.java'), 'class A {}');
      const run = (line: string) => {
        const given = line.endsWith(' --') ? `${line} --fix.java` : line;
        const script = `paths=(.); ${given}`;
        const env = {
          PATH: process.env['PATH'],
          // As somebody may name it who has it below the repository.
          PACKAGE: /tools\/\S+\.tgz/.exec(lines[0] ?? '')?.[0],
          // Nothing but this folder is there to come from, whoever has registered what in a registry.
          npm_config_cache: path.join(folder, 'cache'),
          npm_config_offline: 'true',
          npm_config_update_notifier: 'false',
        };
        return spawnSync('bash', ['--norc', '-c', script], {
          cwd: folder,
          env,
          encoding: 'utf8',
          timeout: 120_000,
        });
      };
      for (const line of lines) assert.notEqual(run(line).status, 0, `without a package: ${line}`);
      const tools = path.join(folder, 'tools');
      fs.mkdirSync(tools);
      execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', tools], {
        cwd: root,
      });
      assert.ok(
        lines.every((line) => line.includes('$PACKAGE') || line.includes(fs.readdirSync(tools)[0] ?? '?')),
      );
      for (const line of lines) {
        const { status, stdout, stderr } = run(line);
        assert.equal(status, 0, `${line}: ${stdout}${stderr}`);
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('packs the same bytes twice, with every language, and without a warning', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-pack-'));
    try {
      const pack = (name: string, ...options: readonly string[]): Buffer => {
        const file = path.join(folder, name);
        const run = spawnSync(process.execPath, ['packaging/package.mjs', ...options, '--out', file], {
          cwd: root,
          encoding: 'utf8',
        });
        assert.equal(run.status, 0, run.stderr);
        assert.doesNotMatch(run.stdout + run.stderr, /WARN/);
        return fs.readFileSync(file);
      };
      // The first bundles what is packed; a fresh clone has nothing bundled.
      const packed = pack('a.vsix');
      assert.ok(packed.equals(pack('b.vsix', '--no-build')));
      // A zip file lists the names of what is in it as they are.
      for (const file of ['package.nls.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json'])
        assert.ok(packed.includes(`extension/${file}`), file);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('names every package and grammar in it with its licence, and ships the notices', () => {
    const notices = first?.get('THIRD-PARTY-NOTICES.txt')?.toString() ?? '';
    for (const name of [
      '@azure/identity',
      '@azure/msal-node',
      'ws',
      'yaml',
      'sax',
      'web-tree-sitter',
      'tree-sitter-java',
      '@tree-sitter-grammars/tree-sitter-kotlin',
    ])
      assert.match(notices, new RegExp(`^${name} \\d[^\\n]*\\nLicence: \\S`, 'm'), name);
    assert.match(notices, /Permission is hereby granted, free of charge/);
    assert.ok(!notices.includes(root));
    assert.ok(
      fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8').includes('!dist/THIRD-PARTY-NOTICES.txt'),
    );
  });

  it('names exactly the packages that are in it, each with the words of its licence', () => {
    const { inputs } = JSON.parse(fs.readFileSync(path.join(root, 'out/metafile.json'), 'utf8')) as {
      inputs: Record<string, unknown>;
    };
    const bundled = Object.keys(inputs).flatMap((file) => {
      const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
      return name ?? [];
    });
    const grammars = [...(first?.keys() ?? [])].filter((file) => file.endsWith('.wasm'));
    const [, ...notices] = (first?.get('THIRD-PARTY-NOTICES.txt')?.toString() ?? '').split(/^-{80}\n/m);
    const named = notices.map((notice) => notice.slice(0, notice.indexOf(' ')));
    const missing = [...new Set(bundled)].filter((name) => !named.includes(name));
    assert.deepEqual(missing, []);
    // The parser of grammars is a package that is bundled as well.
    assert.equal(new Set(named).size, new Set(bundled).size + grammars.length - 1);
    const wordless = notices.filter(
      (notice) => !/(?:permission|licensed|redistribution|copyright)/i.test(notice),
    );
    assert.deepEqual(wordless, []);
  });

  it('has one file for the browser, which asks for nothing of Node and is not too large', () => {
    const { outputs } = JSON.parse(fs.readFileSync(path.join(root, 'out/metafile.json'), 'utf8')) as {
      outputs: Record<string, { imports: { path: string; external?: true }[]; inputs: object }>;
    };
    const [, found] = Object.entries(outputs).find(([file]) => file.endsWith('web-extension.js')) ?? [];
    assert.ok(found !== undefined);
    // The parser of XML asks for streams, and goes on without.
    const asked = new Set(found.imports.map((one) => one.path));
    assert.deepEqual([...asked].sort(), ['stream', 'vscode']);
    const edges = Object.keys(found.inputs).filter((file) => /^src\/(?:net|disk)\//.test(file));
    assert.deepEqual(edges, []);
    const bytes = first?.get('web-extension.js')?.length ?? Infinity;
    assert.ok(bytes < 2.5e6, String(bytes));
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      browser: string;
    };
    assert.ok(first?.has(path.relative('dist', manifest.browser)));
  });

  it('holds nothing that opens a browser, and is asked for nothing that it leaves out', () => {
    const notices = first?.get('THIRD-PARTY-NOTICES.txt')?.toString() ?? '';
    for (const name of ['open', 'default-browser', 'wsl-utils', 'run-applescript', 'picomatch', 'ignore'])
      assert.doesNotMatch(notices, new RegExp(`^${name} \\d`, 'm'), name);
    const client = fs.readFileSync(
      path.join(root, 'node_modules/@azure/msal-node/lib/msal-node.cjs'),
      'utf8',
    );
    assert.deepEqual([...new Set(client.match(/\bjwt\.\w+\(/g))], ['jwt.sign(']);
  });
});
