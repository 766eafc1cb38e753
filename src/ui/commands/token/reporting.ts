import { resourceKey } from '../../../estate/resources';
import { findApp, type FoundApp } from '../../../estate/lookup';
import { compareIdentities } from '../../../token/compare-identities';
import { fetchTestToken, type FetchedToken, type TestQuestion } from '../../../token/fetch-token';
import type { ReportButton } from '../../../report/report';
import { comparisonPage } from '../../../token/report/comparison-page';
import { tokenPage } from '../../../token/report/token-page';
import { isTrouble } from '../../../token/judge/verdict';
import { PageButtons } from '../../window/page-buttons';
import type { CommandDependencies } from '../dependencies';
import { openAsking, type Asking } from './ask/asking';
import { copyToken } from './copy-token';
import { accessThroughEstate } from './estate-access';
import { pickInstance } from './ask/pick-instance';
import { judgedApp, pickIdentity, pickTokenTarget, type TokenQuestion } from './ask/question';
import { answerRemedies, type GoOn } from './remedies';

/** Fetches, judges and reports. The token lives as long as its report is open. */
export async function fetchFor(deps: CommandDependencies, question: TokenQuestion): Promise<void> {
  const { dialogs, t } = deps;
  const asking = await openAsking(deps, question.way);
  try {
    const title = t("Asking '{0}' for a token for {1}", question.found.app.name, question.target.label);
    const fetched = await dialogs.progress(title, async (signal) =>
      fetchTestToken(
        { broker: asking.broker, via: asking.route.label, now: () => asking.ways.clock.now() },
        { ...(await testQuestion(deps, question)), asked: question.asked },
        signal,
      ),
    );
    // What the route found out about the image shows in its label only afterwards.
    const report = { ...fetched.report, via: asking.route.label };
    asking.route.dispose();
    showReport(deps, question, { asking, fetched: { ...fetched, report } });
  } catch (error) {
    asking.dispose();
    throw error;
  }
}

/** Asks as every identity and as none, and reports the answers side by side. No raw token is kept. */
export async function compareFor(deps: CommandDependencies, question: TokenQuestion): Promise<void> {
  const { dialogs, t } = deps;
  const asking = await openAsking(deps, question.way);
  try {
    const title = t("Asking '{0}' for tokens for {1}", question.found.app.name, question.target.label);
    const fetch = { broker: asking.broker, via: asking.route.label, now: () => asking.ways.clock.now() };
    const comparison = await dialogs.progress(title, async (signal, say) =>
      compareIdentities(fetch, await testQuestion(deps, question), {
        signal,
        report: (done, total) => {
          say(t('{0} of {1} identities', done, total));
        },
      }),
    );
    const goOn = goOnWith(deps, question);
    const again = (change: Partial<TokenQuestion>) =>
      compareFor(deps, { ...question, found: goOn.now(), ...change });
    const buttons = new PageButtons(deps);
    const page = comparisonPage(comparison, {
      buttons: [buttons.add(t('Ask Again'), () => again({}))],
      style: { locale: deps.language },
    });
    answerRemedies(deps, question, { page, buttons, goOn: { ...goOn, again, compare: () => again({}) } });
    deps.reports.show({ report: page.report, press: buttons.press });
  } finally {
    asking.dispose();
  }
}

/** What of a question the token folder judges by. */
async function testQuestion(
  deps: CommandDependencies,
  { found, target }: Pick<TokenQuestion, 'found' | 'target'>,
): Promise<Omit<TestQuestion, 'asked'>> {
  return {
    app: await judgedApp(deps, found),
    target,
    look: accessThroughEstate(deps, found),
  };
}

function showReport(
  deps: CommandDependencies,
  question: TokenQuestion,
  { asking, fetched }: { readonly asking: Asking; readonly fetched: FetchedToken },
): void {
  deps.learned('sawVerdict');
  const buttons = new PageButtons(deps);
  const page = tokenPage(fetched.report, {
    buttons: topButtons(deps, question, { asking, fetched, buttons }),
    style: { locale: deps.language },
  });
  answerRemedies(deps, question, { page, buttons, goOn: goOnWith(deps, question) });
  deps.reports.show({
    report: page.report,
    press: buttons.press,
    end: () => {
      asking.dispose();
    },
  });
}

function topButtons(
  deps: CommandDependencies,
  question: TokenQuestion,
  {
    asking,
    fetched: { token, report },
    buttons,
  }: { readonly asking: Asking; readonly fetched: FetchedToken; readonly buttons: PageButtons },
): readonly ReportButton[] {
  const { t, run } = deps;
  const goOn = goOnWith(deps, question);
  return [
    buttons.add(t('Ask Again'), () => goOn.again({})),
    buttons.add(t('As Another Identity...'), async () => {
      const title = t('Fetch Test Token');
      const asked = await pickIdentity(deps, await judgedApp(deps, question.found), { title });
      if (asked !== undefined) await goOn.again({ asked });
    }),
    buttons.add(t('Compare Identities'), goOn.compare),
    // Nothing to look for where all is well.
    ...(isTrouble(report.headline)
      ? [
          buttons.add(t('Diagnose App...'), () =>
            run('diagnoseApp', { kind: 'app', key: resourceKey(question.found.app) }),
          ),
        ]
      : []),
    ...(token === undefined
      ? []
      : [buttons.add(t('Copy Token...'), () => copyToken(deps, token, asking.ways.clock))]),
  ];
}

/** What a report of this question can go on with. The app is looked up again: it may have changed since. */
function goOnWith(deps: CommandDependencies, question: TokenQuestion): GoOn & { now(): FoundApp } {
  const title = deps.t('Fetch Test Token');
  const now = () => findApp(deps.estate.snapshot, resourceKey(question.found.app)) ?? question.found;
  const again = (change: Partial<TokenQuestion>) => fetchFor(deps, { ...question, found: now(), ...change });
  return {
    now,
    again,
    otherTarget: async () => {
      const target = await pickTokenTarget(deps, title);
      if (target !== undefined) await again({ target });
    },
    otherInstance: async () => {
      const address = await pickInstance(deps, now(), { title });
      if (address !== undefined) await again({ way: { kind: 'console', address } });
    },
    compare: () => compareFor(deps, { ...question, found: now() }),
  };
}
