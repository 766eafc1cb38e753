import { fixesFor, type FixOffer } from '../../access/mend/fix-offers';
import type { FoundApp } from '../../estate/lookup';
import { counted, say, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportButton } from '../../report/report';
import { meaningOf } from '../../token/explain/meanings/meaning-of';
import { identityWords, targetWords } from '../../token/explain/meanings/names';
import { nothingRecognised } from '../../token/explain/told-refusals';
import type { JoinedRefusal } from './join';

/** Errors as a page, and what its buttons stand for: a fix of the app it is for. */
export interface ExplainedPage {
  readonly report: Report;
  /** By the id of the button. */
  readonly fixes: ReadonlyMap<string, { readonly fix: FixOffer; readonly app: FoundApp }>;
}

const mostFixes = 3;

export function explainedReport(joined: readonly JoinedRefusal[]): ExplainedPage {
  const fixes = new Map<string, { readonly fix: FixOffer; readonly app: FoundApp }>();
  const title = say('Explained Error');
  if (joined.length === 0)
    return { report: { title, blocks: [{ kind: 'paragraph', text: nothingRecognised }] }, fixes };
  const steps: readonly ReportButton[] = [
    { id: 'choose-app', title: say('Say Which App It Is From...') },
    ...(joined.some(({ app }) => app !== undefined)
      ? [{ id: 'diagnose', title: say('Diagnose App...') }]
      : []),
  ];
  const blocks: readonly Block[] = [
    {
      kind: 'paragraph',
      text: counted(
        joined.length,
        '{0} error with identities is recognised. The text was read on this computer, and nothing of it was sent or kept.',
        '{0} errors with identities are recognised. The text was read on this computer, and nothing of it was sent or kept.',
      ),
    },
    { kind: 'buttons', buttons: steps },
    ...joined.flatMap((one, i) => blocksOf(one, i, fixes)),
  ];
  return { report: { title, blocks }, fixes };
}

function blocksOf(
  { refusal, app, stranger, evidence, causes, broken }: JoinedRefusal,
  index: number,
  fixes: Map<string, { readonly fix: FixOffer; readonly app: FoundApp }>,
): readonly Block[] {
  const { what, steps } = meaningOf(refusal);
  const offers = app === undefined || broken === undefined ? [] : fixesFor(broken).slice(0, mostFixes);
  const buttons = offers.map((fix, i): ReportButton => {
    const id = `fix-${index}-${i}`;
    if (app !== undefined) fixes.set(id, { fix, app });
    return { id, title: fix.title };
  });
  const { lines, kind, cause, identity, target, permission } = refusal;
  return [
    {
      kind: 'verdicts',
      verdicts: [
        {
          mark: 'error',
          text: what,
          evidence: [placeText(lines), ...evidence],
          ...(buttons.length > 0 && { buttons }),
        },
        ...(stranger === undefined ? [] : [{ mark: 'unknown' as const, text: stranger }]),
      ],
    },
    ...(causes.length === 0
      ? []
      : [{ kind: 'list' as const, title: say('Likely because'), items: causes, ordered: true as const }]),
    { kind: 'list', title: say('What to do'), items: steps },
    {
      kind: 'folded',
      title: say('What the text says'),
      blocks: [
        {
          kind: 'facts',
          facts: [
            { name: say('Kind'), value: kind },
            { name: say('Cause'), value: cause },
            { name: say('Identity'), value: identityWords(identity) },
            { name: say('Target'), value: targetWords(target) },
            ...(permission === undefined ? [] : [{ name: say('Permission'), value: permission }]),
          ],
        },
      ],
    },
  ];
}

function placeText([from, to]: readonly [number, number]): Text {
  return from === to ? say('Line {0} of the text.', from) : say('Lines {0} to {1} of the text.', from, to);
}
