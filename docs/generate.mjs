// Writes what documents repeat from package.json: the command and setting tables of README.md.
// `node docs/generate.mjs` writes, `node docs/generate.mjs --check` fails when a table is out of date.
import { readFileSync, writeFileSync } from 'node:fs';

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

const sections = [manifest.contributes.configuration].flat();
const settings = [
  '| Setting | Default | What it does |',
  '| --- | --- | --- |',
  ...sections
    .flatMap((section) => Object.entries(section.properties))
    .map(
      ([id, setting]) =>
        `| \`${id}\` | \`${JSON.stringify(setting.default ?? null)}\` | ${say(setting.markdownDescription ?? setting.description)} |`,
    ),
];

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(text, name, lines) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`README.md has no place for "${name}"`);
  return `${text.slice(0, start + open.length)}\n\n${lines.join('\n')}\n\n${text.slice(end)}`;
}

const before = read('README.md');
const after = fill(fill(before, 'commands', commands), 'settings', settings);

if (process.argv.includes('--check')) {
  // Prettier pads table cells, so compare without white space and rules.
  const bare = (text) => text.replace(/[\s-]+/g, '');
  if (bare(before) !== bare(after)) {
    console.error('README.md is out of date: run `npm run docs`.');
    process.exit(1);
  }
} else if (before !== after) {
  writeFileSync(new URL('README.md', root), after);
}
