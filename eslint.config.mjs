import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Words of others must not become links, icons or commands: what is shown goes through `harmless` (src/lifecycle/harmless.ts). */
const shown = (selector, value) => ({
  selector: `${selector}:not([${value}.callee.name=/^(harmless|worded)$/]):not([${value}.callee.property.name="harmless"])`,
  message: 'What people see goes through `harmless`: it may quote what others wrote.',
});
const throughHarmless = [
  shown(
    'CallExpression[callee.object.name="window"][callee.property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage)$/]',
    'arguments.0',
  ),
  shown('CallExpression[callee.property.name=/^append(Text|Markdown|Codeblock)$/]', 'arguments.0'),
  shown('NewExpression[callee.name="TreeItem"]', 'arguments.0'),
  shown('NewExpression[callee.name=/^(Diagnostic|DiagnosticRelatedInformation|InlayHint)$/]', 'arguments.1'),
  shown('NewExpression[callee.name="MarkdownString"][arguments.length>0]', 'arguments.0'),
  shown(
    'AssignmentExpression[left.property.name=/^(tooltip|message|description|detail|documentation|placeholder|title|prompt)$/]',
    'right',
  ),
  shown(
    'CallExpression[callee.property.name=/^(withProgress|showInputBox)$/] > ObjectExpression > Property[key.name=/^(title|prompt|value)$/]',
    'value',
  ),
  shown(
    'CallExpression[callee.property.name="createTerminal"] > ObjectExpression > Property[key.name="name"]',
    'value',
  ),
];

/** Lines 1-7 of src/README.md run in any JavaScript host: what only Node or a browser has, the clock and chance are parameters. */
const pure =
  'lifecycle,hosts,estate,source,access,account,operations,tunnel,rules,report,inventory,identity,grants,token,lint,actions';
const onlyOutside = [
  'Buffer',
  'process',
  'global',
  'globalThis',
  'require',
  '__dirname',
  '__filename',
  'fetch',
  'performance',
  'document',
  'window',
  'navigator',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
];
const clockAndChance = [
  { object: 'Date', property: 'now', message: 'The time is a parameter in the pure folders.' },
  { object: 'Math', property: 'random', message: 'Chance is a parameter in the pure folders.' },
  { object: 'crypto', property: 'randomUUID', message: 'Chance is a parameter in the pure folders.' },
  { object: 'crypto', property: 'getRandomValues', message: 'Chance is a parameter in the pure folders.' },
];

/** It only hides how long a function is. */
const noPackedSpread = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Properties of a literal need no spread.',
};

/** Entry points that see `vscode`. */
const composing = 'activate,browser-host,chunks,composition,doors,extension,host,node-host,web-extension'
  .split(',')
  .map((name) => `src/${name}.ts`);

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', '.cache/', 'node_modules/', '**/node_modules/', 'samples/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', noPackedSpread],
      eqeqeq: 'error',
      complexity: ['error', 12],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    // The import law is checked by dependency-cruiser; this repeats its most important line while typing.
    files: ['src/**/*.ts'],
    ignores: ['src/ui/**', ...composing],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', 'vscode'] },
  },
  {
    files: ['src/ui/**/*.ts', ...composing],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', noPackedSpread, ...throughHarmless] },
  },
  {
    // Puts the Markdown of a tooltip together, each word of it escaped.
    files: ['src/ui/tree/decorate.ts'],
    rules: { 'no-restricted-syntax': ['error', noPackedSpread] },
  },
  {
    // Whatever reads words of others takes time in proportion to them: `test/regexes.test.ts` looks closer, this while typing.
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: true }],
    },
  },
  {
    // Beside the import law, which keeps Node's modules out of them.
    files: [`src/{${pure}}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...onlyOutside.map((name) => ({
          name,
          message: 'Not in every JavaScript host: lines 1-7 of src/README.md are pure.',
        })),
      ],
      'no-restricted-properties': ['error', ...clockAndChance],
      'no-restricted-syntax': [
        'error',
        noPackedSpread,
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The time is a parameter in the pure folders.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      // Test files are lists of cases; node:assert and mocha's `this` come with these shapes.
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'no-undef': 'off', eqeqeq: 'error' },
  },
);
