import { grantWords } from '../../grants/words';
import type { GrantAsk } from '../../grants/ports';
import { say, type Text } from '../../lifecycle/text';
import type { Report, ReportVerdict } from '../../report/report';
import type { Followed } from './follow-grant';

/** Whether a grant is live, and what that rests on; what was not asked is said. */
export function followedReport(ask: GrantAsk, followed: Followed, noTest: string | undefined): Report {
  const { grant, grantee } = ask;
  return {
    title: say("Live yet? {0} for '{1}'", grantWords(grant), grantee.name),
    blocks: [
      { kind: 'verdicts', verdicts: [headline(followed, noTest), ...evidence(followed, noTest)] },
      {
        kind: 'facts',
        facts: [
          { name: say('Principal ID (object ID)'), value: grantee.principalId },
          { name: say('Where'), value: grant.scope },
          {
            name: say('Looked'),
            value: say('{0} times within {1} s', followed.looks, Math.round(followed.took / 1000)),
          },
        ],
      },
    ],
  };
}

const again = { id: 'again', title: say('Look Again') } as const;

function headline({ outcome, tested }: Followed, noTest: string | undefined): ReportVerdict {
  switch (outcome) {
    case 'live':
      return noTest === undefined && tested?.level === 'good'
        ? { mark: 'good', text: say('It is live, as far as Azure and a token of the identity tell.') }
        : {
            mark: 'info',
            text: shownOnly(noTest),
            buttons: [again],
          };
    case 'not-yet':
      return { mark: 'warning', text: say('It is not live yet, after ten minutes.'), buttons: [again] };
    case 'cancelled':
      return { mark: 'unknown', text: say('Nobody waited for the answer.'), buttons: [again] };
  }
}

function shownOnly(noTest: string | undefined): Text {
  return noTest === undefined
    ? say(
        'Azure shows the grant, and the identity gets a token for the target; it is so new that it may not have effect everywhere.',
      )
    : say('Azure shows the grant; that it has effect was not proven.');
}

function evidence(
  { isThere, tested, trouble }: Followed,
  noTest: string | undefined,
): readonly ReportVerdict[] {
  const shows: ReportVerdict = isThere
    ? { mark: 'good', text: say('Azure Resource Manager shows the grant.') }
    : { mark: 'warning', text: notThere(trouble) };
  return [shows, ...tokenEvidence(tested, noTest), untold];
}

function notThere(trouble: string | undefined): Text {
  return trouble === undefined
    ? say('Azure Resource Manager does not show the grant.')
    : say('Azure Resource Manager could not be asked: {0}', trouble);
}

function tokenEvidence(tested: Followed['tested'], noTest: string | undefined): readonly ReportVerdict[] {
  if (noTest !== undefined)
    return [{ mark: 'unknown', text: say('No test token was asked for: {0}', noTest) }];
  if (tested === undefined) return [];
  const { level, sentence, at } = tested;
  const evidenceOf = [say('By a test token of the identity, asked for at {0}', new Date(at).toISOString())];
  return [{ mark: level, text: sentence, evidence: evidenceOf }];
}

/** Tokens of an app go nowhere else than into its own report. */
const untold: ReportVerdict = {
  mark: 'info',
  text: say(
    'The target itself was not asked. Azure may need up to ten minutes until a grant has effect everywhere; a program that keeps its token need not ask for a new one.',
  ),
};
