import { Failure } from '../../lifecycle/failure';
import type { Translate } from '../words';

/** The menus of a manifest: the commands and submenus each offers. */
export type Menus = Readonly<
  Record<string, readonly { readonly command?: string; readonly submenu?: string }[]>
>;

const rows = 'view/item/context';

/** Commands that menus offer at rows of views and nowhere else, beside the palette. */
export function commandsOfRows(menus: Menus): ReadonlySet<string> {
  const below = new Set((menus[rows] ?? []).flatMap(({ submenu }) => submenu ?? []));
  const isOfRows = (menu: string): boolean => menu === rows || below.has(menu);
  const commandsIn = (wanted: (menu: string) => boolean): readonly string[] =>
    Object.entries(menus)
      .filter(([menu]) => menu !== 'commandPalette' && wanted(menu))
      .flatMap(([, items]) => items.flatMap(({ command }) => command ?? []));
  const elsewhere = new Set(commandsIn((menu) => !isOfRows(menu)));
  return new Set(commandsIn(isOfRows).filter((command) => !elsewhere.has(command)));
}

/**
 * Whether a command was run at a row that VS Code has let go of: it forgets the rows below whatever is drawn anew until they are asked for
 * again, and passes nothing in place of the row that was clicked. From the palette no argument comes at all.
 */
export function isRowLost(passed: readonly unknown[]): boolean {
  return passed.length > 0 && (passed[0] ?? undefined) === undefined;
}

/** Whoever clicked a row means that one: to ask which would be a guess. */
export function rowLost(title: string, t: Translate): Failure {
  return new Failure({
    code: 'conflict',
    what: t("'{0}' did not run.", title),
    why: t('The row was being drawn anew just then, and VS Code does not tell which one it was.'),
    remedy: t('Choose the command again.'),
  });
}
