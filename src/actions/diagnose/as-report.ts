import { azAssign } from '../../access/mend/az-command';
import { textNaming } from '../../access/mend/broken';
import type { FixOffer } from '../../access/mend/fix-offers';
import type { ArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import { plain, say, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportButton, ReportVerdict, VerdictMark } from '../../report/report';
import type { Diagnosis, DiagnosisLine, Outcome } from './diagnosis';

/** What the page as a whole goes on with. */
export type DiagnosisStep = 'again' | 'ask-tokens' | 'link-folder';

/** A diagnosis as a page, and what its buttons stand for. */
export interface DiagnosisPage {
  readonly report: Report;
  /** By the id of the button. */
  readonly fixes: ReadonlyMap<string, FixOffer>;
}

const changed: ReportVerdict = {
  mark: 'warning',
  text: say('What this was read from has changed. Diagnose again.'),
};
const order: readonly Outcome[] = ['broken', 'unknown', 'works'];
const marks: Readonly<Record<Outcome, VerdictMark>> = { broken: 'error', unknown: 'unknown', works: 'good' };
/** What mends it first, and few ways besides. */
const mostFixes = 3;

/** `outdated`: something that the diagnosis was read from is known to be otherwise by now. */
export function diagnosisReport(
  diagnosis: Diagnosis,
  steps: readonly DiagnosisStep[],
  { outdated }: { readonly outdated: boolean } = { outdated: false },
): DiagnosisPage {
  const { app, service, missing } = diagnosis;
  const fixes = new Map<string, FixOffer>();
  const lines = order.flatMap((outcome) => diagnosis.lines.filter((line) => line.outcome === outcome));
  const verdicts = lines.map((line, i) => verdictOf(line, i, fixes));
  const blocks: readonly Block[] = [
    ...(outdated ? [{ kind: 'verdicts' as const, verdicts: [changed] }] : []),
    { kind: 'paragraph', text: summary(diagnosis) },
    ...(steps.length === 0
      ? []
      : [
          {
            kind: 'buttons' as const,
            buttons: steps.map((id): ReportButton => ({ id, title: titles[id] })),
          },
        ]),
    ...(missing.length === 0 ? [] : [{ kind: 'list' as const, title: say('Not looked at'), items: missing }]),
    ...(verdicts.length === 0 ? [] : [{ kind: 'verdicts' as const, title: say('Targets'), verdicts }]),
  ];
  return { report: { title: say("Diagnosis of '{0}' in '{1}'", app, service), blocks }, fixes };
}

/** A diagnosis where nothing can be pressed: what mends a target stands below it in words, a command or a statement as it is. */
export function printedDiagnosis(diagnosis: Diagnosis): Report {
  const lines = diagnosis.lines.map((line) => {
    const ways = line.fixes.filter(isPrinted).slice(0, mostFixes);
    const copied = ways.flatMap((fix) => (fix.kind === 'copy' ? [fix.text] : []));
    // A command that a button would copy, and that the evidence has as well, is printed once.
    const evidence = line.evidence.filter((text) => !copied.some((command) => plain(text).endsWith(command)));
    return { ...line, evidence: [...evidence, ...ways.map((fix) => wayOf(fix, diagnosis.id))], fixes: [] };
  });
  return diagnosisReport({ ...diagnosis, lines }, []).report;
}

/** What leads to a window tells nothing here, least of all beside the command that does the same. */
function isPrinted({ kind }: FixOffer, _: number, all: readonly FixOffer[]): boolean {
  return (
    kind !== 'open-portal' &&
    kind !== 'follow' &&
    (kind !== 'grant' || !all.some((other) => other.kind === 'copy'))
  );
}

function wayOf(fix: FixOffer, app: ArmId | undefined): Text {
  const line = app === undefined ? undefined : lineFor(fix, app);
  if (line !== undefined) return say('What mends it: {0}', line);
  if (fix.kind === 'copy' && isGuid(fix.text)) return say('What mends it: naming client ID {0}', fix.text);
  if (fix.kind === 'copy') return say('What mends it: {0}', fix.text);
  const [place, another] = fix.kind === 'name-client-id' ? fix.at : [];
  return place?.around !== undefined && another === undefined && fix.kind === 'name-client-id'
    ? say('What mends it: {0} in {1}', textNaming(place, fix.clientId), place.path)
    : say('What mends it: {0}', fix.title);
}

/** What a button of the window does, as a line of the Azure CLI. */
function lineFor(fix: FixOffer, app: ArmId): string | undefined {
  if (fix.kind === 'enable-system') return azAssign(app, 'system');
  return fix.kind === 'assign' && fix.identity !== undefined ? azAssign(app, fix.identity) : undefined;
}

const titles: Readonly<Record<DiagnosisStep, Text>> = {
  again: say('Diagnose Again'),
  'ask-tokens': say('Ask All Identities for Test Tokens'),
  'link-folder': say('Link Folder to App...'),
};

function summary({ lines, lacks, app }: Diagnosis): Text {
  if (lacks === 'folder') return say("What '{0}' uses is not known.", app);
  if (lacks === 'files')
    return say(
      "In the folder linked to '{0}' no file names a target or an identity: does it still hold the code?",
      app,
    );
  if (lines.length === 0)
    return say("The files of '{0}' name no target that takes tokens, as far as they were read.", app);
  const count = (outcome: Outcome) => lines.filter((line) => line.outcome === outcome).length;
  return say(
    'Targets: {0}. Working: {1}, broken: {2}, not known: {3}.',
    lines.length,
    count('works'),
    count('broken'),
    count('unknown'),
  );
}

function verdictOf(line: DiagnosisLine, index: number, fixes: Map<string, FixOffer>): ReportVerdict {
  const buttons = line.fixes.slice(0, mostFixes).map((fix, i): ReportButton => {
    const id = `fix-${index}-${i}`;
    fixes.set(id, fix);
    return { id, title: fix.title };
  });
  return {
    mark: marks[line.outcome],
    text: sentenceOf(line),
    evidence: line.evidence,
    ...(buttons.length > 0 && { buttons }),
  };
}

function sentenceOf({ outcome, service, host, because }: DiagnosisLine): Text {
  switch (outcome) {
    case 'works':
      return say('{0} {1} works: {2}', service, host, because);
    case 'broken':
      return say('{0} {1} is broken because: {2}', service, host, because);
    case 'unknown':
      return say('{0} {1} may work or not: {2}', service, host, because);
  }
}
