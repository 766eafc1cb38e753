import { resourceKey } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';
import type { Command, CommandDependencies } from './dependencies';
import { pickApp } from './pick-app';

/** Says which app the code of a folder is deployed to, in the settings of the workspace. */
export const linkFolder: Command = async (deps, target) => {
  const { t, dialogs, links } = deps;
  const folder = await pickFolder(deps, t('Link Folder to App'), await deps.folders());
  if (folder === undefined) return;
  const found = await pickApp(deps, target, t('Link Folder to App'));
  if (found === undefined) return;
  const others = links.all.filter((link) => link.folder !== folder);
  await links.set([...others, { folder, app: found.app.id }]);
  await deps.recentApps.add(resourceKey(found.app));
  dialogs.status(t("'{0}' is judged against '{1}' now", folder, found.app.name));
};

export const unlinkFolder: Command = async (deps) => {
  const { t, links } = deps;
  const linked = links.all.map((link) => link.folder);
  if (linked.length === 0)
    throw new Failure({
      code: 'invalid',
      what: t('There is nothing to unlink.'),
      why: t('No folder is linked to an app.'),
    });
  const folder = await pickFolder(deps, t('Unlink Folder'), linked);
  if (folder !== undefined) await links.set(links.all.filter((link) => link.folder !== folder));
};

export const scanWorkspace: Command = async (deps) => (await deps.diagnostics()).scan();

export const showRule: Command = async (deps, target) => {
  if (target?.kind === 'rule') await (await deps.diagnostics()).showRule(target.id);
  else await showRules(deps, undefined);
};

export const showRules: Command = async (deps) => {
  const { t, dialogs } = deps;
  const diagnostics = await deps.diagnostics();
  const id = await dialogs.pickOne(
    { title: t('Rules'), placeholder: t('Which rule do you want to read about?') },
    diagnostics.rules.map((rule) => ({
      label: `${rule.id} ${rule.name}`,
      description: rule.severity,
      detail: rule.title,
      value: rule.id,
    })),
  );
  if (id !== undefined) await diagnostics.showRule(id);
};

async function pickFolder(
  { t, dialogs }: CommandDependencies,
  title: string,
  folders: readonly string[],
): Promise<string | undefined> {
  if (folders.length === 0)
    throw new Failure({
      code: 'invalid',
      what: t('No folder can be linked.'),
      why: t('No folder is open.'),
      remedy: t('Open the folder of your app first.'),
    });
  if (folders.length === 1) return folders[0];
  return dialogs.pickOne(
    { title, placeholder: t('Which folder?') },
    folders.map((folder) => ({
      label: folder === '.' ? t('the whole workspace folder') : folder,
      value: folder,
    })),
  );
}
