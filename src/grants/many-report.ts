import { counted, say, type Text } from '../lifecycle/text';
import type { Report, ReportVerdict, Words } from '../report/report';
import { isThere, type GrantEnd } from './make-grants';
import type { GrantAsk } from './ports';
import { resultOf } from './reports';
import { grantWords } from './words';

/** A selected identity that gets nothing, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** How many of several grants ended how; a sentence each. */
export function grantCounts(ends: readonly GrantEnd[], leftOut: readonly LeftOut[]): readonly Text[] {
  const count = (outcome: GrantEnd['outcome']): number =>
    ends.filter((end) => end.outcome === outcome).length;
  const [made, before, failed, left] = [count('made'), count('was-there'), count('failed'), count('left')];
  const out = leftOut.length;
  return [
    ...(made > 0 ? [counted(made, '{0} grant was made.', '{0} grants were made.')] : []),
    ...(before > 0 ? [counted(before, '{0} was there already.', '{0} were there already.')] : []),
    ...(failed > 0 ? [say('{0} failed.', failed)] : []),
    ...(left > 0 ? [counted(left, '{0} was not begun.', '{0} were not begun.')] : []),
    ...(out > 0 ? [counted(out, '{0} identity was left out.', '{0} identities were left out.')] : []),
  ];
}

/** One grant for many identities, after it was made: who got it, how that ended, who was left out and why. */
export function manyGrantsReport(
  title: Words,
  asks: readonly GrantAsk[],
  { leftOut, ends }: { readonly leftOut: readonly LeftOut[]; readonly ends: readonly GrantEnd[] },
): Report {
  const [first] = asks;
  const verdicts: readonly ReportVerdict[] = [
    ...grantCounts(ends, []).map((text) => ({
      mark: ends.every(isThere) ? ('good' as const) : ('warning' as const),
      text,
    })),
    ...leftOut.map(({ name, why }) => ({
      mark: 'warning' as const,
      text: say("'{0}' is left out: {1}", name, why),
    })),
  ];
  const results = new Map(ends.map((end) => [end.ask, resultOf(end)]));
  return {
    title,
    blocks: [
      ...(verdicts.length === 0 ? [] : [{ kind: 'verdicts' as const, verdicts }]),
      ...(first === undefined
        ? []
        : [
            {
              kind: 'facts' as const,
              facts: [
                { name: say('What'), value: grantWords(first.grant) },
                { name: say('Where'), value: first.grant.scope },
              ],
            },
          ]),
      {
        kind: 'table',
        title: say('Identities'),
        head: [say('To'), say('Principal ID (object ID)'), say('Result')],
        rows: asks.map((ask) => [ask.grantee.name, ask.grantee.principalId, results.get(ask) ?? '']),
      },
    ],
  };
}
