import type { FoundApp } from '../../../estate/lookup';
import {
  answererOf,
  identitiesOf,
  nameable,
  type Answerer,
  type JudgedApp,
} from '../../../token/judge/answerer';
import { anyIdentity, type WhichIdentity } from '../../../token/token-wish';
import type { TokenBroker } from '../../../token/broker/broker';
import type { TokenWay } from '../../ways-in';
import { worded } from '../../words';
import type { CommandDependencies } from '../dependencies';
import { openAsking } from '../token/ask/asking';
import { judgedApp } from '../token/ask/question';
import { connect } from './tokens';

/**
 * Whether an address that was forwarded by other means gives tokens of this app: it is asked for one, which is read and dropped.
 * Where it does not, or where that cannot be told, the user decides. Throws `Failure` when nobody answers there.
 */
export async function isTheirs(deps: CommandDependencies, found: FoundApp, way: TokenWay): Promise<boolean> {
  const { dialogs, t } = deps;
  const app = await judgedApp(deps, found);
  const asking = await openAsking(deps, way);
  let whose: Answerer;
  try {
    await connect(deps, app, { way, route: asking.route });
    const title = t("Asking whose tokens the endpoint forwarded for '{0}' gives", app.name);
    whose = await dialogs.progress(title, (signal) => answererAt(asking.broker, app, deps, signal));
  } finally {
    asking.dispose();
  }
  if (whose.kind === 'system' || whose.kind === 'user-assigned') return true;
  // An app without identities is given no token, and neither is who asks for one.
  if (whose.kind === 'unknown' && identitiesOf(app).length === 0) return true;
  return dialogs.confirm({
    title: t("Use this endpoint as that of '{0}'?", app.name),
    detail:
      whose.kind === 'stranger'
        ? t(
            "Its tokens are of {0}, which is none of the identities of '{1}' as far as Azure tells.",
            worded(whose.words, t),
            app.name,
          )
        : t(
            "It could not be found out whose tokens it gives: it gave none for any identity of '{0}'.",
            app.name,
          ),
    action: t('Use'),
    warning: true,
  });
}

/** Nobody in particular is asked for first: this is refused only where an app has several identities, or none. */
async function answererAt(
  broker: TokenBroker,
  app: JudgedApp,
  { signIn }: CommandDependencies,
  signal: AbortSignal,
): Promise<Answerer> {
  const named = nameable(identitiesOf(app)).map(({ clientId }): WhichIdentity => ({
    by: 'client-id',
    value: clientId,
  }));
  for (const identity of [anyIdentity, ...named]) {
    const outcome = await broker.ask(
      { wish: { resource: signIn.cloud.armUrl, identity }, fresh: false },
      signal,
    );
    if (outcome.kind === 'refused') continue;
    outcome.token.dispose();
    if (outcome.decoded !== undefined) return answererOf(outcome.decoded, app);
  }
  return { kind: 'unknown' };
}
