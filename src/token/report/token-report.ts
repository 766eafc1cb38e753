import type { DecodedToken } from '../decode/decode-token';
import { explainClaims, explainHeader, type ExplainedClaim } from '../decode/explain-claims';
import type { TokenReport } from '../fetch-token';
import { plainWords } from '../../report/report';
import { judgeTime } from '../judge/judge-claims';
import type { Verdict } from '../judge/verdict';
import { localTime, type TimeStyle } from '../time-words';
import { plain, sections, table } from './markdown';
import { marks } from './marks';
import { claimValue } from './report-text';

/** A test token's report as Markdown. It never holds the raw token, because the report does not. */
export function renderTokenReport(report: TokenReport, style: TimeStyle = {}): string {
  const { headline, target, at } = report;
  return sections([
    `# Test token of ${plain(report.app)} for ${plain(target.label)}`,
    `**${marks[headline.level]}:** ${plain(plainWords(headline.sentence))}`,
    table(
      ['', ''],
      [
        ['Asked for', plain(report.askedWords)],
        ...(report.answeredBy === undefined ? [] : [['Answered by', plain(report.answeredBy)]]),
        ['Resource', plain(target.resource)],
        ...(report.clientId === undefined ? [] : [['Client ID (application ID)', plain(report.clientId)]]),
        ...(report.principalId === undefined
          ? []
          : [['Principal ID (object ID)', plain(report.principalId)]]),
        ['Reached through', plain(report.via)],
        ['Asked at', plain(localTime(at, style))],
      ],
    ),
    '## Verdict',
    report.verdicts.map(verdictLine).join('\n'),
    ...claimSections(report, at, style),
  ]);
}

/** A pasted token's report: what it says, and nothing about whether it is genuine. */
export function renderDecodedToken(
  token: DecodedToken,
  owner: readonly Verdict[],
  now: number,
  style: TimeStyle = {},
): string {
  return sections([
    '# Decoded token',
    'Decoded on this computer; nothing was sent anywhere. The signature was not checked.',
    [...owner, ...judgeTime(token, { now })].map(verdictLine).join('\n'),
    ...claimSections({ claims: explainClaims(token), header: explainHeader(token) }, now, style),
  ]);
}

function verdictLine({ level, sentence }: Verdict): string {
  return `- ${marks[level]}: ${plain(plainWords(sentence))}`;
}

function claimSections(
  { claims, header }: Pick<TokenReport, 'claims' | 'header'>,
  now: number,
  style: TimeStyle,
): readonly string[] {
  if (claims.length === 0 && header.length === 0) return [];
  const rows = (of: readonly ExplainedClaim[]) =>
    table(
      ['Name', 'Value', 'Meaning'],
      of.map((claim) => [
        plain(claim.name),
        plain(claimValue(claim, now, style)),
        plain(claim.meaning ?? ''),
      ]),
    );
  return ['## Claims', rows(claims), '## Header', rows(header)];
}
