import { readBatchRest } from '../../actions/batch/identity-batch';
import { readConversion, type Conversion } from '../../actions/convert/conversion';
import { findApp, serviceKeyOf, subscriptionKeyOf } from '../../estate/lookup';
import type { UnfinishedWork } from '../../operations/unfinished';
import type { Target } from '../target';
import { changeMany } from './identity/bulk';
import type { CommandDependencies } from './dependencies';
import { untilVisible } from './resume';

/** Work that nobody went on with for so long is not news any more. */
const keptMs = 7 * 24 * 60 * 60_000;

/** Offers to go on with what was not finished when the window closed. Nothing goes on by itself. `now` is in Unix milliseconds. */
export async function offerUnfinished(
  deps: CommandDependencies,
  stored: unknown,
  now: number,
): Promise<void> {
  const taken = deps.unfinished.fromStored(stored);
  await Promise.all(
    taken.map(async (work) => {
      if (now - work.startedAt > keptMs) deps.unfinished.end(work.id);
      else await deps.attempt(work.title, () => offer(deps, work));
    }),
  );
}

async function offer(deps: CommandDependencies, work: UnfinishedWork): Promise<void> {
  await (work.kind === 'batch' ? offerBatch(deps, work) : offerConversion(deps, work));
}

async function offerConversion(deps: CommandDependencies, work: UnfinishedWork): Promise<void> {
  const { dialogs, unfinished, t } = deps;
  const conversion = readConversion(work.rest);
  if (conversion === undefined) {
    unfinished.end(work.id);
    return;
  }
  await untilVisible(deps, subscriptionKeyOf(conversion.app));
  const open = t('Open');
  const message = t('{0} is not finished. Nothing goes on by itself.', work.title);
  if ((await dialogs.tell('info', message, open)) === open)
    await deps.run('convertIdentity', await knownTarget(deps, conversion));
}

/** The command takes apps that were read only. */
async function knownTarget({ inventory }: CommandDependencies, { app }: Conversion): Promise<Target> {
  await inventory.open({ kind: 'service', key: serviceKeyOf(app) });
  return { kind: 'app', key: app };
}

async function offerBatch(deps: CommandDependencies, work: UnfinishedWork): Promise<void> {
  const { dialogs, unfinished, inventory, estate, t } = deps;
  const { wishes } = readBatchRest(work.rest);
  if (wishes.length === 0) {
    unfinished.end(work.id);
    return;
  }
  const subscriptions = new Set(wishes.map(({ app }) => subscriptionKeyOf(app)));
  await Promise.all([...subscriptions].map((key) => untilVisible(deps, key)));
  const [goOn, forget] = [t('Go On...'), t('Forget')];
  const message = t(
    '{0}: {1} of them were not begun when the window closed. Those that were are watched by themselves.',
    work.title,
    wishes.length,
  );
  const pressed = await dialogs.tell('warning', message, goOn, forget);
  if (pressed === undefined) return;
  unfinished.end(work.id);
  if (pressed === forget) return;
  const services = new Set(wishes.map(({ app }) => serviceKeyOf(app)));
  await Promise.all([...services].map((key) => inventory.open({ kind: 'service', key })));
  const found = wishes.flatMap(({ app, wish }) => {
    const known = findApp(estate.snapshot, app);
    return known === undefined ? [] : [{ found: known, wish }];
  });
  const gone = wishes.length - found.length;
  if (gone > 0) await dialogs.tell('warning', t('{0} of the apps are no longer there.', gone));
  await changeMany(deps, found);
}
