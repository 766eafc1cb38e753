import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commands, settingKeys } from '../src/ui/contributions';
import { pageFiles, pagesOf } from '../src/ui/window/pages';
import { allRules } from '../src/rules/index';
import { CommandStage } from './double/commands';
import { say } from './double/estate';

const root = path.resolve(__dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Every Markdown file that people read, relative to the repository. */
function markdownFiles(): readonly string[] {
  const below = (folder: string) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .map((entry) => `${folder}/${String(entry).replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.md'));
  return [
    ...readdirSync(root).filter((file) => file.endsWith('.md')),
    // The pages of the rules are read where `docs` has them.
    ...['docs', 'media'].flatMap(below),
    'src/README.md',
  ];
}

/** The anchors of a page, as GitHub and VS Code make them of headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('the documentation', () => {
  it('has no link to a file or heading that is not there', () => {
    let checked = 0;
    const broken: string[] = [];
    for (const file of markdownFiles()) {
      const text = read(file).replace(/^```[\s\S]*?^```/gm, '');
      for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        checked += 1;
        const [to = '', anchor] = link.split('#');
        const target = to === '' ? file : path.join(path.dirname(file), to);
        const there = existsSync(path.join(root, target));
        if (!there || (anchor !== undefined && !anchorsOf(read(target)).has(anchor)))
          broken.push(`${file}: ${link}`);
      }
    }
    assert.ok(checked > 150, String(checked));
    assert.deepEqual(broken, []);
  });

  it('says of every setting who writes it, and holds what it says to tests that are there', () => {
    const said = read('docs/security.md');
    for (const key of Object.values(settingKeys)) assert.ok(said.includes(`\`${key}\``), key);
    const named = markdownFiles().flatMap((file) =>
      [...read(file).matchAll(/`((?:[\w-]+\/)*[\w-]+\.(?:test|e2e)\.ts)`/g)].map(([, test = '']) => ({
        file,
        test,
      })),
    );
    assert.ok(named.length > 80, String(named.length));
    // Each page says where its names begin: at the top, in `src`, or in the folder that it is about.
    const folders = ['', 'src', 'src/sandbox'];
    assert.deepEqual(
      named.filter(({ test }) => !folders.some((folder) => existsSync(path.join(root, folder, test)))),
      [],
    );
  });

  it('has an index that leads to every page beside it and every folder below', () => {
    const index = read('docs/README.md');
    const beside = readdirSync(path.join(root, 'docs'), { withFileTypes: true });
    const left = beside.filter(
      (one) =>
        one.name !== 'README.md' &&
        (one.isDirectory()
          ? !index.includes(`](${one.name}/`)
          : one.name.endsWith('.md') && !index.includes(`](${one.name})`)),
    );
    assert.deepEqual(
      left.map(({ name }) => name),
      [],
    );
    assert.match(read('README.md'), /\]\(docs\/README\.md\)/);
  });

  it('has tasks that name commands which exist, and pictures in both themes', () => {
    const titles = new Set<string>(Object.values(commands).map(({ title }) => title));
    const tasks = markdownFiles().filter((file) => file.startsWith('docs/tasks/'));
    assert.ok(tasks.length > 8);
    const pictures = new Set(readdirSync(path.join(root, 'docs/tasks/pictures')));
    for (const file of tasks) {
      const text = read(file);
      for (const [, title = ''] of text.matchAll(/(?<!\w)_([A-Z][^_\n]*\.\.\.)_/g))
        assert.ok(titles.has(title), `${file}: ${title}`);
      for (const [, alt = '', light = ''] of text.matchAll(/alt="([^"]*)"|pictures\/([\w-]+)-light\.png/g)) {
        if (light === '') assert.ok(alt.length > 20, `${file}: a picture without words`);
        else
          for (const theme of ['light', 'dark'])
            assert.ok(pictures.delete(`${light}-${theme}.png`), `${file}: ${light}-${theme}.png`);
      }
    }
    assert.deepEqual([...pictures], [], 'pictures that no page shows');
  });

  it('names commands by their whole titles', () => {
    const titles = new Set<string>(Object.values(commands).map(({ title }) => title));
    const said = new Set(Object.keys(JSON.parse(read('l10n/bundle.l10n.json')) as Record<string, string>));
    const bare = (title: string) => title.replace(/ \([^)]*\)|\.\.\.$/g, '').toLowerCase();
    const known = new Set([...titles].map(bare));
    let checked = 0;
    const wrong: string[] = [];
    for (const file of markdownFiles()) {
      const text = read(file).replace(/^```[\s\S]*?^```/gm, '');
      for (const [, words = ''] of text.matchAll(/(?<![\w`])_([A-Z][^_`]*)_(?!\w)/g)) {
        const name = words.replace(/\s+/g, ' ');
        if (titles.has(name)) checked += 1;
        // Buttons and dialogs have names of their own; rules name fixes with what varies left out.
        else if (known.has(bare(name)) && name !== 'Live Yet?') wrong.push(`${file}: ${name}`);
        else if (
          name.endsWith('...') &&
          !said.has(name) &&
          !file.startsWith('docs/rules/') &&
          !name.startsWith('Help: ')
        )
          wrong.push(`${file}: ${name}`);
      }
    }
    assert.ok(checked > 120, String(checked));
    assert.deepEqual(wrong, []);
  });

  it('names only commands and rules that exist in the table of the statements of the article', () => {
    const titles = new Set<string>(Object.values(commands).map(({ title }) => title));
    const rows = read('docs/article.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (The article|-)/.test(line));
    assert.ok(rows.length >= 15, String(rows.length));
    for (const row of rows) {
      const [, place = ''] = row.split(/\s+\|\s+/);
      for (const [, title = ''] of place.matchAll(/_([A-Z][^_]*(?:\.\.\.|\)))_/g))
        assert.ok(titles.has(title), `${title} in: ${row}`);
      assert.match(place, /\]\(|_/, row);
    }
    const ids = new Set<string>(allRules.map(({ id }) => id));
    for (const file of [...Object.values(pageFiles), 'docs/concepts/README.md'])
      for (const [id] of read(file).matchAll(/\bMI\d{3}\b/g)) assert.ok(ids.has(id), `${file}: ${id}`);
  });

  it('ships every page that the extension opens', () => {
    const shipped = read('.vscodeignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const { file } of pagesOf(say)) {
      assert.ok(read(file).startsWith('# '), file);
      const pattern = (one: string) => one === file || one === file.replace(/[^/]+$/, '*.md');
      assert.ok(shipped.some(pattern), file);
    }
    assert.deepEqual(
      pagesOf(say).map(({ id }) => id),
      Object.keys(pageFiles),
    );
  });

  it('is opened by a command: the page of a node, or the one that is picked', async () => {
    const stage = await CommandStage.start();
    try {
      await stage.run('learn', { kind: 'page', id: 'ids' });
      await stage.run('learn', undefined, { pickOne: 'Tokens: Where From, How Long, What Refusals Mean' });
      assert.deepEqual(stage.shownPages, ['docs/concepts/ids.md', 'docs/concepts/tokens.md']);
    } finally {
      await stage.stop();
    }
  });
});
