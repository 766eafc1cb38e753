import { connectables, hostEnding, hostOf, type Connectable } from '../../../actions/connect/connection';
import { waysFor } from '../../../actions/connect/plan';
import { readProject } from '../../../actions/connect/project';
import type { Way } from '../../../actions/connect/recipe';
import { recipes } from '../../../actions/connect/recipes';
import { serviceAtHost } from '../../../access/service-host';
import type { LinkableFolder } from '../../../lint/links/folder-link';
import { worded, type Translate } from '../../words';
import type { Choice } from '../../window/questions';
import { linkedTo } from '../lint';
import { folderChoice, noFolderOpen } from '../pick/folders';
import type { Answers, Asked, Asking, ChosenTarget, Giving } from './answers';
import { cloudOf, listTargets } from './targets';

/** Which code is connected: the folder that is linked to the app comes first. */
export const askFolder: Asking =
  ({ deps, found, title }) =>
  async (_, wizard) => {
    const { dialogs, t } = deps;
    const folders = await deps.folders();
    if (folders.length === 0) throw noFolderOpen(t('There is no code to connect.'), t);
    const isLinked = await linkedTo(deps, folders, found.app.id);
    const ordered = [...folders.filter(isLinked), ...folders.filter((one) => !isLinked(one))];
    const folder = await dialogs.pickOne<LinkableFolder>(
      { title, placeholder: t("Where is the code of '{0}'?", found.app.name), wizard },
      ordered.map((one) => {
        const choice = folderChoice(one, folders, t);
        const words = [...(isLinked(one) ? [t('linked to this app')] : []), choice.description ?? ''];
        return { ...choice, description: words.filter((word) => word !== '').join(' · ') };
      }),
    );
    if (folder === undefined) return undefined;
    const files = await deps.projects.read(folder);
    return { folder, project: readProject(files, await deps.projects.trees('toml')) };
  };

export const askService: Asking =
  ({ deps: { dialogs, t }, found, title }) =>
  async (_, wizard) => {
    const to = await dialogs.pickOne<Connectable>(
      { title, placeholder: t("What shall '{0}' use?", found.app.name), wizard },
      connectables.map((value) => ({ label: worded(recipes[value].label, t), value })),
    );
    // Another kind has other parts.
    return to && { to, part: undefined };
  };

/** One that was found in the subscriptions of the app's tenant, or one that is typed. */
export const askTarget: Asking = (asked) => async (answers, wizard) => {
  const { deps, title } = asked;
  const { dialogs, t } = deps;
  const { to } = answers;
  if (to === undefined) return undefined;
  const picked = await dialogs.pickOne<ChosenTarget | 'type'>(
    { title, placeholder: t('Which one?'), wizard },
    listTargets(asked, to).then((listed): readonly Choice<ChosenTarget | 'type'>[] => [
      ...listed,
      { label: `$(edit) ${t('Type the name...')}`, value: 'type' },
    ]),
  );
  if (picked !== 'type') return picked && { target: picked, part: undefined };
  const typed = await dialogs.text({
    title,
    placeholder: t('Its name, or its host: {0}', `name${hostEnding(to, cloudOf(asked))}`),
    value: answers.target?.name ?? '',
    wizard,
    validate: (text) =>
      targetTyped(text) === undefined ? t('A name has letters, digits and dashes alone.') : undefined,
  });
  const target = typed === undefined ? undefined : targetTyped(typed);
  return target && { target, part: undefined };
};

/** A name, or a host (with or without scheme), whose first label is the name. */
function targetTyped(text: string): ChosenTarget | undefined {
  const [typed = ''] = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .split(/[/:]/, 1);
  if (/^[a-z0-9][a-z0-9-]{1,62}$/i.test(typed)) return { name: typed };
  if (!/^[a-z0-9][a-z0-9.-]{3,250}$/i.test(typed) || !typed.includes('.')) return undefined;
  const name = serviceAtHost(typed)?.name ?? typed.split('.')[0] ?? typed;
  return { name, host: typed.toLowerCase() };
}

/** Database, container or queue; the application ID URI of a function app. */
export const askPart: Asking =
  ({ deps: { dialogs, t }, title }) =>
  async ({ to, target, part }, wizard) => {
    const question = to === undefined || target === undefined ? undefined : partQuestion(to, target, t);
    if (question === undefined) return undefined;
    const typed = await dialogs.text({
      title,
      placeholder: question.words,
      value: part ?? question.proposal,
      wizard,
      validate: (text) =>
        /^[\w.:/@-]{1,250}$/.test(text.trim())
          ? undefined
          : t('Letters, digits and the characters - _ . : / @ alone.'),
    });
    return typed === undefined ? undefined : { part: typed.trim() };
  };

export const noPart: Giving =
  ({ deps: { t } }) =>
  ({ to, target }) =>
    to !== undefined && target !== undefined && partQuestion(to, target, t) === undefined
      ? { part: '' }
      : undefined;

function partQuestion(
  to: Connectable,
  { name }: ChosenTarget,
  t: Translate,
): { readonly words: string; readonly proposal: string } | undefined {
  if (to === 'functions')
    return {
      words: t('Application ID URI of its app registration, which tokens are asked for'),
      proposal: `api://${name}`,
    };
  const { part } = recipes[to];
  return part && { words: t('Name of the {0}', worded(part.label, t)), proposal: part.proposal };
}

/** Who makes the client: what fits the project comes first. */
export const askWay: Asking =
  ({ deps: { dialogs, t }, title }) =>
  async ({ project }, wizard) => {
    if (project === undefined) return undefined;
    const words: Readonly<Record<Way, readonly [string, string]>> = {
      starter: [t('Spring Cloud Azure'), t('a starter makes the client from the configuration')],
      properties: [t('Azure SDK'), t('a class of the app makes the client')],
      plain: [t('Azure SDK without Spring'), t('a class of the app makes the client')],
    };
    const picked = await dialogs.pickOne<Way>(
      { title, placeholder: t('How shall the client be made?'), wizard },
      waysFor(project).map((value) => ({
        label: words[value][0],
        description: words[value][1],
        value,
      })),
    );
    return picked && { way: picked };
  };

export const onlyWay: Giving =
  () =>
  ({ project }) => {
    const [way, another] = project === undefined ? [] : waysFor(project);
    return way !== undefined && another === undefined ? { way } : undefined;
  };

/** The host that answers so far stand for. */
export function hostSoFar(asked: Asked, { to, target }: Pick<Answers, 'to' | 'target'>): string {
  const { name, host } = target;
  const identity = { kind: 'system', name } as const;
  return hostOf({ to, name, cloud: cloudOf(asked), identity, ...(host !== undefined && { host }) });
}
