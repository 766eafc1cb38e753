import { findApp } from '../../../estate/lookup';
import { Failure } from '../../../lifecycle/failure';
import { identityEnvironment } from '../../../token/environment';
import type { Target } from '../../target';
import type { ForwardUser, LaunchChoice, TokenForward } from '../../ways-in';
import type { Command, CommandDependencies } from '../dependencies';
import { startForward } from '../forward/tokens';
import { judgedApp, pickIdentity } from './ask/question';
import { offerLaunch } from './create-launch';

type Environment = Readonly<Record<string, string | null>>;

/** A terminal in which any Azure SDK program is the app. Starts a forward when none of the app runs. */
export const openTerminalAsApp: Command = async (deps, target) => {
  const ready = await prepare(deps, target, deps.t('Open Terminal as This App'));
  if (ready === undefined) return;
  const { forward, env } = ready;
  forward.life.own(deps.terminals.open({ name: deps.t('as {0}', forward.app.name), env }));
  sayOpen(deps, ready);
};

/** Starts a launch configuration of the workspace as the app; where it has none, one is offered. */
export const debugAsApp: Command = async (deps, target) => {
  const title = deps.t('Debug as This App');
  refuseUntrusted(deps);
  const launch = await pickLaunch(deps, target, title);
  if (launch === undefined) return;
  const ready = await prepare(deps, target, title);
  if (ready === undefined) return;
  const { inherited } = deps.terminals;
  // Debuggers differ in what they make of "no value"; an empty one means unset to every Azure library.
  const env = Object.entries(ready.env).flatMap(([name, value]) =>
    value !== null ? [[name, value]] : inherited.has(name) ? [[name, '']] : [],
  );
  const { forward, isNew } = ready;
  let session: ForwardUser;
  try {
    session = await launch.start(Object.fromEntries(env) as Record<string, string>);
  } catch (error) {
    if (isNew) deps.forwards.stop(forward);
    throw error;
  }
  forward.life.own(session);
  sayOpen(deps, ready);
  // What was opened for the session goes with it, unless something else has come to use it.
  if (isNew)
    session.onDidEnd(() => {
      if (forward.life.users.length === 0) deps.forwards.stop(forward);
    });
};

/** One of the workspace's, or one that is written for it. */
async function pickLaunch(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<LaunchChoice | undefined> {
  const { debugging, dialogs, t } = deps;
  const launches = debugging.configurations();
  if (launches.length === 0) return offerLaunch(deps, target, title);
  return dialogs.pickOne(
    { title, placeholder: t('Which launch configuration?') },
    launches.map((value) => ({ label: value.name, description: value.place, value })),
  );
}

/** Of what was opened for a terminal or a session, too, it is said where it is. */
function sayOpen({ dialogs, t }: CommandDependencies, { forward, isNew }: Ready): void {
  if (isNew)
    dialogs.status(
      t("{0} gives out tokens of '{1}' now", forward.localAddress.replace('http://', ''), forward.app.name),
    );
}

interface Ready {
  readonly forward: TokenForward;
  /** It was opened for this. */
  readonly isNew: boolean;
  readonly env: Environment;
}

/** A forward that runs, and what programs need to use it as the identity the user picks. */
async function prepare(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<Ready | undefined> {
  refuseUntrusted(deps);
  const running = deps.forwards.all.find(
    (one): one is TokenForward => one.kind === 'tokens' && target?.kind === 'forward' && one.id === target.id,
  );
  const ready =
    running === undefined
      ? await startForward(deps, target, title, withSecret)
      : { forward: running, isNew: false };
  const found = ready && findApp(deps.estate.snapshot, ready.forward.app.key);
  if (ready === undefined || found === undefined) return undefined;
  const asked = await pickIdentity(deps, await judgedApp(deps, found), { target, title });
  if (asked === undefined) {
    if (ready.isNew) deps.forwards.stop(ready.forward);
    return undefined;
  }
  // Libraries know AZURE_CLIENT_ID only: an identity whose client ID Azure does not tell cannot be named that way.
  const clientId = asked.by === 'client-id' ? asked.value : undefined;
  const env = identityEnvironment(ready.forward.endpoint, { clientId, noProxy: deps.terminals.noProxy });
  return { ...ready, env };
}

function refuseUntrusted({ trusted, t }: CommandDependencies): void {
  if (!trusted())
    throw new Failure({
      code: 'refused',
      what: t('No program is started in a workspace that is not trusted.'),
      why: t('Its files decide what runs, and it would run as the app.'),
      remedy: t('Trust the workspace first.'),
    });
}

/** Programs that are given their variables need no form without a secret. */
const withSecret = () => Promise.resolve('app-service' as const);
