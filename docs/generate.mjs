// Writes what documents repeat: the tables of commands and settings from package.json, and `docs/rules` from the
// pages that stand beside the rules. `node docs/generate.mjs` writes, `--check` fails when something is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');
const manifest = JSON.parse(read('package.json'));
const words = JSON.parse(read('package.nls.json'));

/** `%key%` of the manifest in words, as one line of a Markdown table. */
const say = (text) =>
  String(text ?? '')
    .replace(/^%(.+)%$/, (_, key) => {
      const entry = words[key] ?? `missing: ${key}`;
      return typeof entry === 'string' ? entry : entry.message;
    })
    .replaceAll('\n', ' ')
    .replaceAll('|', '\\|');

/** Commands that only make sense on a node are not in the palette; the table says so. */
const hidden = new Set(
  (manifest.contributes.menus?.commandPalette ?? [])
    .filter((item) => item.when === 'false')
    .map((item) => item.command),
);

const commands = [
  '| Command | ID | Where |',
  '| --- | --- | --- |',
  ...manifest.contributes.commands.map(
    (command) =>
      `| ${say(command.title)} | \`${command.command}\` | ${hidden.has(command.command) ? 'tree' : 'palette and tree'} |`,
  ),
];

/** What may be written, where that is one of a few words. */
const valuesOf = ({ enum: values }) =>
  values === undefined ? '' : ` One of ${values.map((value) => `\`${value}\``).join(', ')}.`;

/** Names of settings are links in VS Code alone. */
const unlinked = (text) => text.replaceAll(/`#([\w.-]+)#`/g, '`$1`');

const sections = [manifest.contributes.configuration].flat();
const settings = [
  '| Setting | Default | What it does |',
  '| --- | --- | --- |',
  ...sections
    .flatMap((section) => Object.entries(section.properties))
    .map(
      ([id, setting]) =>
        `| \`${id}\` | \`${JSON.stringify(setting.default ?? null)}\` | ${unlinked(say(setting.markdownDescription ?? setting.description))}${valuesOf(setting)} |`,
    ),
];

/** The pages made of package.json, by file. */
const tables = new Map(
  [
    [
      'docs/commands.md',
      [
        '# Commands',
        '',
        'All of them stand in the command palette under _Spring Identity_, unless only the tree has them.',
        '',
        ...commands,
        '',
      ],
    ],
    ['docs/settings.md', ['# Settings', '', ...settings, '']],
  ].map(([file, lines]) => [file, lines.join('\n')]),
);

/** The pages of the rules by the file name they get, and an index of them. */
function rulePages() {
  const pages = ['src/rules', 'src/actions/audit']
    .flatMap((below) =>
      readdirSync(new URL(below, root), { recursive: true }).map((file) => `${below}/${file}`),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const text = read(file);
      const [, id, name] = /^# (MI\d{3}) (\S+)$/m.exec(text) ?? [];
      if (id === undefined) throw new Error(`${file} does not begin with "# MI... name"`);
      const told = file.startsWith('src/rules/')
        ? file.replace(/md$/, 'ts')
        : 'src/actions/audit/audit-rules.ts';
      const [, level] =
        new RegExp(`${told.endsWith('audit-rules.ts') ? `id: '${id}'[^}]*` : ''}severity: '(\\w+)'`).exec(
          read(told),
        ) ?? [];
      const [, what] = /^## What it reports\n\n(.+?)\n\n/ms.exec(text) ?? [];
      return { id, name, level, what: what.replaceAll('\n', ' ').replaceAll('|', '\\|'), text };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const index = [
    '# Rules',
    '',
    'What the linter reports in files and on live apps, and what `audit` alone looks for. Levels are the usual ones; settings change them.',
    '',
    '| Rule | Name | Level | What it reports |',
    '| --- | --- | --- | --- |',
    ...pages.map(({ id, name, level, what }) => `| [${id}](${id}.md) | ${name} | ${level} | ${what} |`),
    '',
  ].join('\n');
  return new Map([['README.md', index], ...pages.map(({ id, text }) => [`${id}.md`, text])]);
}

// Prettier pads table cells, so compare without white space and rules.
const bare = (text) => text.replace(/[\s-]+/g, '');
const existing = (file) => (existsSync(new URL(file, root)) ? read(file) : '');
const folder = new URL('docs/rules/', root);
const wanted = rulePages();
mkdirSync(folder, { recursive: true });
const present = readdirSync(folder);

if (process.argv.includes('--check')) {
  const stale = [
    ...[...tables].filter(([file, text]) => bare(existing(file)) !== bare(text)).map(([file]) => file),
    ...present.filter((file) => !wanted.has(file)).map((file) => `docs/rules/${file}`),
    ...[...wanted]
      .filter(([file, text]) => !present.includes(file) || bare(read(`docs/rules/${file}`)) !== bare(text))
      .map(([file]) => `docs/rules/${file}`),
  ];
  if (stale.length > 0) {
    console.error(`out of date, run \`npm run docs\`:\n${stale.join('\n')}`);
    process.exit(1);
  }
} else {
  for (const [file, text] of tables)
    if (bare(existing(file)) !== bare(text)) writeFileSync(new URL(file, root), text);
  for (const file of present) if (!wanted.has(file)) rmSync(new URL(file, folder));
  for (const [file, text] of wanted) writeFileSync(new URL(file, folder), text);
}
