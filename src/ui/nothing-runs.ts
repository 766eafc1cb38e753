import { Failure } from '../lifecycle/failure';
import type { Translate } from './words';

/** Nothing of an app runs because its whole service is stopped: starting the app would be the wrong advice. */
export function serviceStopped({ app, service }: { app: string; service: string }, t: Translate): Failure {
  return new Failure({
    code: 'refused',
    what: t("'{0}' cannot be reached.", app),
    why: t("Its service '{0}' is stopped, so no instance of any of its apps runs.", service),
    remedy: t("Start the service, for example with 'az spring start', and try again."),
    action: 'retry',
  });
}
