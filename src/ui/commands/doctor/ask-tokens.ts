import type { Answer, Case } from '../../../actions/diagnose/case';
import { askedPlaces } from '../../../actions/diagnose/asked-places';
import { wishOf } from '../../../actions/diagnose/find-identity';
import { knownTargets, type Target } from '../../../access/target';
import type { FoundApp } from '../../../estate/lookup';
import { plainWords } from '../../../report/report';
import { compareIdentities } from '../../../token/compare-identities';
import { fetchTestToken, type TokenReport } from '../../../token/fetch-token';
import { choicesOf, wishKey, type WhichIdentity } from '../../../token/token-wish';
import type { CommandDependencies } from '../dependencies';
import { openAsking } from '../token/ask/asking';
import { pickWay } from '../token/ask/pick-way';
import { judgedApp } from '../token/ask/question';

/**
 * Asks for a test token as every identity of an app, as nobody in particular, and in every way its files ask. Who answers does not depend
 * on what the token is for, so one target is enough. `undefined` when the user turns away.
 */
export async function askTokens(
  deps: CommandDependencies,
  found: FoundApp,
  { files = [] }: Pick<Case, 'files'>,
): Promise<readonly Answer[] | undefined> {
  const { dialogs, t } = deps;
  const way = await pickWay(deps, found, { title: t('Diagnose App') });
  if (way === undefined) return undefined;
  const places = askedPlaces(files);
  const target = targetFor(places.map(({ service }) => service));
  const asking = await openAsking(deps, way);
  try {
    const app = await judgedApp(deps, found);
    const fetch = { broker: asking.broker, via: asking.route.label, now: () => asking.ways.clock.now() };
    const own = choicesOf(app);
    const others = strangers(
      places.flatMap(({ asks }) => wishOf(asks) ?? []),
      own,
    );
    const title = t("Asking '{0}' for tokens for {1}", found.app.name, target.label);
    return await dialogs.progress(title, async (signal) => {
      const [{ rows }, more] = await Promise.all([
        compareIdentities(fetch, { app, target }, { signal }),
        Promise.all(
          others.map(async (asked) => {
            const { report, token } = await fetchTestToken(fetch, { app, target, asked }, signal);
            token?.dispose();
            return report;
          }),
        ),
      ]);
      return [...rows, ...more].map(answerOf);
    });
  } finally {
    asking.dispose();
  }
}

function targetFor(services: readonly string[]): Target {
  const found = knownTargets.find(({ id }) => services.includes(id)) ?? knownTargets[0];
  if (found === undefined) throw new TypeError('No target is known.');
  return found;
}

/** Ways to ask that files have and the app's own identities do not. */
function strangers(asked: readonly WhichIdentity[], own: readonly WhichIdentity[]): readonly WhichIdentity[] {
  const key = (identity: WhichIdentity) => wishKey({ resource: '', identity });
  const known = new Set(own.map(key));
  return [...new Map(asked.map((one) => [key(one), one])).values()].filter((one) => !known.has(key(one)));
}

function answerOf({ asked, principalId, headline, at }: TokenReport): Answer {
  return {
    asked,
    at,
    answered: principalId === undefined ? { why: plainWords(headline.sentence) } : { principalId },
  };
}
