import type { FoundApp } from '../../../estate/lookup';
import { resourceKey, type Deployment } from '../../../estate/resources';
import { Failure, isAbort } from '../../../lifecycle/failure';
import { say } from '../../../lifecycle/text';
import type { DeedWish } from '../../../operations/deed';
import { debuggingUndo, type DebuggedDeployment, type RemoteDebugging } from '../../../tunnel/ports';
import type { Target } from '../../target';
import type { Command, CommandDependencies } from '../dependencies';
import { pickDeployment } from '../token/ask/pick-instance';
import { pickAskedApp } from '../token/ask/question';
import { usesDebugging } from './offer-to-disable';
import { traitsOf } from '../../../hosts/spring/plans';

interface Place {
  readonly found: FoundApp;
  readonly deployment: Deployment;
  readonly of: DebuggedDeployment;
  /** As Azure says before anything is changed. */
  readonly now: RemoteDebugging;
}

/** Azure CLI's own default. */
const usualPort = 5005;

/** A command of its own, because it opens the app to others: whoever has the role can run code in it. */
export const enableRemoteDebugging: Command = async (deps, target) => {
  const { t } = deps;
  const title = t('Enable Remote Debugging');
  const place = await findPlace(deps, target, title);
  if (place === undefined) return;
  if (place.now.enabled) {
    await tellOn(deps, place, place.now);
    return;
  }
  const port = await askPort(deps, place, title);
  if (port === undefined || !(await agreed(deps, place, port))) return;
  const { found, deployment } = place;
  const words = t("Enabling remote debugging of deployment '{0}' of '{1}'", deployment.name, found.app.name);
  const after = await change(deps, place, words, (signal) =>
    deps.remoteDebugging.enable({ ...place.of, seen: place.now }, port, signal),
  );
  if (after?.enabled === true) await tellOn(deps, place, after);
  else if (after !== undefined) throw notAsWished(deps, place);
};

export const disableRemoteDebugging: Command = async (deps, target) => {
  const { dialogs, forwards, t } = deps;
  const place = await findPlace(deps, target, t('Disable Remote Debugging'));
  if (place === undefined) return;
  const { found, deployment } = place;
  const off = t("Remote debugging of deployment '{0}' of '{1}' is off.", deployment.name, found.app.name);
  if (!place.now.enabled) {
    await dialogs.tell('info', off);
    return;
  }
  const used = forwards.all.filter((forward) => usesDebugging(forward, placeOf(place)));
  const yes = await dialogs.confirm({
    title: t("Disable remote debugging of deployment '{0}' of '{1}'?", deployment.name, found.app.name),
    detail: [
      whereWords(deps, place),
      ...(used.length > 0 ? [t('Port forwards of this window that end with it: {0}.', used.length)] : []),
      t('Debuggers that others have attached may lose their connection. The app may restart.'),
    ].join('\n\n'),
    action: t('Disable'),
    warning: false,
  });
  if (!yes) return;
  for (const forward of used) forwards.stop(forward);
  const words = t("Disabling remote debugging of deployment '{0}' of '{1}'", deployment.name, found.app.name);
  const after = await change(deps, place, words, (signal) =>
    deps.remoteDebugging.disable({ ...place.of, seen: place.now }, signal),
  );
  if (after?.enabled === false) await dialogs.tell('info', off);
  else if (after !== undefined) throw notAsWished(deps, place);
};

/** Throws `Failure` `refused` where the plan has no remote debugging. */
export function refuseWithoutDebugging({ t }: CommandDependencies, { app, service }: FoundApp): void {
  if (traitsOf(service.plan).remoteDebugging) return;
  throw new Failure({
    code: 'refused',
    what: t("Ports of '{0}' cannot be forwarded.", app.name),
    why: t(
      "Its service '{0}' has the Standard consumption and dedicated plan, which has no remote debugging.",
      service.name,
    ),
    remedy: t("Use 'Start Port Forward...' for tokens: it goes through the console."),
  });
}

async function findPlace(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<Place | undefined> {
  const found = await pickAskedApp(deps, target, title);
  if (found === undefined) return undefined;
  refuseWithoutDebugging(deps, found);
  const deployment = await pickDeployment(deps, found, { target, title });
  if (deployment === undefined) return undefined;
  const of = { subscription: found.subscription, id: deployment.id };
  const now = await deps.dialogs.background(
    deps.t("Looking at remote debugging of '{0}'", found.app.name),
    (signal) => deps.remoteDebugging.read(of, signal),
  );
  return { found, deployment, of, now };
}

async function askPort(
  { dialogs, t }: CommandDependencies,
  { now }: Place,
  title: string,
): Promise<number | undefined> {
  const typed = await dialogs.text({
    title,
    placeholder: t('Port at which the JVM listens for debuggers; one that the app does not use itself'),
    value: String(now.port >= 1024 ? now.port : usualPort),
    validate: (text) =>
      debugPortOf(text) === undefined ? t('The port must be a number from 1024 to 65535.') : undefined,
  });
  return typed === undefined ? undefined : debugPortOf(typed);
}

function debugPortOf(text: string): number | undefined {
  const port = /^\s*\d{4,5}\s*$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : undefined;
}

async function agreed(deps: CommandDependencies, place: Place, port: number): Promise<boolean> {
  const { dialogs, t } = deps;
  const { found, deployment } = place;
  return dialogs.confirm({
    title: t("Enable remote debugging of deployment '{0}' of '{1}'?", deployment.name, found.app.name),
    detail: [
      whereWords(deps, place),
      t(
        "The JVM of every instance opens debugging port {0}. Whoever may connect to it (the role 'Azure Spring Apps Remote Debugging Role', or another with its data action) can read and change everything in the app, run code in it, and so use its identities.",
        String(port),
      ),
      t('The app may restart now, and a debugger that halts it halts its requests, too.'),
      t('Disable it again when you are done.'),
    ].join('\n\n'),
    action: t('Enable'),
    warning: true,
  });
}

/** Changes and waits. `undefined` when the user stopped waiting; Azure goes on then. */
async function change(
  deps: CommandDependencies,
  place: Place,
  title: string,
  work: (signal: AbortSignal) => Promise<RemoteDebugging>,
): Promise<RemoteDebugging | undefined> {
  const { activity, dialogs, inventory, t } = deps;
  const { found } = place;
  try {
    const after = await dialogs.progress(title, (signal, report) => {
      report(t('cancelling only stops the wait, not Azure'));
      return activity.during(
        deedOf(place),
        () => work(signal),
        (result) => ({
          after: { ...result },
          undo: { kind: debuggingUndo, data: place.now.enabled },
        }),
      );
    });
    // Instances may have been replaced.
    await inventory.refresh({ kind: 'deployments', key: resourceKey(found.app) });
    return after;
  } catch (error) {
    if (!isAbort(error)) throw error;
    await dialogs.tell(
      'info',
      t("No longer waiting for '{0}'. Azure may go on with the change.", found.app.name),
    );
    return undefined;
  }
}

/** What is switched, as a line of the activity. */
function deedOf({ found: { app, subscription }, deployment, of, now }: Place): DeedWish {
  return {
    title: now.enabled
      ? say("Disable remote debugging of deployment '{0}' of '{1}'", deployment.name, app.name)
      : say("Enable remote debugging of deployment '{0}' of '{1}'", deployment.name, app.name),
    account: subscription.accountLabel,
    subscription: subscription.key,
    resource: of.id,
    before: { ...now },
  };
}

async function tellOn(deps: CommandDependencies, place: Place, now: RemoteDebugging): Promise<void> {
  const { dialogs, t, run } = deps;
  const { app } = place.found;
  const [forward, disable] = [t('Forward Port of Instance...'), t('Disable Remote Debugging...')];
  const message = t(
    "Remote debugging of deployment '{0}' of '{1}' is on, at port {2}. Disable it when nobody needs it.",
    place.deployment.name,
    app.name,
    String(now.port),
  );
  const pressed = await dialogs.tell('info', message, forward, disable);
  const target: Target = {
    kind: 'deployment',
    app: resourceKey(app),
    deployment: resourceKey(place.deployment),
  };
  if (pressed === forward) await run('forwardInstancePort', target);
  if (pressed === disable) await run('disableRemoteDebugging', target);
}

function notAsWished({ t }: CommandDependencies, { found, deployment }: Place): Failure {
  return new Failure({
    code: 'operation-failed',
    what: t("Remote debugging of deployment '{0}' of '{1}' is as it was.", deployment.name, found.app.name),
    why: t('Azure took the change, but says something else afterwards.'),
    remedy: t('Somebody else may have changed it at the same time: try again.'),
    action: 'retry',
  });
}

function whereWords({ t }: CommandDependencies, { found }: Place): string {
  return t("Service '{0}', subscription '{1}'", found.service.name, found.subscription.name);
}

function placeOf({ found, deployment }: Place) {
  const { id, subscription } = found.app;
  return { appId: id, subscription, deployment: deployment.name };
}
