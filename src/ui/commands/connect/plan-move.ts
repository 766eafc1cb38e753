import type { MovingApp } from '../../../actions/move-plan/moving-app';
import { planMove as planFor, type MovePlan } from '../../../actions/move-plan/plan-move';
import { absent, shown } from '../../../estate/loadable';
import { allApps, appsOf, findService, identitiesOf, rolesOf, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import { counted, say } from '../../../lifecycle/text';
import { worded } from '../../words';
import type { Report } from '../../../report/report';
import type { Target } from '../../target';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';

const saveButton = 'save-files';

/** Plans the move of an app, of all apps of a service, or of all that are there, and shows it with what it takes as files. */
export const planMove: Command = async (deps, target) => {
  const { t, dialogs, reports } = deps;
  const found = await appsFor(deps, target);
  if (found === undefined) return;
  if (found.length === 0)
    throw new Failure({
      code: 'not-found',
      what: t('There is no app to plan a move for.'),
      why: t('None was read.'),
      remedy: t('Load the apps in the view first.'),
    });
  const moving = await dialogs.progress(t('Reading what identities may do'), () =>
    Promise.all(found.map((one) => readMoving(deps, one))),
  );
  const plan = planFor(moving);
  reports.show({
    report: withButton(plan),
    press: (id) =>
      deps.attempt(t('Save Files'), () => (id === saveButton ? save(deps, plan) : Promise.resolve())),
  });
};

/** The app of a node, those of a service; from the palette one, or all that were read. */
async function appsFor(
  deps: CommandDependencies,
  target: Target | undefined,
): Promise<readonly FoundApp[] | undefined> {
  const { t, dialogs, estate, inventory } = deps;
  const title = t('Plan Move to Container Apps');
  if (target?.kind === 'service') {
    await inventory.open({ kind: 'service', key: target.key });
    const found = findService(estate.snapshot, target.key);
    return found === undefined ? [] : appsOf(estate.snapshot, target.key).map((app) => ({ app, ...found }));
  }
  if (target !== undefined) {
    const one = await pickApp(deps, target, title);
    return one && [one];
  }
  const which = await dialogs.pickOne<'one' | 'all'>({ title, placeholder: t('Which apps shall move?') }, [
    { label: t('One app...'), value: 'one' },
    { label: t('All apps that were read'), value: 'all' },
  ]);
  if (which === 'all') return [...allApps(estate.snapshot)];
  const one = which === undefined ? undefined : await pickApp(deps, undefined, title);
  return one && [one];
}

/** What of the app is known, read where it was not. Trouble stays where it is, and the plan says what is missing. */
async function readMoving(deps: CommandDependencies, found: FoundApp): Promise<MovingApp> {
  const { estate, inventory } = deps;
  const { app, service, subscription } = found;
  const key = resourceKey(app);
  await inventory.open({ kind: 'vaults', key: subscription.key });
  for (const { kind, principalId } of identitiesOf(estate.snapshot, app)) {
    if (principalId === undefined) continue;
    await inventory.open({ kind: 'roles', app: key, principalId });
    if (kind === 'system') await inventory.open({ kind: 'system-client-id', app: key, principalId });
  }
  const { snapshot } = estate;
  const identities = identitiesOf(snapshot, app);
  const vaults = shown(snapshot.vaults.get(subscription.key) ?? absent);
  const { files } = await (await deps.diagnostics()).filesOf(app.id);
  return {
    app,
    service,
    identities,
    roles: new Map(
      identities.flatMap(({ principalId }) => {
        const listing =
          principalId === undefined ? undefined : shown(rolesOf(snapshot, subscription.key, principalId));
        return principalId === undefined || listing === undefined
          ? []
          : [[principalId.toLowerCase(), listing] as const];
      }),
    ),
    ...(vaults !== undefined && { vaults }),
    ...(files !== undefined && { files }),
  };
}

function withButton({ report, files }: MovePlan): Report {
  return {
    ...report,
    blocks: [
      {
        kind: 'verdicts',
        verdicts: [
          {
            mark: 'info',
            text: say('The plan comes with {0} files: a checklist, Bicep and Terraform.', files.length),
            buttons: [{ id: saveButton, title: say('Save Files...') }],
          },
        ],
      },
      ...report.blocks,
    ],
  };
}

async function save({ projects, dialogs, t }: CommandDependencies, { files }: MovePlan): Promise<void> {
  const folder = await projects.save(files);
  if (folder !== undefined)
    dialogs.status(
      worded(
        counted(files.length, '{0} file was written into {1}', '{0} files were written into {1}', folder),
        t,
      ),
    );
}
