import type { DisposableStore } from '../../lifecycle/disposable-store';
import { LastTimeKeeper, type LastTimeDependencies } from '../last-time';
import type { Settings } from '../window/settings';
import { AppsView, type AppsViewDependencies } from './apps-view';
import { IdentitiesView } from './identities-view';

type Parts = Omit<AppsViewDependencies, 'groupBy' | 'lastTime' | 'now'> &
  Pick<LastTimeDependencies, 'log' | 'signIn'> & {
    readonly settings: Settings;
    readonly openLastTime: LastTimeDependencies['store'];
  };

/** The views of apps and of identities; what the first showed the last time, it shows at once. */
export function openViews(owned: DisposableStore, { settings, openLastTime, log, signIn, ...parts }: Parts) {
  const { estate, inventory, operations, judge, redactor } = parts;
  const lastTime = owned.add(
    new LastTimeKeeper({ estate, signIn, log, store: openLastTime, open: () => view.openServices }),
  );
  const view: AppsView = owned.add(
    new AppsView({ ...parts, groupBy: settings.groupBy, lastTime, now: Date.now }),
  );
  const identitiesView = owned.add(
    new IdentitiesView({ estate, inventory, operations, judge, redactor, now: Date.now }),
  );
  owned.add(
    settings.onDidChange((names) => {
      if (names.has('groupBy')) view.groupBy = settings.groupBy;
    }),
  );
  return { view, identitiesView };
}
