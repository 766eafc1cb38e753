import { findApp } from '../../../estate/lookup';
import { Failure } from '../../../lifecycle/failure';
import { identityEnvironment } from '../../../token/environment';
import type { Target } from '../../target';
import type { TokenForward } from '../../ways-in';
import type { Command, CommandDependencies } from '../dependencies';
import { startForward } from '../forward/tokens';
import { judgedApp, pickIdentity } from './question';

type Environment = Readonly<Record<string, string | null>>;

/** A terminal in which any Azure SDK program is the app. Starts a forward when none of the app runs. */
export const openTerminalAsApp: Command = async (deps, target) => {
  const ready = await prepare(deps, target, deps.t('Open Terminal as This App'));
  if (ready === undefined) return;
  const { forward, env } = ready;
  forward.own(deps.terminals.open({ name: deps.t('as {0}', forward.app.name), env }));
};

/** Starts a launch configuration of the workspace as the app. */
export const debugAsApp: Command = async (deps, target) => {
  const { debugging, dialogs, t } = deps;
  const title = t('Debug as This App');
  const launches = debugging.configurations();
  if (launches.length === 0)
    throw new Failure({
      code: 'refused',
      what: t('There is nothing to debug.'),
      why: t('The workspace has no launch configuration that starts a program.'),
      remedy: t('Create one in the Run and Debug view, then try again.'),
    });
  const launch = await dialogs.pickOne(
    { title, placeholder: t('Which launch configuration?') },
    launches.map((value) => ({ label: value.name, description: value.place, value })),
  );
  if (launch === undefined) return;
  const ready = await prepare(deps, target, title);
  if (ready === undefined) return;
  const { inherited } = deps.terminals;
  // Debuggers differ in what they make of "no value"; an empty one means unset to every Azure library.
  const env = Object.entries(ready.env).flatMap(([name, value]) =>
    value !== null ? [[name, value]] : inherited.has(name) ? [[name, '']] : [],
  );
  ready.forward.own(await debugging.start(launch, Object.fromEntries(env) as Record<string, string>));
};

/** A forward that runs, and what programs need to use it as the identity the user picks. */
async function prepare(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<{ readonly forward: TokenForward; readonly env: Environment } | undefined> {
  const running = deps.forwards.all.find(
    (one): one is TokenForward => one.kind === 'tokens' && target?.kind === 'forward' && one.id === target.id,
  );
  const forward = running ?? (await startForward(deps, target, title));
  const found = forward && findApp(deps.estate.snapshot, forward.app.key);
  if (forward === undefined || found === undefined) return undefined;
  const asked = await pickIdentity(deps, await judgedApp(deps, found), { target, title });
  if (asked === undefined) return undefined;
  // Libraries know AZURE_CLIENT_ID only: an identity whose client ID Azure does not tell cannot be named that way.
  const clientId = asked.by === 'client-id' ? asked.value : undefined;
  const env = identityEnvironment(forward.endpoint, { clientId, noProxy: deps.terminals.noProxy });
  return { forward, env };
}
