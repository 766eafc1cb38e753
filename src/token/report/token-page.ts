import { say, type Text, type Words } from '../../lifecycle/text';
import type { Report, ReportButton, ReportFact } from '../../report/report';
import type { DecodedToken } from '../decode/decode-token';
import { explainClaims, explainHeader } from '../decode/explain-claims';
import type { TokenReport } from '../fetch-token';
import { judgeTime } from '../judge/judge-claims';
import type { Remedy, Verdict } from '../judge/verdict';
import { localTime, type TimeStyle } from '../time-words';
import { claimBlocks } from './claims';
import { RemedyButtons } from './remedy-buttons';

/** A report, and what those of its buttons stand for that mend something. */
export interface RemedyPage {
  readonly report: Report;
  /** By the id of the button. */
  readonly remedies: ReadonlyMap<string, Remedy>;
}

/** A test token's report: the verdict first, what it rests on below it. It never holds the raw token. */
export function tokenPage(
  token: TokenReport,
  {
    buttons = [],
    style = {},
  }: { readonly buttons?: readonly ReportButton[]; readonly style?: TimeStyle } = {},
): RemedyPage {
  const offers = new RemedyButtons();
  const { headline, verdicts, target, at } = token;
  const others = verdicts.filter((verdict) => verdict !== headline);
  const report: Report = {
    title: say('Test token of {0} for {1}', token.app, target.label),
    blocks: [
      { kind: 'verdicts', verdicts: [headline, ...others].map((verdict) => offers.verdict(verdict)) },
      { kind: 'buttons', buttons },
      { kind: 'facts', title: say('What was asked, and who answered'), facts: factsOf(token, style) },
      ...claimBlocks(token, at, style),
    ],
  };
  return { report, remedies: offers.remedies };
}

function factsOf(token: TokenReport, style: TimeStyle): readonly ReportFact[] {
  const rows: readonly (readonly [Text, Words | undefined])[] = [
    [say('Asked for'), token.askedWords.words],
    [say('Answered by'), token.answeredBy],
    [say('Resource'), token.target.resource],
    [say('Client ID (application ID)'), token.clientId],
    [say('Principal ID (object ID)'), token.principalId],
    [say('Reached through'), token.via],
    [say('Asked at'), localTime(token.at, style)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** A pasted token's report: what it says and whose it is by that, and nothing about whether it is genuine. */
export function decodedTokenPage(
  token: DecodedToken,
  owner: readonly Verdict[],
  now: number,
  style: TimeStyle = {},
): Report {
  const offers = new RemedyButtons();
  const verdicts = [...owner, ...judgeTime(token, { now })].map((verdict) => ({
    ...offers.verdict(verdict),
    buttons: [],
  }));
  return {
    title: say('Decoded token'),
    blocks: [
      { kind: 'verdicts', verdicts },
      {
        kind: 'paragraph',
        text: say('Decoded on this computer; nothing was sent anywhere. The signature was not checked.'),
      },
      ...claimBlocks({ claims: explainClaims(token), header: explainHeader(token) }, now, style),
    ],
  };
}
