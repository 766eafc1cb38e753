import type { FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import type { InstanceAddress, RemoteDebugging } from '../../../tunnel/ports';
import type { AppPortForward, Forward } from '../../ways-in';
import { worded } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { pickInstance } from '../token/ask/pick-instance';
import { pickAskedApp } from '../token/ask/question';
import { atSamePort, openLiving } from './forward-life';
import { deploymentId, offerToDisable, tryRead, usesDebugging } from './offer-to-disable';
import { refuseWithoutDebugging } from './remote-debugging';
import { copyAddress } from './running';

/** Where Spring Boot serves HTTP unless told otherwise. */
const usualPort = 8080;

/** Opens a port inside an instance at a loopback port. Goes through remote debugging, which it never turns on itself. */
export const forwardInstancePort: Command = async (deps, target) => {
  const title = deps.t('Forward Port of Instance');
  const found = await pickAskedApp(deps, target, title);
  if (found === undefined) return;
  refuseWithoutDebugging(deps, found);
  const address = await pickInstance(deps, found, { target, title });
  if (address === undefined) return;
  const debugging = await deps.dialogs.background(
    deps.t("Looking at remote debugging of '{0}'", found.app.name),
    (signal) => tryRead(deps, { subscription: found.subscription, id: deploymentId(address) }, signal),
  );
  if (debugging?.enabled === false) {
    await tellOff(deps, found, address);
    return;
  }
  const remotePort = await askPort(deps, debugging, title);
  if (remotePort === undefined) return;
  const running = deps.forwards.all.find((forward) => isSame(forward, address, remotePort));
  const forward = running ?? (await openPort(deps, found, { address, remotePort }));
  if (running === undefined) deps.forwards.add(forward);
  await tellOpen(deps, forward);
};

async function tellOff(
  { dialogs, run, t }: CommandDependencies,
  { app, subscription }: FoundApp,
  address: InstanceAddress,
): Promise<void> {
  const enable = t('Enable Remote Debugging...');
  const message = t(
    "Ports of an instance are forwarded through remote debugging, which is off for deployment '{0}' of '{1}'. It was not turned on.",
    address.deployment,
    app.name,
  );
  if ((await dialogs.tell('warning', message, enable)) !== enable) return;
  const deployment = resourceKey({ id: deploymentId(address), subscription: subscription.key });
  await run('enableRemoteDebugging', { kind: 'deployment', app: resourceKey(app), deployment });
}

async function askPort(
  { dialogs, t }: CommandDependencies,
  debugging: RemoteDebugging | undefined,
  title: string,
): Promise<number | undefined> {
  const typed = await dialogs.text({
    title,
    placeholder:
      debugging === undefined
        ? t('Port inside the instance. Azure may accept only the port of remote debugging.')
        : t(
            'Port inside the instance. Remote debugging has port {0}; Azure may accept only that one.',
            String(debugging.port),
          ),
    value: String(usualPort),
    validate: (text) => (portOf(text) === undefined ? t('A port is a number from 1 to 65535.') : undefined),
  });
  return typed === undefined ? undefined : portOf(typed);
}

/** `undefined` for anything but a whole number from 1 to 65535. */
function portOf(text: string): number | undefined {
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function isSame(forward: Forward, address: InstanceAddress, remotePort: number): forward is AppPortForward {
  return (
    usesDebugging(forward, address) &&
    forward.port.remotePort === remotePort &&
    forward.port.address.instance === address.instance
  );
}

async function tellOpen(deps: CommandDependencies, forward: AppPortForward): Promise<void> {
  const { dialogs, t } = deps;
  const copy = t('Copy Address');
  const message = t(
    "Port {0} of '{1}' is at {2} for every program on this computer until you stop the port forward, sign out or close the window.",
    String(forward.port.remotePort),
    forward.port.address.instance,
    forward.localAddress,
  );
  if ((await dialogs.tell('info', message, copy)) === copy) await copyAddress(deps, forward);
}

interface Wish {
  readonly address: InstanceAddress;
  readonly remotePort: number;
  readonly localPort?: number;
}

function openPort(deps: CommandDependencies, found: FoundApp, wish: Wish): Promise<AppPortForward> {
  return openLiving(found, deps.t, async (life) => {
    const { t, log } = deps;
    const ways = await deps.waysIn();
    const title = t("Connecting to port {0} of '{1}'", String(wish.remotePort), wish.address.instance);
    const port = life.owned.add(
      await deps.dialogs.progress(title, (signal) => ways.forwardPort(wish, signal)),
    );
    let trouble: string | undefined;
    life.owned.add(
      port.onDidFail((failure) => {
        trouble = worded(failure.words.why, t);
        log.warn(failure.message);
      }),
    );
    const localAddress = `127.0.0.1:${port.localPort}`;
    const forward: AppPortForward = {
      kind: 'port',
      id: localAddress,
      app: { key: resourceKey(found.app), name: found.app.name },
      accountId: found.subscription.accountId,
      localAddress,
      port,
      startedAt: ways.clock.now(),
      get trouble() {
        return trouble;
      },
      get transport() {
        return t("{0}, by remote debugging's port forward", port.address.instance);
      },
      get reconnecting() {
        return port.reconnecting;
      },
      life,
      open: () =>
        atSamePort(port.localPort, (localPort) =>
          openPort(deps, found, { ...wish, address: port.address, localPort }),
        ),
    };
    life.owned.add(
      port.onDidEnd(
        () => void deps.attempt(t('Forward Port of Instance'), () => offerToDisable(deps, forward)),
      ),
    );
    life.follow(port);
    return forward;
  });
}
