import { say, sentences, type Text } from '../../lifecycle/text';
import type { Block, ReportButton, ReportVerdict, Words } from '../../report/report';
import type { Comparison } from '../compare-identities';
import type { TokenReport } from '../fetch-token';
import type { Verdict } from '../judge/verdict';
import { localTime, timeLeft, type TimeStyle } from '../time-words';
import { RemedyButtons } from './remedy-buttons';
import type { RemedyPage } from './token-page';

/** A comparison: what came of each identity asked for first, then all of them in one table. */
export function comparisonPage(
  { app, target, rows, at }: Comparison,
  {
    buttons = [],
    style = {},
  }: { readonly buttons?: readonly ReportButton[]; readonly style?: TimeStyle } = {},
): RemedyPage {
  const offers = new RemedyButtons();
  const blocks: readonly Block[] = [
    { kind: 'verdicts', verdicts: rows.map((row) => outcomeOf(row, offers)) },
    { kind: 'buttons', buttons },
    {
      kind: 'table',
      title: say('Identities'),
      head: [
        say('Asked for'),
        say('Answered by'),
        say('Client ID'),
        say('Principal ID'),
        say('Valid for'),
        say('Access'),
      ],
      rows: rows.map(rowOf),
    },
    {
      kind: 'paragraph',
      text: say('Asked at {0} for {1}.', localTime(at, style), target.resource),
    },
    ...rows.map((row): Block => ({
      kind: 'folded',
      title: say('Everything about: {0}', row.askedWords.words),
      blocks: [
        { kind: 'verdicts', verdicts: row.verdicts.map((verdict) => ({ ...offers.verdict(verdict) })) },
      ],
    })),
  ];
  return {
    report: { title: say('Identities of {0} compared for {1}', app, target.label), blocks },
    remedies: offers.remedies,
  };
}

/** What came of one question. */
function outcomeOf(row: TokenReport, offers: RemedyButtons): ReportVerdict {
  const verdict = offers.verdict(row.headline);
  return { ...verdict, text: say('{0}: {1}', row.askedWords.subject, verdict.text) };
}

function rowOf(row: TokenReport): readonly Words[] {
  const access = row.verdicts.filter(({ topic }) => topic === 'access').slice(0, 3);
  return [
    row.askedWords.words,
    row.answeredBy ?? '',
    row.clientId ?? '',
    row.principalId ?? '',
    row.expiresAt === undefined ? '' : timeLeft(row.expiresAt - row.at),
    access.length === 0 ? '' : sentences(...access.map(textOf)),
  ];
}

function textOf({ sentence }: Verdict): Text {
  return typeof sentence === 'string' ? say('{0}', sentence) : sentence;
}
