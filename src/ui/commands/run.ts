import { isAbort, toFailure, type RemedyAction } from '../../lifecycle/failure';
import { commandId, commands, type CommandName } from '../contributions';
import { commandsOfRows, isRowLost, rowLost, type Menus } from './lost-row';
import { selectionOf, targetOf, type Target } from '../target';
import { failureWords } from '../words';
import { aboutCommand } from './about-command';
import type { CommandDependencies } from './dependencies';

/** The one catch around commands: shows what did not work, why, what to do, and a button that does it. */
export async function runCommand(
  deps: CommandDependencies,
  name: CommandName,
  target: Target | undefined,
  selection: readonly Target[] = [],
): Promise<void> {
  await attempt(deps, commands[name].title, async () => {
    await (await deps.allCommands())[name](aboutCommand(deps, name), target, selection);
  });
}

/** Runs commands with what VS Code passes to them: the row that was clicked and those selected with it, or nothing from the palette. */
export function runsPassed(
  deps: CommandDependencies,
  manifest: { readonly contributes: { readonly menus: Menus } },
): (name: CommandName, passed: readonly unknown[]) => Promise<void> {
  const ofRows = commandsOfRows(manifest.contributes.menus);
  return async (name, passed) => {
    const { title } = commands[name];
    if (ofRows.has(commandId(name)) && isRowLost(passed))
      await showFailure(deps, rowLost(title, deps.t), { title });
    else await runCommand(deps, name, targetOf(passed[0]), selectionOf(passed[1]));
  };
}

/** The same for work that a button started. */
export async function attempt(
  deps: CommandDependencies,
  title: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isAbort(error)) return;
    await showFailure(deps, error, { title, again: () => attempt(deps, title, work) });
  }
}

export async function showFailure(
  deps: CommandDependencies,
  error: unknown,
  from: { readonly title: string; readonly again?: () => Promise<void> },
): Promise<void> {
  const { dialogs, log, t } = deps;
  const failure = toFailure(error, t("'{0}' did not work.", from.title));
  log.error(`${from.title}: ${failure.message}`, error);
  // What was not a command cannot be run again.
  const action = failure.action === 'retry' && from.again === undefined ? undefined : failure.action;
  const button = action === undefined ? undefined : actionWords(action, deps);
  const details = t('Show Log');
  const buttons = [...(button === undefined ? [] : [button]), ...(button === details ? [] : [details])];
  const message = failureWords(failure, t);
  const level = failure.code === 'refused' || failure.code === 'conflict' ? 'warning' : 'error';
  const pressed = await dialogs.tell(level, message, ...buttons);
  if (pressed === details) log.show();
  else if (pressed !== undefined && action !== undefined) await doAction(deps, action, from.again);
}

function actionWords(action: RemedyAction, { t }: CommandDependencies): string {
  switch (action) {
    case 'sign-in':
      return t('Sign In');
    case 'retry':
      return t('Try Again');
    case 'refresh':
      return t('Refresh');
    case 'show-log':
      return t('Show Log');
    case 'open-portal':
      return t('Open in Azure Portal');
    case 'open-proxy-settings':
      return t('Open Proxy Settings');
    case 'choose-sign-in':
      return t('Choose Sign-In Source');
  }
}

async function doAction(
  deps: CommandDependencies,
  action: RemedyAction,
  again: (() => Promise<void>) | undefined,
): Promise<void> {
  switch (action) {
    case 'sign-in':
      return runCommand(deps, 'signIn', undefined);
    case 'retry':
      return again?.();
    case 'refresh':
      return runCommand(deps, 'refresh', undefined);
    case 'show-log':
      deps.log.show();
      return;
    case 'open-portal':
      return deps.dialogs.openLink(deps.signIn.cloud.portalUrl);
    case 'open-proxy-settings':
      return deps.dialogs.openPlace('proxy-settings');
    case 'choose-sign-in':
      return runCommand(deps, 'chooseSignIn', undefined);
  }
}
