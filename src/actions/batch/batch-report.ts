import { titleOf } from '../../identity/words';
import { spoken, type Failure } from '../../lifecycle/failure';
import { counted, say, sentences, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportVerdict, Words } from '../../report/report';
import type { AppEnd, AppWish, BatchPlan } from './identity-batch';

/** What a batch would do, app by app: what changes and what follows, what is refused and why, what is as wished already. */
export function batchPlanReport(title: Text, { changing, refused, nothing }: BatchPlan): Report {
  const rows = changing.map(({ found, plan }): readonly Words[] => [
    found.app.name,
    found.service.name,
    titleOf(found.app, plan),
    sentences(...plan.consequences.map(({ text }) => text)),
  ]);
  return {
    title,
    blocks: [
      { kind: 'paragraph', text: planText({ changing, refused, nothing }) },
      ...table(say('What changes'), [say('App'), say('Service'), say('Change'), say('What follows')], rows),
      ...table(
        say('What is refused'),
        [say('App'), say('Service'), say('Why')],
        refused.map(({ found, failure }) => [found.app.name, found.service.name, failureText(failure)]),
      ),
      ...table(
        say('What is as wished already'),
        [say('App'), say('Service'), say('Why')],
        nothing.map(({ found, why }) => [found.app.name, found.service.name, why]),
      ),
    ],
  };
}

/** One sentence for each kind of app that is there. */
function planText({ changing, refused, nothing }: BatchPlan): Text {
  return say(
    'To be changed: {0}; refused: {1}; already as wished: {2}.',
    changing.length,
    refused.length,
    nothing.length,
  );
}

/** The lines of a plan that fit a question: what is refused first, then what changes, both cut at `most`. */
export function batchPlanLines({ changing, refused, nothing }: BatchPlan, most: number): readonly Text[] {
  const lines = [
    ...refused.map(({ found, failure }) => say("'{0}' is left out: {1}", found.app.name, failure.words.why)),
    ...changing.map(({ found, plan }) => titleOf(found.app, plan)),
  ];
  const more = lines.length - Math.min(lines.length, most);
  return [
    ...lines.slice(0, most),
    ...(more > 0 ? [counted(more, 'And {0} more app.', 'And {0} more apps.')] : []),
    ...(nothing.length > 0
      ? [counted(nothing.length, '{0} app is as wished already.', '{0} apps are as wished already.')]
      : []),
  ];
}

/** Warnings of all plans, each once, with how many apps it is true of: losses first, as in the plans. */
export function batchWarnings({ changing }: BatchPlan): readonly Text[] {
  const kinds = new Map<string, { readonly example: Text; apps: number }>();
  for (const { plan } of changing)
    for (const { kind, level, text } of plan.consequences) {
      if (level !== 'warning') continue;
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, { example: text, apps: 1 });
      else known.apps += 1;
    }
  return [...kinds.values()].map(({ example, apps }) =>
    apps === 1 ? example : say('Of {0} apps, for example: {1}', apps, example),
  );
}

/** How many apps ended how. */
export interface BatchCount {
  readonly done: number;
  readonly failed: number;
  /** Azure goes on with it. */
  readonly running: number;
  /** Somebody else changed it after it was planned; nothing was sent. */
  readonly changed: number;
  readonly notBegun: number;
}

export function countEnds(ends: readonly AppEnd[]): BatchCount {
  const count = { done: 0, failed: 0, running: 0, changed: 0, notBegun: 0 };
  for (const end of ends) {
    if (end.kind === 'failed') count.failed += 1;
    else if (end.kind === 'not-begun') count.notBegun += 1;
    else if (end.outcome.kind === 'left-running') count.running += 1;
    else if (end.outcome.kind === 'changed-meanwhile') count.changed += 1;
    else count.done += 1;
  }
  return count;
}

/** What came of a batch in one sentence; what is zero is not mentioned. */
export function countText({ done, failed, running, changed, notBegun }: BatchCount): readonly Text[] {
  const parts: readonly [number, Text][] = [
    [done, counted(done, '{0} app is as wished.', '{0} apps are as wished.')],
    [failed, counted(failed, '{0} failed.', '{0} failed.')],
    [
      changed,
      counted(
        changed,
        '{0} was changed by somebody else meanwhile and left alone.',
        '{0} were changed by somebody else meanwhile and left alone.',
      ),
    ],
    [running, counted(running, 'Azure goes on with {0}.', 'Azure goes on with {0}.')],
    [notBegun, counted(notBegun, '{0} was not begun.', '{0} were not begun.')],
  ];
  return parts.filter(([number]) => number > 0).map(([, text]) => text);
}

/** Every app of a batch with what came of it, failures first. */
export function batchResultReport(
  title: Text,
  ends: readonly AppEnd[],
  refused: BatchPlan['refused'],
): Report {
  const isDone = (end: AppEnd) => end.kind === 'ended' && end.outcome.kind !== 'changed-meanwhile';
  const verdicts = [...ends.filter((end) => !isDone(end)), ...ends.filter(isDone)].map(verdictOf);
  return {
    title,
    blocks: [
      ...countText(countEnds(ends)).map((text): Block => ({ kind: 'paragraph', text })),
      { kind: 'verdicts', title: say('App by app'), verdicts },
      ...table(
        say('What was refused before anything was sent'),
        [say('App'), say('Service'), say('Why')],
        refused.map(({ found, failure }) => [found.app.name, found.service.name, failureText(failure)]),
      ),
    ],
  };
}

function verdictOf(end: AppEnd): ReportVerdict {
  const name = nameOf(end.item);
  if (end.kind === 'failed') return { mark: 'error', text: say('{0}: {1}', name, failureText(end.failure)) };
  if (end.kind === 'not-begun') return { mark: 'unknown', text: say('{0} was not begun.', name) };
  switch (end.outcome.kind) {
    case 'done':
      return { mark: 'good', text: say('{0} is as wished.', name) };
    case 'nothing':
      return { mark: 'info', text: say('{0}: {1}', name, end.outcome.why) };
    case 'changed-meanwhile':
      return {
        mark: 'warning',
        text: say('{0} was changed by somebody else meanwhile; nothing was sent.', name),
      };
    case 'left-running':
      return { mark: 'info', text: say('{0}: Azure goes on with the change.', name) };
  }
}

function failureText({ words }: Failure): Text {
  return sentences(...spoken(words));
}

/** `'orders' of 'shop'`: names of apps are unique in their service only. */
function nameOf({ found }: AppWish): Text {
  return say("'{0}' of '{1}'", found.app.name, found.service.name);
}

function table(title: Text, head: readonly Text[], rows: readonly (readonly Words[])[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', title, head, rows }];
}
