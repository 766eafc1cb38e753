import { accessAt } from '../../../access/access-at';
import { serviceOf } from '../../../access/azure-services';
import type { Target as TokenTarget } from '../../../access/target';
import { followGrant as followUntilLive, type Tested } from '../../../actions/grants/follow-grant';
import { followedReport } from '../../../actions/grants/followed-report';
import { sameId } from '../../../estate/held-identity';
import { shown } from '../../../estate/loadable';
import { rolesOf, type FoundApp } from '../../../estate/lookup';
import type { GrantAsk, TargetResource } from '../../../grants/ports';
import { serviceOfType } from '../../../grants/plan/proposals';
import { grantWords } from '../../../grants/words';
import { Failure } from '../../../lifecycle/failure';
import { fetchTestToken } from '../../../token/fetch-token';
import { choiceOf } from '../../../token/token-wish';
import { worded } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { openAsking, type Asking } from '../token/ask/asking';
import { accessThroughEstate } from '../token/estate-access';
import { pickInstance } from '../token/ask/pick-instance';
import { judgedApp } from '../token/ask/question';
import type { PickedGrantee } from './pick/pick-grantee';
import { pickGrantee } from './pick/pick-grantee';
import { pickHeldGrant } from './pick/pick-held-grant';

/** Follows a grant that an identity holds, whoever made it. */
export const followGrant: Command = async (deps, target) => {
  const title = deps.t('Live Yet?');
  const picked = await pickGrantee(deps, target, title);
  if (picked === undefined) return;
  const wanted = await pickHeldGrant(deps, picked, { target, title });
  if (wanted !== undefined) await follow(deps, { ...picked, ...wanted });
};

export interface Following extends PickedGrantee {
  readonly ask: GrantAsk;
  readonly target: TargetResource;
}

/** Looks until the grant is live, ten minutes have passed or the user has enough, then says what that rests on. */
export async function follow(deps: CommandDependencies, following: Following): Promise<void> {
  const { dialogs, grants, reports, attempt, t } = deps;
  const { ask } = following;
  const title = t('Is it live? {0}', worded(grantWords(ask.grant), t));
  const tester = await openTester(deps, following);
  const { test, noTest } = tester;
  try {
    const ways = await deps.waysIn();
    const followed = await dialogs.progress(title, (signal, report) =>
      followUntilLive(
        {
          isThere: (inner) => grants.isThere(ask, inner),
          test,
          now: () => ways.clock.now(),
          wait: (ms, inner) => ways.clock.wait(ms, inner),
        },
        {
          signal,
          report: (looks) => {
            report(t('look {0}', looks));
          },
        },
      ),
    );
    reports.show({
      report: followedReport(ask, followed, noTest),
      press: (id) =>
        attempt(title, async () => {
          if (id === 'again') await follow(deps, following);
        }),
    });
  } finally {
    tester.dispose();
  }
}

interface Tester {
  readonly test?: (signal: AbortSignal) => Promise<Tested>;
  /** Why no test token can be asked for. */
  readonly noTest?: string;
  dispose(): void;
}

/** A way to test tokens of the identity through an instance of its app; without one the grant is followed all the same. */
async function openTester(deps: CommandDependencies, following: Following): Promise<Tester> {
  const { t } = deps;
  const { found, identity, target } = following;
  const none = (noTest: string): Tester => ({ noTest, dispose: () => undefined });
  const asked = choiceOf(identity);
  const tokenTarget = tokenTargetOf(target);
  if (found === undefined) return none(t('no app that was read uses the identity'));
  if (asked === undefined || tokenTarget === undefined) return none(t('it is not known what to ask for'));
  try {
    const address = await pickInstance(deps, found, { title: t('Live Yet?') });
    if (address === undefined) return none(t('no instance was chosen'));
    const asking = await openAsking(deps, { kind: 'console', address });
    return {
      test: (signal) =>
        testOnce(
          deps,
          { found, asking, target: tokenTarget, asked, principalId: following.grantee.principalId },
          signal,
        ),
      dispose: () => {
        asking.dispose();
      },
    };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return none(worded(error.words.why, deps.t));
  }
}

async function testOnce(
  deps: CommandDependencies,
  {
    found,
    asking,
    target,
    asked,
    principalId,
  }: {
    readonly principalId: string;
    readonly found: FoundApp;
    readonly asking: Asking;
    readonly target: TokenTarget;
    readonly asked: NonNullable<ReturnType<typeof choiceOf>>;
  },
  signal: AbortSignal,
): Promise<Tested> {
  const { report, token } = await fetchTestToken(
    { broker: asking.broker, via: asking.route.label, now: () => asking.ways.clock.now() },
    { app: await judgedApp(deps, found), target, look: accessThroughEstate(deps, found), asked },
    signal,
  );
  token?.dispose();
  const verdict = report.verdicts.find(({ topic }) => topic === 'access') ?? report.headline;
  const isOwn =
    sameId(report.principalId, principalId) && report.verdicts.every(({ level }) => level !== 'error');
  const { level, sentence } = isOwn ? verdict : report.headline;
  return { letsIn: isOwn && isLetIn(deps, found, { principalId, target }), level, sentence, at: report.at };
}

/** By what was read with the test just now; what roles do not show is decided by the grant itself, which is there. */
function isLetIn(
  { estate: { snapshot } }: CommandDependencies,
  { subscription: { key } }: FoundApp,
  { principalId, target: { place } }: { readonly principalId: string; readonly target: TokenTarget },
): boolean {
  if (place === undefined) return false;
  const vaults = snapshot.vaults.get(key);
  const grants = {
    principalId,
    roles: shown(rolesOf(snapshot, key, principalId)),
    vaults: vaults && shown(vaults),
  };
  const { answer, why } = accessAt(grants, place);
  return answer === 'data' || why === 'decided-elsewhere';
}

/** What a token is asked for, so that its verdict is about this very resource. */
function tokenTargetOf({ type, name }: TargetResource): TokenTarget | undefined {
  const id = serviceOfType(type);
  if (id === undefined) return undefined;
  const { label, access, audiences } = serviceOf(id);
  const resource = audiences.public?.[0];
  return resource === undefined
    ? undefined
    : { id, label, resource, access, place: { services: [id], name } };
}
