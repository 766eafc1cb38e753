import type { Comparison } from '../compare-identities';
import type { TokenReport } from '../fetch-token';
import { plainWords } from '../../report/report';
import { timeLeft, localTime, type TimeStyle } from '../time-words';
import { plain, sections, table } from './markdown';

/** A comparison as Markdown: one row per identity asked for. */
export function renderComparison(comparison: Comparison, style: TimeStyle = {}): string {
  const { app, target, rows, at } = comparison;
  return sections([
    `# Identities of ${plain(app)} compared for ${plain(target.label)}`,
    `Asked at ${plain(localTime(at, style))} for ${plain(target.resource)}.`,
    table(
      ['Asked for', 'Answered by', 'Client ID', 'Principal ID', 'Valid for', 'Access', 'Verdict'],
      rows.map((row) => rowOf(row)),
    ),
  ]);
}

function rowOf(report: TokenReport): readonly string[] {
  const access = report.verdicts.filter(({ topic }) => topic === 'access').slice(0, 3);
  const main = report.verdicts.find(({ topic }) => topic === 'identity') ?? report.headline;
  return [
    report.askedWords,
    report.answeredBy ?? '',
    report.clientId ?? '',
    report.principalId ?? '',
    report.expiresAt === undefined ? '' : timeLeft(report.expiresAt - report.at),
    access.map(({ sentence }) => plainWords(sentence)).join(' '),
    plainWords(main.sentence),
  ].map((cell) => (cell === '' ? ' ' : plain(cell)));
}
