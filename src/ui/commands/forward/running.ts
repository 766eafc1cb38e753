import type { Target } from '../../target';
import { forwardName, type Forward } from '../../ways-in';
import type { Command, CommandDependencies } from '../dependencies';
import { offerToDisable } from './offer-to-disable';

export const stopPortForward: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Stop Port Forward'));
  if (forward === undefined) return;
  deps.forwards.stop(forward);
  if (forward.kind === 'port') await offerToDisable(deps, forward);
};

/** Stops a forward and opens it again, at its own port: what was configured with the address goes on working. */
export const restartPortForward: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Restart Port Forward'));
  if (forward === undefined) return;
  deps.forwards.stop(forward);
  deps.forwards.add(await forward.open());
};

export const copyForwardAddress: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Copy Address'));
  if (forward !== undefined) await copyAddress(deps, forward);
};

export async function copyAddress(
  { dialogs, t }: CommandDependencies,
  { localAddress }: Forward,
): Promise<void> {
  await dialogs.copy(localAddress);
  dialogs.status(t('Copied {0}', localAddress));
}

/** The forward of the node, the only one that runs, or the one the user picks. */
async function pickForward(
  { forwards, dialogs, t }: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<Forward | undefined> {
  const { all } = forwards;
  if (target?.kind === 'forward') return all.find(({ id }) => id === target.id);
  if (all.length === 0) {
    await dialogs.tell('info', t('No port forward runs.'));
    return undefined;
  }
  if (all.length === 1) return all[0];
  return dialogs.pickOne(
    { title, placeholder: t('Which port forward?') },
    all.map((forward) => ({
      label: forwardName(forward),
      description: forward.localAddress,
      detail: forward.transport,
      value: forward,
    })),
  );
}
