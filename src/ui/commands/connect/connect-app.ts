import type { Connection } from '../../../actions/connect/connection';
import { planConnection, type ConnectionPlan } from '../../../actions/connect/plan';
import { resourceKey } from '../../../estate/resources';
import { worded } from '../../words';
import type { Command } from '../dependencies';
import { pickApp } from '../pick/pick-app';
import { tellResult } from '../identity/tell-result';
import { isLinked, linkKnown } from '../lint';
import { askInSteps, type WizardStep } from '../pick/wizard';
import type { Answers, Asked } from './answers';
import { askIdentity } from './ask-identity';
import { askGrant, giveAccess, noGrant } from './grant-access';
import { askFolder, askPart, askService, askTarget, askWay, noPart, onlyWay } from './steps';
import { cloudOf } from './targets';

/** Connects an app to a service, in steps: code, service, identity, grant; and one preview of all that changes in files. */
export const connectApp: Command = async (deps, target) => {
  const title = deps.t('Connect App to Service');
  const found = await pickApp(deps, target, title);
  if (found === undefined) return;
  const asked: Asked = { deps, found, title };
  const steps: readonly WizardStep<Answers>[] = [
    { ask: askFolder(asked) },
    { ask: askService(asked) },
    { ask: askTarget(asked) },
    { ask: askPart(asked), given: noPart(asked) },
    { ask: askIdentity(asked) },
    { ask: askGrant(asked), given: noGrant(asked) },
    { ask: askWay(asked), given: onlyWay(asked) },
  ];
  const answers = await askInSteps(steps);
  if (!isWhole(answers)) return;
  await deps.recentApps.add(resourceKey(found.app));
  const plan = planConnection(answers.project, connectionOf(asked, answers), answers.way);
  await makeChanges(asked, answers, plan);
};

function isWhole(answers: Partial<Answers> | undefined): answers is Answers {
  return (
    answers?.folder !== undefined &&
    answers.project !== undefined &&
    answers.to !== undefined &&
    answers.target !== undefined &&
    answers.identity !== undefined &&
    answers.way !== undefined
  );
}

function connectionOf(asked: Asked, { to, target, part, identity }: Answers): Connection {
  const { name, host } = target;
  return {
    to,
    name,
    identity,
    cloud: cloudOf(asked),
    ...(host !== undefined && { host }),
    ...(to === 'functions'
      ? { ...(part !== undefined && { audience: part }) }
      : part !== undefined && part !== '' && { part }),
  };
}

async function makeChanges(
  { deps, title, found }: Asked,
  answers: Answers,
  { changes, notes }: ConnectionPlan,
): Promise<void> {
  const { folder, target } = answers;
  const { dialogs, projects, t } = deps;
  const said = notes.map((note) => worded(note, t));
  if (changes.length === 0) {
    await dialogs.tell(
      'info',
      [t("'{0}' is connected to '{1}' already.", found.app.name, target.name), ...said].join(' '),
    );
    return;
  }
  const name = t("Connect '{0}' to '{1}'", found.app.name, target.name);
  const shown = await projects.show(folder, { title: name, changes });
  const agreed = await dialogs.pickOne<boolean>(
    { title, placeholder: [t('Shall these changes be made? One undo takes them back.'), ...said].join(' ') },
    [
      {
        label: `$(check) ${t('Make the changes')}`,
        description: changes.map(({ path }) => path).join(', '),
        value: true,
      },
      { label: `$(close) ${t('Change nothing')}`, value: false },
    ],
  );
  await shown.close();
  if (agreed !== true) return;
  await projects.make(folder, changes);
  deps.learned('connectedApp');
  // Before the grant: a page with statements is not to be hidden behind the code.
  const last = changes.at(-1);
  if (last !== undefined) await projects.open(folder, last.path);
  if (answers.grant === 'give') await giveAccess({ deps, title, found }, answers);
  await verify({ deps, title, found }, answers);
}

/** What shows whether it works: a token of the app, once it runs with the new identity; and what keeps it so: files judged against it. */
async function verify({ deps, found }: Asked, { folder, target }: Answers): Promise<void> {
  const { t } = deps;
  const { app } = found;
  const [fetch, link] = [t('Fetch Test Token...'), t('Link Folder to App')];
  const message = t(
    "The files are ready to connect '{0}' to '{1}'. Deploy the app, and see with a test token whether its identity gets in.",
    app.name,
    target.name,
  );
  const buttons = (await isLinked(deps, app)) ? [fetch] : [fetch, link];
  const pressed = await tellResult(deps, 'info', message, ...buttons);
  if (pressed === fetch) await deps.run('fetchTestToken', { kind: 'app', key: resourceKey(app) });
  if (pressed === link) await linkKnown(deps, folder, app);
}
