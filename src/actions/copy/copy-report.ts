import { copiedLine, type CopyPlan } from '../../grants/plan/copy-plan';
import type { Grant, Grantee } from '../../grants/grant';
import type { GrantEnd } from '../../grants/make-grants';
import { grantLine, grantWords } from '../../grants/words';
import { say, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportVerdict } from '../../report/report';

export interface CopyPage {
  readonly title: Text;
  readonly plan: CopyPlan;
  /** Where the signed-in person may not grant. */
  readonly refusals: readonly Text[];
  readonly to: Grantee;
}

/** What a copy would grant, to the letter, and the lines of the Azure CLI for somebody else who may. */
export async function copyPlanReport({ title, plan, refusals, to }: CopyPage): Promise<Report> {
  const { missing, there, differing, unread } = plan;
  const lines = await Promise.all(missing.map((grant) => grantLine(grant, to)));
  return {
    title,
    blocks: [
      ...notes(refusals, 'error'),
      ...notes(unread, 'unknown'),
      ...table(say('To be granted'), missing),
      ...table(say('Left as it is: the other one holds it with another condition'), differing),
      ...table(say('There already'), there),
      ...(lines.length === 0
        ? []
        : [
            {
              kind: 'code' as const,
              title: say('The same by the Azure CLI, for somebody who may grant it'),
              language: 'shell',
              code: lines.join('\n'),
            },
          ]),
    ],
  };
}

/** Every grant with what came of it, failures first. */
export function copyResultReport(title: Text, ends: readonly GrantEnd[]): Report {
  const isOpen = ({ outcome }: GrantEnd) => outcome === 'failed' || outcome === 'left';
  const verdicts = [...ends.filter(isOpen), ...ends.filter((end) => !isOpen(end))].map(verdictOf);
  return { title, blocks: [{ kind: 'verdicts', verdicts }] };
}

function verdictOf(end: GrantEnd): ReportVerdict {
  const words = grantWords(end.ask.grant);
  switch (end.outcome) {
    case 'made':
      return { mark: 'good', text: say('Granted: {0}', words) };
    case 'was-there':
      return { mark: 'good', text: say('Was there: {0}', words) };
    case 'failed':
      return { mark: 'error', text: say('Not granted: {0}. {1}', words, end.failure.message) };
    case 'left':
      return { mark: 'unknown', text: say('Not begun: {0}', words) };
  }
}

function notes(texts: readonly Text[], mark: 'error' | 'unknown'): readonly Block[] {
  if (texts.length === 0) return [];
  return [{ kind: 'verdicts', verdicts: texts.map((text) => ({ mark, text })) }];
}

function table(title: Text, grants: readonly Grant[]): readonly Block[] {
  if (grants.length === 0) return [];
  const rows = grants.map((grant) => [
    copiedLine(grant),
    grant.scope,
    grant.kind === 'role' ? (grant.condition?.expression ?? '') : '',
  ]);
  return [{ kind: 'table', title, head: [say('Grant'), say('Scope'), say('Condition')], rows }];
}
