import { findApp, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { DisposableStore } from '../../../lifecycle/disposable-store';
import { Emitter } from '../../../lifecycle/emitter';
import { answererOf, type JudgedApp } from '../../../token/judge/answerer';
import type { DecodedToken } from '../../../token/decode/decode-token';
import type { RouteChoice } from '../../../tunnel/open-route';
import type { Route } from '../../../tunnel/ports';
import { Failure } from '../../../lifecycle/failure';
import { imdsInfoPath } from '../../../token/protocol/imds';
import type { Target } from '../../target';
import type { Forward } from '../../ways-in';
import type { Command, CommandDependencies } from '../dependencies';
import { openAsking } from './asking';
import { pickInstance } from './pick-instance';
import { judgedApp, pickAskedApp } from './question';

/** Opens an app's token endpoint at a loopback port and says where. */
export const startPortForward: Command = async (deps, target) => {
  const forward = await startForward(deps, target, deps.t('Start Port Forward'));
  if (forward !== undefined) await tellOpen(deps, forward, target);
};

async function tellOpen(
  deps: CommandDependencies,
  forward: Forward,
  target: Target | undefined,
): Promise<void> {
  const { dialogs, t } = deps;
  const [address, terminal] = [t('Copy Address'), t('Open Terminal as This App')];
  const message = t(
    "Programs on this computer can get tokens of '{0}' at {1} until you stop the port forward, sign out or close the window.",
    forward.app.name,
    forward.endpoint.url,
  );
  const pressed = await dialogs.tell('info', message, terminal, address);
  if (pressed === address) await copyAddress(deps, forward);
  if (pressed === terminal)
    await deps.run('openTerminalAsApp', target ?? { kind: 'forward', id: forward.id });
}

export const stopPortForward: Command = async (deps, target) => {
  const forward = await pickForward(deps, target, deps.t('Stop Port Forward'));
  if (forward !== undefined) deps.forwards.stop(forward);
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

async function copyAddress({ dialogs, t }: CommandDependencies, { endpoint }: Forward): Promise<void> {
  await dialogs.copy(endpoint.url);
  dialogs.status(t('Copied {0}', endpoint.url));
}

export async function pickForward(
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
    all.map((forward) => ({ label: forward.app.name, description: forward.endpoint.url, value: forward })),
  );
}

/** The forward of an app that runs, or a new one. */
export async function startForward(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<Forward | undefined> {
  const found = await pickAskedApp(deps, target, title);
  if (found === undefined) return undefined;
  const key = resourceKey(found.app);
  const running = deps.forwards.all.find(({ app }) => app.key === key);
  if (running !== undefined) return running;
  const address = await pickInstance(deps, found, { target, title });
  if (address === undefined) return undefined;
  const forward = await openForward(deps, found, { way: { kind: 'console', address } });
  deps.forwards.add(forward);
  return forward;
}

async function openForward(
  deps: CommandDependencies,
  found: FoundApp,
  { way, port }: { readonly way: RouteChoice; readonly port?: number },
): Promise<Forward> {
  const { t } = deps;
  const owned = new DisposableStore();
  try {
    const asking = owned.add(await openAsking(deps, way));
    const app = await judgedApp(deps, found);
    await connect(deps, app, asking.route);
    const key = resourceKey(found.app);
    const endpoint = owned.add(
      await asking.ways.openEndpoint({
        broker: asking.broker,
        tenantId: found.subscription.tenantId,
        nameIdentity: (token) => nameOf(token, nowOf(deps, app, found)),
        ...(port !== undefined && { port }),
      }),
    );
    const moved = owned.add(new Emitter<string>());
    const ended = owned.add(new Emitter<string>());
    const end = (why: string) => {
      ended.fire(t("The port forward of '{0}' ended: {1}", app.name, why));
    };
    owned.add(endpoint.onDidEnd(end));
    owned.add(asking.route.onDidEnd(end));
    if ('onDidMove' in asking.route)
      owned.add(
        asking.route.onDidMove(({ from, to }) => {
          // Another instance may have tokens of other identities in its cache.
          asking.broker.forget();
          moved.fire(t("'{0}' is gone; the port forward of '{1}' goes on with '{2}'.", from, app.name, to));
        }),
      );
    return {
      id: endpoint.url,
      app: { key, name: app.name },
      tenantId: found.subscription.tenantId,
      endpoint,
      get transport() {
        return asking.route.label;
      },
      onDidMove: moved.event,
      onDidEnd: ended.event,
      open: () => reopen(deps, found, { way, port: endpoint.port }),
      own: (item) => {
        owned.add(item);
      },
      dispose: () => {
        owned.dispose();
      },
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

/** At the same port unless another program took it meanwhile. */
async function reopen(
  deps: CommandDependencies,
  found: FoundApp,
  { way, port }: { readonly way: RouteChoice; readonly port: number },
): Promise<Forward> {
  try {
    return await openForward(deps, found, { way, port });
  } catch (error) {
    if (!Failure.is(error, 'conflict')) throw error;
    return openForward(deps, found, { way });
  }
}

/** Connects now, so that a missing role or a stopped app is known at once and not to the first program only. */
async function connect(deps: CommandDependencies, { name }: JudgedApp, route: Route): Promise<void> {
  await deps.dialogs.progress(deps.t("Connecting to '{0}'", name), async (signal) => {
    // Any answer will do: it comes from inside the instance.
    const target = `${imdsInfoPath}?api-version=2018-02-01`;
    await route.exchange({ method: 'GET', target, headers: { Metadata: 'true' } }, signal);
  });
}

/** The app with the identities it has by now. */
function nowOf(
  deps: CommandDependencies,
  app: JudgedApp,
  { app: { id, subscription } }: FoundApp,
): JudgedApp {
  const now = findApp(deps.estate.snapshot, resourceKey({ id, subscription }));
  return now === undefined ? app : { ...app, identity: now.app.identity };
}

function nameOf(token: DecodedToken, app: JudgedApp): string | undefined {
  const answerer = answererOf(token, app);
  return answerer.kind === 'unknown' ? undefined : answerer.name;
}
