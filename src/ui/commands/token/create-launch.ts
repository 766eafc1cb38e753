import { addLaunch, javaLaunch, launchFile } from '../../../actions/launch/launch-file';
import type { FileChange } from '../../../actions/connect/plan';
import { Failure } from '../../../lifecycle/failure';
import { folderChoice, noFolderOpen } from '../pick/folders';
import type { LinkableFolder } from '../../../lint/links/folder-link';
import { mainClassesIn, type MainClass } from '../../../source/jvm/start/main-classes';
import { sourceFile } from '../../../source/source-file';
import type { Target } from '../../target';
import type { LaunchChoice } from '../../ways-in';
import type { CommandDependencies } from '../dependencies';

/** Where no launch configuration starts a program: offers to write one, or a terminal. `undefined` when nothing is to be started now. */
export async function offerLaunch(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<LaunchChoice | undefined> {
  const { debugging, dialogs, run, t } = deps;
  const canDebug = debugging.hasDebugger('java');
  const [create, find] = [t('Create Launch Configuration...'), t('Find Debugger for Java')];
  const terminal = t('Open Terminal as This App');
  const message = canDebug
    ? t(
        'There is nothing to debug: the workspace has no launch configuration that starts a program. Create one, or run the program in a terminal.',
      )
    : t(
        'There is nothing to debug: the workspace has no launch configuration that starts a program, and no extension for debugging Java is installed. Install one, or run the program in a terminal.',
      );
  const pressed = await dialogs.tell('warning', message, canDebug ? create : find, terminal);
  if (pressed === create) return createLaunch(deps, title);
  if (pressed === find) await dialogs.openPlace('java-debugger');
  if (pressed === terminal) await run('openTerminalAsApp', target);
  return undefined;
}

/** Writes a launch configuration for a class of a folder, once its text was seen and agreed to. */
async function createLaunch(deps: CommandDependencies, title: string): Promise<LaunchChoice | undefined> {
  const { dialogs, projects, t } = deps;
  const folder = await pickFolder(deps, title);
  if (folder === undefined) return undefined;
  const classes = await findMainClasses(deps, folder);
  const picked = await pickClass(deps, title, classes);
  if (picked === undefined) return undefined;
  const launch = javaLaunch(picked === 'unknown' ? undefined : picked.name);
  const change = addLaunch(await projects.text(folder, launchFile), launch);
  if (change === undefined)
    throw new Failure({
      code: 'invalid',
      what: t('No launch configuration was written.'),
      why: t("'{0}' could not be understood as launch configurations.", launchFile),
      remedy: t('Mend the file first.'),
    });
  const agreed = await showAndAsk(deps, { title, folder, change, isAsking: picked === 'unknown' });
  if (!agreed) return undefined;
  await projects.make(folder, [change]);
  await projects.store(folder, launchFile);
  dialogs.status(t("'{0}' was written to '{1}'", launch.name, launchFile));
  return deps.debugging.launch(folder.root, launch);
}

async function pickFolder(
  { dialogs, folders, t }: CommandDependencies,
  title: string,
): Promise<LinkableFolder | undefined> {
  const all = await folders();
  const [only, ...others] = all;
  if (only === undefined) throw noFolderOpen(t('There is nothing to debug.'), t);
  if (others.length === 0) return only;
  return dialogs.pickOne<LinkableFolder>(
    { title, placeholder: t('Which folder holds the program?') },
    all.map((one) => folderChoice(one, all, t)),
  );
}

/** Spring Boot's come first. */
async function findMainClasses(
  { projects }: CommandDependencies,
  folder: LinkableFolder,
): Promise<readonly MainClass[]> {
  const { files } = await projects.read(folder);
  const sources = files.flatMap(({ path, text }) => sourceFile(path, text) ?? []);
  const isKotlin = sources.some(({ language }) => language === 'kotlin');
  const trees = await projects.trees(...(isKotlin ? (['java', 'kotlin'] as const) : (['java'] as const)));
  const found = sources.flatMap((source) => mainClassesIn(source, trees));
  return [...found.filter((one) => one.isSpringBoot), ...found.filter((one) => !one.isSpringBoot)];
}

/** `unknown` where the files have none: the debugger asks when it starts. */
async function pickClass(
  { dialogs, t }: CommandDependencies,
  title: string,
  classes: readonly MainClass[],
): Promise<MainClass | 'unknown' | undefined> {
  const [only, ...others] = classes;
  if (only === undefined) return 'unknown';
  if (others.length === 0) return only;
  return dialogs.pickOne<MainClass>(
    { title, placeholder: t('Which class starts the program?') },
    classes.map((value) => ({
      label: value.name,
      description: value.isSpringBoot ? 'Spring Boot' : '',
      value,
    })),
  );
}

async function showAndAsk(
  { dialogs, projects, t }: CommandDependencies,
  wish: {
    readonly title: string;
    readonly folder: LinkableFolder;
    readonly change: FileChange;
    /** Whether the debugger asks for the class. */
    readonly isAsking: boolean;
  },
): Promise<boolean> {
  const { title, folder, change, isAsking } = wish;
  const shown = await projects.show(folder, { title, changes: [change] });
  const question = t('Shall this launch configuration be written, and started as the app?');
  const note = t(
    "No class with a 'main' was found below 'src/main': the debugger asks for one when it starts.",
  );
  const agreed = await dialogs.pickOne<boolean>(
    { title, placeholder: isAsking ? `${question} ${note}` : question },
    [
      { label: `$(check) ${t('Write and start it')}`, description: change.path, value: true },
      { label: `$(close) ${t('Change nothing')}`, value: false },
    ],
  );
  await shown.close();
  return agreed === true;
}
