import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { exactly } from './text';

/** One row as drawn. */
export interface TreeRow {
  readonly index: number;
  /** 1 at the top. */
  readonly level: number;
  readonly label: string;
  /** The dimmer text behind the label. */
  readonly description: string;
  /** Absent for a leaf. */
  readonly expanded?: boolean;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** The label of the row the extension shows where something is being fetched. */
const loading = 'Loading...';

/** How often something is clicked until it opens, and how long that may take each time. */
const clicks = 3;
const clickMs = 8000;

// A row whose inside is scrolled into view stays on top of the list, without a level: such rows are one another's
// ancestors, from the top of the tree on. Their elements stand in any order, with others among them.
const readRows = `(rows) => rows.map((row) => ({
  index: Number(row.dataset.index),
  level: row.hasAttribute('aria-level')
    ? Number(row.getAttribute('aria-level'))
    : 1 + [...row.parentElement.querySelectorAll(':scope > .monaco-list-row')]
        .filter(({ dataset }) => Number(dataset.index) < Number(row.dataset.index)).length,
  label: (row.querySelector('.label-name')?.textContent ?? '').replace(/\\u00a0/g, ' ').trim(),
  description: (row.querySelector('.label-description')?.textContent ?? '').replace(/\\u00a0/g, ' ').trim(),
  ...(row.hasAttribute('aria-expanded') ? { expanded: row.getAttribute('aria-expanded') === 'true' } : {}),
  spoken: row.getAttribute('aria-label') ?? '',
})).sort((one, other) => one.index - other.index)`;

/** A tree view. Rows are named by their path of labels, top first; a name may end in "*" to match by its beginning. */
export class Tree {
  readonly #page: Page;
  readonly #selector: string;
  readonly #rows: Locator;
  readonly #list: Locator;
  readonly #deadlineMs: number;

  constructor(page: Page, root = '.part.sidebar', deadlineMs = 30_000) {
    this.#page = page;
    this.#selector = `${root} .monaco-list-row`;
    this.#rows = page.locator(this.#selector);
    this.#list = page.locator(`${root} .monaco-list`).first();
    this.#deadlineMs = deadlineMs;
  }

  /** The rows in view, in order; the list is virtual, so what is scrolled away is not among them. */
  async rows(): Promise<TreeRow[]> {
    // Runs in the page, where the elements are; written as text because these tests know no DOM types.
    const elements = `[...document.querySelectorAll(${JSON.stringify(this.#selector)})]`;
    return this.#page.evaluate<TreeRow[]>(`(${readRows})(${elements})`);
  }

  /** Waits for the row at `path`, opening its ancestors on the way. */
  async find(path: readonly string[]): Promise<TreeRow> {
    await this.expand(path.slice(0, -1));
    return this.#visible(path);
  }

  /** Waits until the row at `path` satisfies `wish`; its ancestors must be open. Rejects with what is there instead. */
  async waitFor(
    path: readonly string[],
    wish: (row: TreeRow) => boolean,
    deadlineMs = this.#deadlineMs,
  ): Promise<TreeRow> {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const rows = await this.rows();
      const row = locate(rows, path);
      if (row !== undefined && wish(row)) return row;
      if (Date.now() > deadline)
        throw new Error(`"${path.join(' > ')}" is not as expected. In view:\n${drawn(rows)}`);
      await delay(100);
    }
  }

  /** Opens the row at `path` and its ancestors, and waits for what is inside. */
  async expand(path: readonly string[]): Promise<void> {
    for (let depth = 1; depth <= path.length; depth += 1) {
      const part = path.slice(0, depth);
      // The tree may be drawn anew just when the click comes: people click again.
      for (let left = clicks; (await this.#visible(part)).expanded !== true && left > 0; left -= 1) {
        await this.#at(await this.#visible(part))
          .locator('.monaco-tl-twistie')
          .click();
        await this.waitFor(part, ({ expanded }) => expanded === true, clickMs).catch(() => undefined);
      }
      await this.waitFor(part, ({ expanded }) => expanded === true);
      await this.#whileLoading(part);
    }
  }

  async collapse(path: readonly string[]): Promise<void> {
    const row = await this.#visible(path);
    if (row.expanded === true) await this.#at(row).locator('.monaco-tl-twistie').click();
    await this.waitFor(path, ({ expanded }) => expanded === false);
  }

  async select(path: readonly string[]): Promise<void> {
    await this.#at(await this.#still(path))
      .locator('.label-name')
      .click();
  }

  /** The rows directly under `path`, as far as they are in view. */
  async children(path: readonly string[]): Promise<TreeRow[]> {
    await this.expand(path);
    const rows = await this.rows();
    const parent = locate(rows, path);
    return parent === undefined ? [] : below(rows, parent).filter(({ level }) => level === parent.level + 1);
  }

  /** Opens the context menu of the row and chooses the item with that exact name, wherever in it. */
  async chooseFromMenu(path: readonly string[], item: string): Promise<void> {
    // What opens meanwhile takes the focus, and a menu without it closes: people open it again.
    for (let left = clicks; !(await this.#choose(path, item)); left -= 1)
      if (left === 1) throw new Error(`The menu of "${path.join(' > ')}" closes before "${item}" is found`);
  }

  /** Whether the menu was open until the item was clicked. Throws when it is open and has no such item. */
  async #choose(path: readonly string[], item: string): Promise<boolean> {
    const names = await this.openMenu(path);
    const menus = this.#page.locator('.monaco-menu');
    const wanted = menus.getByRole('menuitem', { name: exactly(item) });
    // It may stand in a menu of the menu, which opens when it is clicked.
    const inner = menus.locator('[role="menuitem"][aria-haspopup="true"]');
    const isOpen = async () => (await menus.count()) > 0;
    const click = (one: Locator): Promise<boolean> =>
      one.click({ timeout: clickMs }).then(
        () => true,
        async (error: unknown) => {
          if (await isOpen()) throw error;
          return false;
        },
      );
    for (let i = 0; (await wanted.count()) === 0 && i < (await inner.count()); i += 1) {
      if (!(await click(inner.nth(i)))) return false;
      // Menus ignore the mouse for their first quarter of a second.
      await delay(300);
    }
    if ((await wanted.count()) > 0) return click(wanted);
    if (await isOpen()) throw new Error(`The menu has no "${item}": ${names.join(', ')}`);
    return false;
  }

  /** Opens the context menu; returns the names of its items. */
  async openMenu(path: readonly string[]): Promise<string[]> {
    const items = this.#page.locator('.monaco-menu').getByRole('menuitem');
    // The tree may be drawn anew, or the focus leave a page, just when the click comes: people click again.
    for (let left = clicks; !(await items.first().isVisible()); left -= 1) {
      if (left === 0) throw new Error(`"${path.join(' > ')}" shows no menu`);
      const row = this.#at(await this.#still(path));
      await row.locator('.label-name').click({ button: 'right' });
      await items
        .first()
        .waitFor({ timeout: clickMs })
        .catch(() => undefined);
    }
    // VS Code's menus ignore the mouse for their first quarter of a second.
    await delay(300);
    return (await items.allTextContents()).map((text) => text.trim());
  }

  /** Clicks the button that shows up on the row under the mouse. */
  async clickAction(path: readonly string[], name: string): Promise<void> {
    const row = this.#at(await this.#still(path));
    await row.hover();
    await row.getByRole('button', { name: exactly(name) }).click();
  }

  /** Waits for the row at `path`, and until it no longer moves: rows come in above it as more is read. */
  async #still(path: readonly string[]): Promise<TreeRow> {
    const deadline = Date.now() + this.#deadlineMs;
    let before = await this.find(path);
    for (;;) {
      await delay(300);
      const now = await this.#visible(path);
      if (now.index === before.index) return now;
      if (Date.now() > deadline) throw new Error(`"${path.join(' > ')}" does not stand still`);
      before = now;
    }
  }

  /** Waits until something is drawn inside `path` and nothing in there is still being fetched. */
  async #whileLoading(path: readonly string[]): Promise<void> {
    const deadline = Date.now() + this.#deadlineMs;
    for (;;) {
      const rows = await this.rows();
      const parent = locate(rows, path);
      const inside = parent === undefined ? rows : below(rows, parent);
      if (parent !== undefined && inside.length > 0 && !inside.some(({ label }) => label === loading)) return;
      if (Date.now() > deadline)
        throw new Error(`"${path.join(' > ')}" does not load. In view:\n${drawn(rows)}`);
      // At the lower edge, what is inside may be out of view.
      if (parent !== undefined && parent === rows.at(-1)) await this.#scroll(100);
      await delay(100);
    }
  }

  async #scroll(pixels: number): Promise<void> {
    // A row at the edge may be half behind a header; the list is where its middle is.
    await this.#list.hover();
    await this.#page.mouse.wheel(0, pixels);
  }

  #at(row: TreeRow): Locator {
    return this.#rows.and(this.#page.locator(`[data-index="${row.index}"]`)).first();
  }

  /** Scrolls down until the row is in view, from the top again when it is not. */
  async #visible(path: readonly string[]): Promise<TreeRow> {
    const deadline = Date.now() + this.#deadlineMs;
    let previous = '';
    for (;;) {
      const rows = await this.rows();
      const row = locate(rows, path);
      if (row !== undefined) return row;
      if (Date.now() > deadline)
        throw new Error(`There is no "${path.join(' > ')}". In view:\n${drawn(rows)}`);
      const now = drawn(rows);
      if (rows.length > 0) await this.#scroll(now === previous ? -100_000 : 200);
      previous = now;
      await delay(100);
    }
  }
}

function locate(rows: readonly TreeRow[], path: readonly string[]): TreeRow | undefined {
  let inside = rows;
  let found: TreeRow | undefined;
  for (const [depth, name] of path.entries()) {
    found = inside.find(({ level, label }) => level === depth + 1 && isNamed(label, name));
    if (found === undefined) return undefined;
    inside = below(rows, found);
  }
  return found;
}

/** Everything inside `parent`, up to the next row of its own level. */
function below(rows: readonly TreeRow[], parent: TreeRow): TreeRow[] {
  const after = rows.filter(({ index }) => index > parent.index);
  const end = after.findIndex(({ level }) => level <= parent.level);
  return end === -1 ? after : after.slice(0, end);
}

function isNamed(label: string, name: string): boolean {
  return name.endsWith('*') ? label.startsWith(name.slice(0, -1)) : label === name;
}

function drawn(rows: readonly TreeRow[]): string {
  return rows
    .map(
      ({ level, label, description }) =>
        `${'  '.repeat(level)}${label}${description === '' ? '' : `  (${description})`}`,
    )
    .join('\n');
}
