import type { Comparison } from '../compare-identities';
import type { DecodedToken } from '../decode/decode-token';
import { explainClaims, explainHeader, type ExplainedClaim } from '../decode/explain-claims';
import type { TokenReport } from '../fetch-token';
import { plainWords } from '../../report/report';
import { judgeTime } from '../judge/judge-claims';
import type { Remedy, Verdict } from '../judge/verdict';
import { localTime, timeAgo, timeLeft, type TimeStyle } from '../time-words';
import { marks } from './marks';

/** A report as plain text, for an editor. Claims are one line each by `explainClaims`, so none can forge a line. */
export interface ReportText {
  readonly text: string;
  /** Remedies by the line they belong to, counted from 0. */
  readonly remedies: readonly { readonly line: number; readonly remedies: readonly Remedy[] }[];
}

/** A test token's report. It never holds the raw token, because the report does not. */
export function tokenReportText(report: TokenReport, style: TimeStyle = {}): ReportText {
  const lines = new Lines();
  const { headline, target, at } = report;
  lines.add(`Test token of ${report.app} for ${target.label}`, '', sentence(headline), '');
  lines.rows([
    ['Asked for', report.askedWords],
    ['Answered by', report.answeredBy],
    ['Resource', target.resource],
    ['Client ID', report.clientId],
    ['Principal ID', report.principalId],
    ['Reached through', report.via],
    ['Asked at', localTime(at, style)],
  ]);
  lines.add('', 'VERDICT', '');
  for (const verdict of report.verdicts) lines.verdict(verdict);
  lines.claims(report, at, style);
  return lines.done();
}

/** A pasted token's report: what it says and whose it is by that, and nothing about whether it is genuine. */
export function decodedTokenText(
  token: DecodedToken,
  owner: readonly Verdict[],
  now: number,
  style: TimeStyle = {},
): ReportText {
  const lines = new Lines();
  lines.add('Decoded token', '');
  lines.add('Decoded on this computer; nothing was sent anywhere. The signature was not checked.', '');
  for (const verdict of [...owner, ...judgeTime(token, { now })]) lines.verdict(verdict);
  lines.claims({ claims: explainClaims(token), header: explainHeader(token) }, now, style);
  return lines.done();
}

/** A comparison: one paragraph per identity asked for. */
export function comparisonText({ app, target, at, rows }: Comparison, style: TimeStyle = {}): ReportText {
  const lines = new Lines();
  lines.add(`Identities of ${app} compared for ${target.label}`, '');
  lines.add(`Asked at ${localTime(at, style)} for ${target.resource}.`);
  for (const row of rows) {
    lines.add('', row.askedWords.toUpperCase().startsWith('NO ') ? 'NO CLIENT ID' : row.askedWords, '');
    lines.rows([
      ['Answered by', row.answeredBy],
      ['Client ID', row.clientId],
      ['Principal ID', row.principalId],
      ['Valid for', row.expiresAt === undefined ? undefined : timeLeft(row.expiresAt - row.at)],
    ]);
    for (const verdict of row.verdicts.filter(({ topic }) => telling.has(topic))) lines.verdict(verdict);
  }
  return lines.done();
}

/** What differs from row to row; the rest is in the report of one. */
const telling: ReadonlySet<Verdict['topic']> = new Set(['identity', 'access', 'failure']);

class Lines {
  readonly #lines: string[] = [];
  readonly #remedies: { line: number; remedies: readonly Remedy[] }[] = [];

  add(...lines: readonly string[]): void {
    this.#lines.push(...lines.map(onOneLine));
  }

  rows(rows: readonly (readonly [string, string | undefined])[]): void {
    for (const [name, value] of rows) if (value !== undefined) this.add(`${name.padEnd(16)} ${value}`);
  }

  verdict(verdict: Verdict): void {
    if (verdict.remedies.length > 0)
      this.#remedies.push({ line: this.#lines.length, remedies: verdict.remedies });
    this.add(sentence(verdict));
  }

  claims(of: Pick<TokenReport, 'claims' | 'header'>, now: number, style: TimeStyle): void {
    if (of.claims.length + of.header.length === 0) return;
    for (const [title, claims] of [
      ['CLAIMS', of.claims],
      ['HEADER', of.header],
    ] as const) {
      this.add('', title, '');
      for (const claim of claims) {
        this.add(`${claim.name.padEnd(16)} ${claimValue(claim, now, style)}`);
        if (claim.meaning !== undefined) this.add(`${' '.repeat(16)}   ${claim.meaning}`);
      }
    }
  }

  done(): ReportText {
    return { text: `${this.#lines.join('\n')}\n`, remedies: this.#remedies };
  }
}

/** Line ends and the blanks around them as one blank. */
function onOneLine(text: string): string {
  if (!/[\r\n]/.test(text)) return text;
  return text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

function sentence({ level, sentence: words }: Verdict): string {
  return `${marks[level]}: ${plainWords(words)}`;
}

/** A claim's value in words: a moment in local time and how far it is away. */
export function claimValue({ value, moment }: ExplainedClaim, now: number, style: TimeStyle): string {
  if (moment === undefined) return value;
  const distance = moment > now ? `in ${timeLeft(moment - now)}` : timeAgo(now - moment);
  return `${localTime(moment, style)} (${distance})`;
}
