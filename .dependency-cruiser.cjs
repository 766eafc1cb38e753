/**
 * The import law of docs/decisions/0001-ranked-folders.md, as code: a folder imports only from earlier
 * lines, never from its own line; the rooms of `ui` never import each other, but for `ui/window`: what a window of VS Code gives.
 */
const ranks = [
  ['lifecycle'],
  ['hosts'],
  ['estate', 'source'],
  ['access'],
  ['account', 'operations', 'tunnel', 'rules', 'report'],
  ['inventory', 'identity', 'grants', 'token', 'lint'],
  ['actions'],
  ['azure', 'net', 'disk'],
  ['sandbox'],
  ['ui'],
];
const folders = ranks.flat();
const entries =
  '^src/((extension|web-extension|activate|composition|doors|host|node-host|browser-host|after-reload|sources|chunks|cli|sandbox-cli|lint-worker|mcp-server)\\.ts$|cli/)';
const test = '\\.test\\.ts$';
const dirs = (names) => `^src/(${names.join('|')})/`;
/** Packages that shipped code may use: they are bundled, so that whoever installs the command line installs nothing else. */
const bundled = [
  '@azure/arm-appplatform',
  '@azure/arm-authorization',
  '@azure/arm-msi',
  '@azure/arm-resourcegraph',
  '@azure/core-client',
  '@azure/core-rest-pipeline',
  '@azure/identity',
  '@modelcontextprotocol/server',
  'jsonc-parser',
  'sax',
  'selfsigned',
  'web-tree-sitter',
  'ws',
  'yaml',
];
const law = (name, from, to, comment) => ({ name, severity: 'error', comment: comment ?? name, from, to });
const pure = ranks.slice(0, 7).flat();

const looksBack = ranks.flatMap((row, i) =>
  row.map((name) =>
    law(
      `${name}-looks-back-only`,
      { path: dirs([name]), pathNot: test },
      {
        path: [dirs([...row.filter((other) => other !== name), ...ranks.slice(i + 1).flat(), '-']), entries],
      },
    ),
  ),
);

module.exports = {
  forbidden: [
    ...looksBack,
    law(
      'ui-never-imports-the-edges',
      { path: '^src/ui/' },
      { path: dirs(['azure', 'net', 'disk', 'sandbox']) },
    ),
    law(
      'ui-rooms-are-apart',
      { path: '^src/ui/([^/]+)/', pathNot: test },
      { path: '^src/ui/[^/]+/', pathNot: ['^src/ui/$1/', '^src/ui/window/'] },
    ),
    law(
      'only-entry-points-import-the-sandbox',
      { path: '^src/', pathNot: ['^src/sandbox/', entries, test] },
      { path: '^src/sandbox/' },
    ),
    law('nobody-imports-an-entry-point', { path: '^src/', pathNot: [entries, test] }, { path: entries }),
    law(
      'only-ui-sees-vscode',
      { path: '^src/', pathNot: ['^src/ui/', entries, test] },
      { path: '^(vscode|@microsoft/vscode-)|@types/vscode/|node_modules/@microsoft/vscode-' },
    ),
    law(
      'only-azure-sees-the-azure-sdk',
      { path: '^src/', pathNot: ['^src/azure/', test] },
      { path: '^@azure/|node_modules/@azure/' },
    ),
    law(
      'the-core-does-no-io',
      { path: dirs(pure), pathNot: test },
      { dependencyTypes: ['core'] },
      'lines 1-7 are pure',
    ),
    law(
      'only-disk-sees-the-file-system',
      { path: '^src/', pathNot: ['^src/(disk|sandbox)/', entries, test] },
      { path: '^(node:)?fs(/|$)' },
    ),
    law(
      'only-net-sees-sockets',
      { path: '^src/', pathNot: ['^src/(net|sandbox)/', test] },
      { path: '^((node:)?(https?|http2|net|tls|dgram)|ws|undici)$' },
    ),
    law('shipped-code-never-imports-tests', { path: '^src/', pathNot: test }, { path: ['^test/', test] }),
    law('every-file-has-a-room', { path: `^src/(?!(${folders.join('|')})/)`, pathNot: [entries] }, {}),
    law('no-cycles', {}, { circular: true }),
    law(
      'no-undeclared-packages',
      { path: '^src/' },
      { dependencyTypes: ['npm-no-pkg', 'unknown'], pathNot: '^vscode$' },
    ),
    law(
      'shipped-code-uses-what-is-bundled',
      { path: '^src/', pathNot: test },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: `@types/|node_modules/(${bundled.join('|')})/`,
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // The package of that name, imported by tests, would be taken for the build script.
    exclude: { path: '^esbuild\\.js$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
