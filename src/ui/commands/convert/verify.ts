import type { Conversion } from '../../../actions/convert/conversion';
import { knownTargets } from '../../../access/target';
import { sameId } from '../../../estate/held-identity';
import type { FoundApp } from '../../../estate/lookup';
import { plainWords } from '../../../report/report';
import { fetchTestToken } from '../../../token/fetch-token';
import type { CommandDependencies } from '../dependencies';
import { openAsking } from '../token/ask/asking';
import { pickWay } from '../token/ask/pick-way';
import { judgedApp } from '../token/ask/question';

/**
 * Asks an instance of the app for a test token as the user-assigned identity: good is one of its principal. The token itself is let go
 * of at once. `undefined` when the user turns away.
 */
export async function verifyAs(
  deps: CommandDependencies,
  found: FoundApp,
  identity: Conversion['identity'],
): Promise<Conversion['verified']> {
  const { dialogs, t } = deps;
  const [target] = knownTargets;
  const way = await pickWay(deps, found, { title: t('Fetch Test Token') });
  if (way === undefined || target === undefined) return undefined;
  const asking = await openAsking(deps, way);
  try {
    const app = await judgedApp(deps, found);
    const title = t("Asking '{0}' for a token for {1}", found.app.name, target.label);
    const now = () => asking.ways.clock.now();
    const asked = { by: 'client-id', value: identity.clientId } as const;
    const { report, token } = await dialogs.progress(title, (signal) =>
      fetchTestToken({ broker: asking.broker, via: asking.route.label, now }, { app, target, asked }, signal),
    );
    token?.dispose();
    const good = sameId(report.principalId, identity.principalId);
    return { at: report.at, good, said: plainWords(report.headline.sentence) };
  } finally {
    asking.dispose();
  }
}
