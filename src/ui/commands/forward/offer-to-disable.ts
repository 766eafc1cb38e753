import { findSubscription } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { Failure, isAbort } from '../../../lifecycle/failure';
import type { DebuggedDeployment, InstanceAddress, RemoteDebugging } from '../../../tunnel/ports';
import type { AppPortForward, Forward } from '../../ways-in';
import type { CommandDependencies } from '../dependencies';

/** After the last forward that used it: remote debugging is a way in for others, too, and easily forgotten. */
export async function offerToDisable(
  deps: CommandDependencies,
  { app, port }: AppPortForward,
): Promise<void> {
  const { dialogs, forwards, t } = deps;
  const { address } = port;
  const subscription = findSubscription(deps.estate.snapshot, address.subscription);
  if (subscription === undefined || forwards.all.some((other) => usesDebugging(other, address))) return;
  const deployment = { subscription, id: deploymentId(address) };
  const now = await dialogs.background(t("Looking at remote debugging of '{0}'", app.name), (signal) =>
    tryRead(deps, deployment, signal),
  );
  if (now?.enabled === false) return;
  const disable = t('Disable Remote Debugging...');
  const message = t(
    "Remote debugging of deployment '{0}' of '{1}' is still on: whoever has the role for it can run code in the app. Disable it when nobody needs it.",
    address.deployment,
    app.name,
  );
  if ((await dialogs.tell('info', message, disable)) !== disable) return;
  const key = resourceKey({ id: deployment.id, subscription: subscription.key });
  await deps.run('disableRemoteDebugging', { kind: 'deployment', app: app.key, deployment: key });
}

/** True for a forward of a port of the same deployment. */
export function usesDebugging(
  forward: Forward,
  { subscription, appId, deployment }: Pick<InstanceAddress, 'subscription' | 'appId' | 'deployment'>,
): forward is AppPortForward {
  if (forward.kind !== 'port') return false;
  const { app, port } = forward;
  return app.key === resourceKey({ id: appId, subscription }) && port.address.deployment === deployment;
}

export function deploymentId({ appId, deployment }: InstanceAddress): string {
  return `${appId}/deployments/${deployment}`;
}

/** Reading it takes a permission that forwarding does not: `undefined` when it could not be read. */
export async function tryRead(
  { remoteDebugging, log }: CommandDependencies,
  of: DebuggedDeployment,
  signal: AbortSignal,
): Promise<RemoteDebugging | undefined> {
  try {
    return await remoteDebugging.read(of, signal);
  } catch (error) {
    if (isAbort(error) || !Failure.is(error)) throw error;
    log.warn(error.message);
    return undefined;
  }
}
