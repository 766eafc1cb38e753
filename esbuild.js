// Bundles the extension: small entry points, and chunks that are loaded on first use.
// CommonJS has no code splitting in esbuild, so each chunk is an entry of its own and `import('./azure/open')`
// in the source becomes `import('./azure.js')` in the bundle. See docs/decisions/0004-chunks.md.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { noticesOf } = require('./packaging/notices.js');
const { packagesIn } = require('./packaging/packages.js');
const { billOf } = require('./packaging/sbom.js');

const { values } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
});
const { production, watch } = values;
const outdir = path.resolve(__dirname, values.outdir);

const entries = {
  extension: 'src/extension.ts',
  cli: 'src/cli.ts',
  'lint-worker': 'src/lint-worker.ts',
  'sandbox-cli': 'src/sandbox-cli.ts',
};
/** Modules that only dynamic imports may reach, by output name. */
const chunks = {
  doors: 'src/doors.ts',
  'node-host': 'src/node-host.ts',
  azure: 'src/azure/open.ts',
  net: 'src/net/open.ts',
  sandbox: 'src/sandbox/server/open.ts',
  commands: 'src/ui/commands/open.ts',
  token: 'src/ui/commands/token/open.ts',
  connect: 'src/ui/commands/connect/open.ts',
  grants: 'src/ui/commands/grants/open.ts',
  grammars: 'src/disk/open-grammars.ts',
  diagnostics: 'src/ui/diagnostics/open.ts',
  'lint-thread': 'src/disk/threads/lint-thread.ts',
  'beside-run': 'src/disk/threads/beside-run.ts',
  actions: 'src/actions/all-actions.ts',
  mcp: 'src/mcp-server.ts',
  journal: 'src/disk/journal-file.ts',
  'last-time-file': 'src/disk/last-time-file.ts',
  'report-command': 'src/cli/commands/report.ts',
  'explain-error-command': 'src/cli/commands/explain-error.ts',
  'audit-command': 'src/cli/commands/audit.ts',
  'diagnose-command': 'src/cli/commands/diagnose.ts',
  'vscode-accounts': 'src/ui/sign-in/vscode-accounts.ts',
};

const chunkOf = new Map(Object.entries(chunks).map(([name, file]) => [path.resolve(__dirname, file), name]));

const lazyChunks = {
  name: 'lazy-chunks',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      if (args.kind !== 'dynamic-import' || args.importer.includes('node_modules')) return undefined;
      const file = path.resolve(args.resolveDir, `${args.path}.ts`);
      const name = chunkOf.get(file);
      if (name === undefined)
        return { errors: [{ text: `${args.path} is imported lazily but is no chunk of esbuild.js` }] };
      return { path: `./${name}.js`, external: true };
    });
  },
};

/**
 * What parts of our dependencies ask for and nothing of ours ever calls: signing in by a browser (we use `EnvironmentCredential` only),
 * and all of `jsonwebtoken` but what signs with a certificate. By the name that is asked for, what is bundled in its place.
 */
const uncalled = {
  open: `module.exports = () => { throw new Error('No browser is opened from here.'); };`,
  jsonwebtoken: `exports.sign = require('jsonwebtoken/sign');`,
};

const withoutUncalled = {
  name: 'without-uncalled',
  setup(build) {
    const filter = new RegExp(`^(?:${Object.keys(uncalled).join('|')})$`);
    build.onResolve({ filter }, ({ path: name, resolveDir }) => ({
      path: name,
      namespace: 'uncalled',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter, namespace: 'uncalled' }, ({ path: name, pluginData }) => ({
      contents: uncalled[name],
      resolveDir: pluginData,
    }));
  },
};

/**
 * Libraries that are loaded when something of theirs is first used, each a file of its own: most runs of the command line need none
 * of their text, and every chunk that may need one would hold a copy. By what they are imported as, the file they begin with.
 */
const onFirstUse = {
  yaml: require.resolve('yaml'),
  sax: require.resolve('sax'),
  // Its usual entry loads parts by names that no bundler can follow.
  'jsonc-parser': path.join(path.dirname(require.resolve('jsonc-parser/package.json')), 'lib/esm/main.js'),
  // The other form asks where it was loaded from, which a bundle in CommonJS cannot tell.
  'web-tree-sitter': require.resolve('web-tree-sitter'),
};

const librariesOnFirstUse = {
  name: 'libraries-on-first-use',
  setup(build) {
    const [filter, namespace] = [new RegExp(`^(?:${Object.keys(onFirstUse).join('|')})$`), 'on-first-use'];
    build.onResolve({ filter }, ({ path: name, kind }) =>
      kind === 'entry-point' ? undefined : { path: name, namespace },
    );
    build.onLoad({ filter: /./, namespace }, ({ path: name }) => {
      const names = Object.keys(require(name)).filter((one) => /^\w+$/.test(one));
      const getters = names.map((one) => `get ${one}() { return library().${one}; }`);
      return {
        contents: `const library = () => require('./${name}.js');\nmodule.exports = { ${getters.join(', ')} };`,
      };
    });
    build.onResolve({ filter: /^\.\//, namespace }, ({ path: file }) => ({ path: file, external: true }));
  },
};

const options = {
  entryPoints: {
    ...Object.fromEntries(
      Object.entries({ ...entries, ...chunks }).filter(([, file]) =>
        fs.existsSync(path.join(__dirname, file)),
      ),
    ),
    ...onFirstUse,
  },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Chunks are loaded by `require`: Node's other loader reads and parses each of them twice, which stalls the host.
  supported: { 'dynamic-import': false },
  outdir,
  external: ['vscode'],
  minify: production,
  // Names stay readable in stack traces; minified identifiers would make a user's report useless.
  keepNames: false,
  sourcemap: production ? 'external' : 'linked',
  sourcesContent: false,
  metafile: true,
  legalComments: 'none',
  logLevel: 'info',
  plugins: [lazyChunks, withoutUncalled, librariesOnFirstUse],
};

/**
 * The extension where VS Code runs it in the browser: one file, as nothing can be loaded beside it. Node's modules are not there, so
 * what reaches one of them does not build.
 */
const browserOptions = {
  ...options,
  entryPoints: { 'web-extension': 'src/web-extension.ts' },
  platform: 'browser',
  target: 'es2022',
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  plugins: [],
};

const grammars = {
  ...require('./src/source/grammar/grammar-files.json'),
  parser: 'web-tree-sitter/web-tree-sitter.wasm',
};

/** The parsers the linter loads on first use, by the names `disk/grammar-folder.ts` asks for. */
function copyGrammars() {
  const folder = path.join(outdir, 'grammars');
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, file] of Object.entries(grammars))
    fs.copyFileSync(require.resolve(file), path.join(folder, `${name}.wasm`));
}

async function main() {
  fs.rmSync(outdir, { recursive: true, force: true });
  copyGrammars();
  if (watch) {
    for (const one of [options, browserOptions]) await (await esbuild.context(one)).watch();
    return;
  }
  const results = [await esbuild.build(options), await esbuild.build(browserOptions)];
  const metafile = {
    inputs: Object.assign({}, ...results.map((one) => one.metafile.inputs)),
    outputs: Object.assign({}, ...results.map((one) => one.metafile.outputs)),
  };
  const packages = packagesIn([
    ...Object.keys(metafile.inputs),
    ...Object.values(grammars).map((file) => require.resolve(file)),
  ]);
  fs.writeFileSync(path.join(outdir, 'THIRD-PARTY-NOTICES.txt'), noticesOf(packages));
  fs.writeFileSync(path.join(outdir, 'sbom.cdx.json'), billOf(packages));
  fs.mkdirSync(path.join(__dirname, 'out'), { recursive: true });
  fs.writeFileSync(path.join(__dirname, 'out', 'metafile.json'), JSON.stringify(metafile));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
