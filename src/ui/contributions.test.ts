import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  activityViewId,
  appJsonScheme,
  declarationScheme,
  appsViewId,
  capabilities,
  commandId,
  commands,
  confirmations,
  containerId,
  forwardsViewId,
  identitiesViewId,
  contextKeys,
  groupings,
  rootStates,
  settingDefaults,
  settingKeys,
  submenuId,
  submenus,
  signInKinds,
  helpViewId,
  walkthroughIds,
  type CommandEntry,
  type CommandName,
} from './contributions';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly l10n?: string;
  readonly contributes: {
    readonly commands: readonly {
      command: string;
      title: string;
      category: string;
      icon?: string;
      enablement?: string;
    }[];
    readonly views: Readonly<Record<string, readonly { id: string; name: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { id: string; icon: string }[] };
    readonly viewsWelcome: readonly { view: string; contents: string; when: string }[];
    readonly submenus: readonly { id: string; label: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { default: unknown; enum?: readonly string[]; readonly scope?: string }>
      >;
    };
    readonly walkthroughs: readonly {
      id: string;
      steps: readonly {
        media: { image: Readonly<Record<string, string>>; altText: string };
        completionEvents: readonly string[];
      }[];
    }[];
  };
}

const root = path.resolve(__dirname, '../..');
const text = readFileSync(path.join(root, 'package.json'), 'utf8');
const { contributes, ...manifest } = JSON.parse(text) as Manifest;
const words = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const names = Object.keys(commands) as CommandName[];
const entries: Readonly<Record<string, CommandEntry>> = commands;
const say = (key: string) => words[key.replaceAll('%', '')];

/** Every context key and every word compared with a `viewItem` in a when-clause. */
function askedIn(when: string): { readonly keys: readonly string[]; readonly words: readonly string[] } {
  return {
    keys: [...when.matchAll(/(?:\bconfig\.)?\bspringIdentity\.\w+/g)].map(([key]) => key),
    words: [...when.matchAll(/viewItem =~ \/\\b(\w+)\\b\//g)].map(([, word]) => word ?? ''),
  };
}

function allWhens(): readonly string[] {
  return [
    ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when ?? '')),
    ...contributes.viewsWelcome.map(({ when }) => when),
  ];
}

describe('contributions', () => {
  it('names the same commands as package.json, with the same titles and icons', () => {
    const contributed = contributes.commands.map(({ command, title, category, icon, enablement }) => ({
      command,
      title: say(title),
      category: say(category),
      icon,
      enablement,
    }));
    const known = names.map((name) => ({
      command: commandId(name),
      title: entries[name]?.title,
      category: 'Spring Identity',
      icon: entries[name]?.icon,
      enablement: entries[name]?.enablement,
    }));
    assert.deepEqual(contributed, known);
  });

  it('offers commands in the palette where the table says', () => {
    const palette = new Map(contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]));
    for (const name of names) {
      const { palette: wish } = entries[name] ?? {};
      assert.equal(palette.get(commandId(name)), wish === false ? 'false' : wish, name);
    }
    assert.equal(palette.size, names.filter((name) => entries[name]?.palette !== undefined).length);
  });

  it('puts only existing commands into menus and links', () => {
    const ids = new Set(names.map(commandId));
    for (const [menu, items] of Object.entries(contributes.menus))
      for (const { command } of items)
        if (command !== undefined) assert.ok(ids.has(command), `${menu}: ${command}`);
    const links = Object.values(words).flatMap((value) => [...value.matchAll(/\(command:([\w.]+)\)/g)]);
    assert.ok(links.length > 5);
    for (const [, command = ''] of links)
      assert.ok(ids.has(command) || command === `${appsViewId}.focus`, command);
  });

  it('has each submenu once in the menu of a node, and none that is empty', () => {
    const known = submenus.map(submenuId);
    assert.deepEqual(
      contributes.submenus.map(({ id }) => id),
      known,
    );
    const shown = (contributes.menus['view/item/context'] ?? []).flatMap(({ submenu }) => submenu ?? []);
    assert.deepEqual([...shown].sort(), [...known].sort());
    for (const id of known) assert.ok((contributes.menus[id] ?? []).length > 1, id);
  });

  it('asks in when-clauses only for context keys and capabilities that exist, and for each capability', () => {
    const settings = Object.values(settingKeys).map((key) => `config.${key}`);
    const keys = new Set<string>([
      ...Object.values(contextKeys),
      ...settings,
      appsViewId,
      identitiesViewId,
      forwardsViewId,
      activityViewId,
    ]);
    const asked = allWhens().map(askedIn);
    for (const key of asked.flatMap((when) => when.keys)) assert.ok(keys.has(key), key);
    const known = new Set<string>(capabilities);
    const wordsAsked = new Set(asked.flatMap((when) => when.words));
    for (const word of wordsAsked) assert.ok(known.has(word), word);
    assert.deepEqual(
      [...known].filter((word) => !wordsAsked.has(word)),
      [],
    );
  });

  it('has a welcome text for each state of an empty tree', () => {
    const whens = contributes.viewsWelcome.map(({ when }) => when).join('\n');
    for (const state of rootStates) {
      const expected = !['loading', 'failed', 'ready'].includes(state);
      assert.equal(whens.includes(`== '${state}'`), expected, state);
    }
    // Which source found nothing is said, too; the texts for who is not signed in name it themselves.
    for (const kind of signInKinds.filter((one) => one !== 'sandbox'))
      for (const view of [appsViewId, identitiesViewId]) {
        const named = contributes.viewsWelcome.find(
          (one) => one.view === view && one.contents === `%welcome.source.${kind}%`,
        );
        assert.match(
          named?.when ?? '',
          new RegExp(`noSubscriptions\\|noServices\\|filteredOut.* == '${kind}'$`),
        );
      }
    // Identities are there without a Spring service, too.
    const textsOf = (id: string): readonly string[] =>
      contributes.viewsWelcome.filter(({ view }) => view === id).map(({ contents }) => contents);
    const apart = ['%welcome.noServices%', '%welcome.learn%'];
    assert.deepEqual(
      textsOf(identitiesViewId),
      textsOf(appsViewId).filter((contents) => !apart.includes(contents)),
    );
  });

  it('has the same settings with the same values and defaults', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(Object.keys(properties), Object.values(settingKeys));
    for (const [name, key] of Object.entries(settingKeys))
      assert.deepEqual(properties[key]?.default, settingDefaults[name as keyof typeof settingDefaults], key);
    assert.deepEqual(properties[settingKeys.signIn]?.enum, signInKinds);
    assert.deepEqual(properties[settingKeys.groupBy]?.enum, groupings);
  });

  it('lets no folder choose whose tokens are used, or what is shown of them', () => {
    const { properties } = contributes.configuration;
    assert.equal(properties[settingKeys.signIn]?.scope, 'machine');
    assert.equal(properties[settingKeys.selectedSubscriptions]?.scope, 'application');
  });

  it('lets no folder choose how a loss is confirmed', () => {
    const { properties } = contributes.configuration;
    assert.equal(properties[settingKeys.confirm]?.scope, 'application');
    assert.deepEqual(properties[settingKeys.confirm]?.enum, confirmations);
  });

  it('has the view, its container and the walkthrough under the ids the code uses', () => {
    assert.deepEqual(Object.keys(contributes.views), [containerId]);
    assert.deepEqual(
      contributes.views[containerId]?.map(({ id }) => id),
      [appsViewId, identitiesViewId, forwardsViewId, activityViewId, helpViewId],
    );
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [containerId],
    );
    assert.deepEqual(
      contributes.walkthroughs.map(({ id }) => id),
      Object.values(walkthroughIds),
    );
    assert.ok(text.includes(`resourceScheme == '${appJsonScheme}'`));
  });

  it('lets each step of a walkthrough that waits for a context also wait for the walkthrough to be shown', () => {
    for (const { completionEvents } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const contexts = completionEvents.filter((event) => event.startsWith('onContext:'));
      const late = contexts.filter((event) => event.endsWith(` && ${contextKeys.walkthroughShown}`));
      assert.equal(late.length * 2, contexts.length, completionEvents.join(' | '));
    }
  });

  it('shows each step of a walkthrough in both themes, with words for it, in small pictures', () => {
    const folder = path.join(root, 'media/walkthrough');
    const left = new Set(readdirSync(folder));
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const { light = '', dark = '', ...contrast } = media.image;
      const name = path.basename(dark).replace('-dark.webp', '');
      assert.deepEqual(
        [path.basename(light), path.basename(dark)],
        [`${name}-light.webp`, `${name}-dark.webp`],
      );
      assert.deepEqual(contrast, { hcLight: light, hc: dark });
      assert.equal(media.altText, `%picture.${name}%`);
      for (const file of [light, dark]) left.delete(path.basename(file));
    }
    assert.deepEqual([...left], [], 'pictures that no step shows');
    const sizes = readdirSync(folder).map((file) => readFileSync(path.join(folder, file)).length);
    assert.ok(
      sizes.every((size) => size > 1000 && size < 90_000),
      String(sizes),
    );
  });

  it('emphasises in walkthroughs by two underscores, as one is shown as it stands', () => {
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      const said = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;
      const steps = Object.entries(said).filter(([key]) => key.startsWith('step.'));
      assert.ok(steps.length > 0, file);
      for (const [key, step] of steps)
        assert.doesNotMatch(step, /(?<![\w_])_(?!_)[^_]+_(?!_)/, `${file}, ${key}`);
    }
  });

  it('points only to files that are there', () => {
    const files = [
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ media }) => Object.values(media.image)),
      ),
    ];
    for (const file of files) assert.ok(readFileSync(path.join(root, file)).length > 0, file);
  });

  it('has words for every placeholder, and no words without one', () => {
    const asked = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual([...asked].sort(), Object.keys(words).sort());
  });

  it('starts on views, commands and files it has something to say about, never with the window', () => {
    const [files, ...others] = manifest.activationEvents;
    assert.equal(files, `onFileSystem:${declarationScheme}`);
    assert.ok(others.length > 10);
    for (const event of others) assert.match(event, /^onLanguage:[\w-]+$/);
  });
});
