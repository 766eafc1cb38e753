import type { Target } from '../../target';
import { forwardName, type Forward, type TokenForward } from '../../ways-in';
import type { Translate } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { offerToDisable } from './offer-to-disable';

export const stopPortForward: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Stop Port Forward'));
  if (forward === undefined || !(await mayEnd(deps, forward))) return;
  deps.forwards.stop(forward);
  if (forward.kind === 'port') await offerToDisable(deps, forward);
};

/** Stops a forward and opens it again, at its own port: what was configured with the address goes on working. */
export const restartPortForward: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Restart Port Forward'));
  if (forward === undefined || !(await mayEnd(deps, forward))) return;
  deps.forwards.stop(forward);
  deps.forwards.add(await forward.open());
};

/** Asks where something that this window started would end with the forward. */
async function mayEnd({ dialogs, t }: CommandDependencies, forward: Forward): Promise<boolean> {
  const {
    life: { users },
  } = forward;
  if (users.length === 0) return true;
  const answer = await dialogs.confirmLoss({
    title: t("Stop the port forward of '{0}'?", forwardName(forward)),
    detail: t('This ends with it, and what runs in it: {0}.', users.join(', ')),
    action: t('Stop'),
    details: t('Keep'),
  });
  return answer === 'agreed';
}

export const copyForwardAddress: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Copy Address'));
  if (forward !== undefined) await copyAddress(deps, forward);
};

/** What programs need: the address, and where there is a secret that, too. */
export async function copyAddress({ dialogs, t }: CommandDependencies, forward: Forward): Promise<void> {
  if (hasSecret(forward)) {
    const { identityEndpoint, identityHeader } = forward.endpoint;
    await dialogs.copy(`IDENTITY_ENDPOINT=${identityEndpoint}\nIDENTITY_HEADER=${identityHeader}\n`);
    dialogs.status(t('Copied IDENTITY_ENDPOINT and IDENTITY_HEADER'));
    return;
  }
  await dialogs.copy(forward.localAddress);
  dialogs.status(t('Copied {0}', forward.localAddress));
}

export function copyWords(forward: Forward, t: Translate): string {
  return hasSecret(forward) ? t('Copy Variables') : t('Copy Address');
}

function hasSecret(forward: Forward): forward is TokenForward {
  return forward.kind === 'tokens' && forward.endpoint.form === 'app-service';
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
