import { findApp, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import type { DecodedToken } from '../../../token/decode/decode-token';
import { answererOf, type JudgedApp } from '../../../token/judge/answerer';
import type { EndpointForm } from '../../../token/environment';
import { imdsInfoPath } from '../../../token/protocol/imds';
import type { RawRequest, Route } from '../../../tunnel/ports';
import type { Target } from '../../target';
import type { TokenForward, TokenWay } from '../../ways-in';
import { worded, type Translate } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { openAsking } from '../token/ask/asking';
import { pickInstance } from '../token/ask/pick-instance';
import { judgedApp, pickAskedApp } from '../token/ask/question';
import { atSamePort, openLiving } from './forward-life';
import { mayOpen, pickForm } from './endpoint-form';
import { copyAddress, copyWords } from './running';

/** Opens an app's token endpoint at a loopback port and says where. */
export const startPortForward: Command = async (deps, target) => {
  const started = await startForward(deps, target, deps.t('Start Port Forward'), pickForm);
  if (started !== undefined) await tellOpen(deps, started.forward);
};

export async function tellOpen(deps: CommandDependencies, forward: TokenForward): Promise<void> {
  const { dialogs, t } = deps;
  const [address, terminal] = [copyWords(forward, t), t('Open Terminal as This App')];
  const message =
    forward.endpoint.form === 'imds'
      ? t(
          "Every program of yours on this computer can get tokens of '{0}' at {1} until you stop the port forward, sign out or close the window.",
          forward.app.name,
          forward.localAddress,
        )
      : t(
          "Programs that know the secret can get tokens of '{0}' at {1} until you stop the port forward, sign out or close the window.",
          forward.app.name,
          forward.localAddress,
        );
  const pressed = await dialogs.tell('info', message, terminal, address);
  if (pressed === address) await copyAddress(deps, forward);
  if (pressed === terminal) await deps.run('openTerminalAsApp', { kind: 'forward', id: forward.id });
}

/**
 * The forward of an app's tokens that runs, the newest if there are several, or a new one, of which the user is told what it
 * means. What `form` wants to know is asked for a new one only.
 */
export async function startForward(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
  form: (deps: CommandDependencies, title: string) => Promise<EndpointForm | undefined>,
): Promise<{ readonly forward: TokenForward; readonly isNew: boolean } | undefined> {
  const found = await pickAskedApp(deps, target, title);
  if (found === undefined) return undefined;
  const key = resourceKey(found.app);
  const running = deps.forwards.all.filter(
    (forward): forward is TokenForward => forward.kind === 'tokens' && forward.app.key === key,
  );
  const last = running.at(-1);
  if (last !== undefined) return { forward: last, isNew: false };
  const address = await pickInstance(deps, found, { target, title });
  if (address === undefined) return undefined;
  const chosen = await form(deps, title);
  if (chosen === undefined || !(await mayOpen(deps, found, chosen))) return undefined;
  const forward = await openTokens(deps, found, { way: { kind: 'console', address }, form: chosen });
  deps.forwards.add(forward);
  return { forward, isNew: true };
}

interface Wish {
  readonly way: TokenWay;
  readonly form: EndpointForm;
  readonly port?: number;
}

/** Connects and opens a local endpoint. Throws `Failure`. */
export function openTokens(deps: CommandDependencies, found: FoundApp, wish: Wish): Promise<TokenForward> {
  return openLiving(found, deps.t, async (life) => {
    const { way, form, port } = wish;
    const asking = life.owned.add(await openAsking(deps, way));
    const { route } = asking;
    const app = await judgedApp(deps, found);
    await connect(deps, app, { way, route });
    const endpoint = life.owned.add(
      await asking.ways.openEndpoint({
        broker: asking.broker,
        form,
        tenantId: found.subscription.tenantId,
        nameIdentity: (token) => nameOf(token, nowOf(deps, app, found), deps.t),
        ...(port !== undefined && { port }),
      }),
    );
    life.follow(route, () => {
      // Another instance may have tokens of other identities in its cache.
      asking.broker.forget();
    });
    life.follow({ onDidEnd: endpoint.onDidEnd });
    life.follows(endpoint.onDidChange);
    return {
      kind: 'tokens',
      id: endpoint.url,
      app: { key: resourceKey(found.app), name: app.name },
      accountId: found.subscription.accountId,
      localAddress: endpoint.url,
      endpoint,
      get way() {
        return way.kind !== 'forwarded' && 'address' in route ? { ...way, address: route.address } : way;
      },
      get transport() {
        return worded(route.label, deps.t);
      },
      get reconnecting() {
        return 'reconnecting' in route && route.reconnecting;
      },
      life,
      open: () => atSamePort(endpoint.port, (port) => openTokens(deps, found, { ...wish, port })),
    };
  });
}

/** Connects now, so that a missing role or a stopped app is known at once and not to the first program only. */
export async function connect(
  { dialogs, t }: CommandDependencies,
  { name }: JudgedApp,
  { way, route }: { readonly way: TokenWay; readonly route: Route },
): Promise<void> {
  const title = t("Connecting to '{0}'", name);
  const { status } = await dialogs.progress(title, (signal) => route.exchange(greeting(way), signal));
  // Any other answer will do: it comes from where the tokens do.
  if (way.protocol?.kind === 'app-service' && (status === 401 || status === 403))
    throw new Failure({
      code: 'invalid',
      what: t('This endpoint cannot be used.'),
      why: t('It did not accept the value of X-IDENTITY-HEADER (it answered {0}).', status),
      remedy: t('Copy IDENTITY_HEADER of the app anew; it may change whenever the app restarts.'),
    });
}

/** A request that is answered without a token. */
function greeting({ protocol }: TokenWay): RawRequest {
  if (protocol?.kind === 'app-service')
    return {
      method: 'GET',
      target: `${protocol.path}?api-version=2019-08-01`,
      headers: { 'X-IDENTITY-HEADER': protocol.secret },
    };
  const target = `${imdsInfoPath}?api-version=2018-02-01`;
  return { method: 'GET', target, headers: { Metadata: 'true' } };
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

function nameOf(token: DecodedToken, app: JudgedApp, t: Translate): string | undefined {
  const answerer = answererOf(token, app);
  return answerer.kind === 'unknown' ? undefined : worded(answerer.words, t);
}
