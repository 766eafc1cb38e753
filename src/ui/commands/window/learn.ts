import { pagesOf } from '../../window/pages';
import type { Command } from '../dependencies';

/** Opens a page about managed identities: the one asked for, else the one that is picked. */
export const learn: Command = async ({ dialogs, pages, t }, target) => {
  if (target?.kind === 'walkthrough') return pages.showWalkthrough(target.id);
  const all = pagesOf(t);
  const page =
    target?.kind === 'page'
      ? all.find(({ id }) => id === target.id)
      : await dialogs.pickOne(
          { title: t('Learn About Managed Identities'), placeholder: t('What do you want to know?') },
          all.map((one) => ({ label: one.title, value: one })),
        );
  if (page !== undefined) await pages.show(page);
};
