import { nameOf, sameArmId, type ArmId } from '../../estate/ids/arm-id';
import { sameData } from '../../estate/frozen/keep-same';
import { resourceKey, type SpringApp } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';
import { configFileName } from '../../lint/config/file-name';
import {
  linkName,
  linksIn,
  withLink,
  type FolderLink,
  type LinkableFolder,
  type RootFolder,
} from '../../lint/links/folder-link';
import type { ShownLink } from '../known-links';
import { proposedApps, servicesTold } from '../../lint/links/proposed-apps';
import type { Choice } from '../window/questions';
import { severityWords, worded } from '../words';
import type { Command, CommandDependencies } from './dependencies';
import { folderChoice, noFolderOpen, rootsOf } from './pick/folders';
import { appChoice, pickApp, type Picked } from './pick/pick-app';

/** Says which app the code of a folder is deployed to, in the settings of the workspace. */
export const linkFolder: Command = async (deps, target) => {
  const { t } = deps;
  const title = t('Link Folder to App');
  const folders = await deps.folders();
  const folder = await pickFolder(deps, title, folders);
  if (folder === undefined) return;
  const found = await pickApp(deps, target, title, { first: () => proposals(deps, folder) });
  if (found === undefined) return;
  await linkTo(deps, folder, { roots: rootsOf(folders), app: found.app });
  await deps.recentApps.add(resourceKey(found.app));
};

async function linkTo(
  { dialogs, links, t }: CommandDependencies,
  folder: LinkableFolder,
  { roots, app }: { readonly roots: readonly RootFolder[]; readonly app: SpringApp },
): Promise<void> {
  await links.set(withLink(links.all, folder, roots, app.id));
  dialogs.status(t("'{0}' is judged against '{1}' now", linkName(folder, roots), app.name));
}

/** Whether a folder is linked to the app, in settings or in a file that a team shares. */
export async function isLinked(deps: CommandDependencies, app: SpringApp): Promise<boolean> {
  const all = [...deps.links.all, ...(await deps.diagnostics()).linksInFiles()];
  return all.some((link) => sameArmId(link.app, app.id));
}

/** Which of the open folders are linked to the app, in settings or in a file that a team shares. */
export async function linkedTo(
  deps: CommandDependencies,
  folders: readonly LinkableFolder[],
  app: ArmId,
): Promise<(folder: LinkableFolder) => boolean> {
  const roots = rootsOf(folders);
  const inFiles = (await deps.diagnostics()).linksInFiles();
  return ({ root, path }) => {
    const beside = inFiles.filter(({ file }) => file === `${root.uri}/${configFileName}`);
    return [...linksIn(root, roots, deps.links.all), ...beside].some(
      (link) => link.folder === path && sameArmId(link.app, app),
    );
  };
}

/** Links a folder that is known to an app that is, without a question. */
export async function linkKnown(
  deps: CommandDependencies,
  folder: LinkableFolder,
  app: SpringApp,
): Promise<void> {
  await linkTo(deps, folder, { roots: rootsOf(await deps.folders()), app });
}

/** Links of settings go; those of a file that a team shares are shown where they stand. */
export const unlinkFolder: Command = async (deps, target) => {
  const { t, links } = deps;
  if (target?.kind === 'folder-link') {
    await unlink(deps, target.link);
    return;
  }
  const diagnostics = await deps.diagnostics();
  const inFiles = diagnostics.linksInFiles();
  if (links.all.length === 0 && inFiles.length === 0)
    throw new Failure({
      code: 'invalid',
      what: t('There is nothing to unlink.'),
      why: t('No folder is linked to an app.'),
    });
  const [only, ...others] = links.all;
  if (only !== undefined && others.length + inFiles.length === 0) {
    await links.set([]);
    return;
  }
  const wordsOf = ({ folder }: FolderLink) => (folder === '.' ? t('the whole workspace folder') : folder);
  const chosen = await deps.dialogs.pickOne<ShownLink>(
    { title: t('Unlink Folder'), placeholder: t('Which folder?') },
    [
      ...links.all.map((value) => ({
        label: wordsOf(value),
        description: placeWords(value, t('settings'), value.root && nameOfFolder(value.root)),
        value,
      })),
      ...inFiles.map((value) => ({
        label: wordsOf(value),
        description: placeWords(value, configFileName, value.root),
        detail: t('Stands in a file of the folder, which may be shared: opens it.'),
        value,
      })),
    ],
  );
  if (chosen === undefined) return;
  await unlink(deps, chosen);
};

async function unlink({ links, diagnostics }: CommandDependencies, link: ShownLink): Promise<void> {
  if ('file' in link) await (await diagnostics()).showLink(link);
  else await links.set(links.all.filter((one) => !sameData(one, link)));
}

function placeWords({ app }: FolderLink, where: string, root: string | undefined): string {
  return [nameOf(app), where, ...(root === undefined ? [] : [root])].join(' · ');
}

export const scanWorkspace: Command = async (deps) => {
  const { t, dialogs } = deps;
  const diagnostics = await deps.diagnostics('scan');
  if (diagnostics.enabled) {
    await diagnostics.scan();
    return;
  }
  const button = t('Open Setting');
  const pressed = await dialogs.tell('info', t('Looking for mistakes in files is turned off.'), button);
  if (pressed === button) await dialogs.openPlace('lint-setting');
};

export const showRule: Command = async (deps, target) => {
  const rule = target?.kind === 'rule' ? target.id : target?.kind === 'finding' ? target.rule : undefined;
  if (rule !== undefined) await (await deps.diagnostics()).showRule(rule);
  else await showRules(deps, undefined);
};

export const previewFix: Command = async (deps, target) => {
  if (target?.kind === 'fix') await (await deps.diagnostics()).previewFix(target);
};

export const applyFix: Command = async (deps) => {
  await (await deps.diagnostics()).applyFix();
};

export const saveConfiguration: Command = async (deps, target) => {
  if (target?.kind === 'document') await (await deps.diagnostics()).saveConfiguration(target.uri);
};

export const showRules: Command = async (deps) => {
  const { t, dialogs } = deps;
  const diagnostics = await deps.diagnostics();
  const id = await dialogs.pickOne(
    { title: t('Rules'), placeholder: t('Which rule do you want to read about?') },
    diagnostics.rules.map((rule) => ({
      label: `${rule.id} ${rule.name}`,
      description: severityWords(rule.severity, t),
      detail: worded(rule.title, t),
      value: rule.id,
    })),
  );
  if (id !== undefined) await diagnostics.showRule(id);
};

/** The apps that files say the folder is deployed to, where they are found in Azure, under a heading. */
async function proposals(
  deps: CommandDependencies,
  folder: LinkableFolder,
): Promise<readonly Choice<Picked>[]> {
  const { estate, inventory, t } = deps;
  const told = (await deps.diagnostics()).toldApps(folder);
  for (const { service } of servicesTold(estate.snapshot, told))
    await inventory.open({ kind: 'service', key: resourceKey(service) });
  const proposed = proposedApps(estate.snapshot, told).map(({ found: { app, service }, paths }) => ({
    ...appChoice(app, service, t),
    detail:
      paths.length === 1
        ? t('{0} deploys it', paths[0] ?? '')
        : t('{0} and {1} more deploy it', paths[0] ?? '', paths.length - 1),
  }));
  return proposed.length === 0 ? [] : [{ label: t('named by files') }, ...proposed];
}

async function pickFolder(
  { t, dialogs }: CommandDependencies,
  title: string,
  folders: readonly LinkableFolder[],
): Promise<LinkableFolder | undefined> {
  const [only, ...others] = folders;
  if (only === undefined) throw noFolderOpen(t('No folder can be linked.'), t);
  if (others.length === 0) return only;
  return dialogs.pickOne(
    { title, placeholder: t('Which folder?') },
    folders.map((one) => folderChoice(one, folders, t)),
  );
}

function nameOfFolder(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
