import type { SubscriptionKey } from '../estate/resources';
import type { Text, TextArgument } from '../lifecycle/text';
import type { Deed, DeedOutcome, DeedRequest, DeedState, Undo } from './deed';

/** One line of the journal. Copies the listed fields only, so that nothing else can slip into what is stored. */
export function writeDeed({
  id,
  session,
  title,
  account,
  subscription,
  resource,
  startedAt,
  endedAt,
  outcome,
  why,
  before,
  after,
  requests,
  undo,
}: Deed): string {
  const what = { id, session, title, account, subscription, resource };
  const how = { startedAt, endedAt, outcome, why, before, after, requests, undo };
  return JSON.stringify({ version: 1, deed: { ...what, ...how } });
}

/** Reads a line at the edge: another version of the extension, or anybody, may have written it. */
export function readDeed(line: string): Deed | undefined {
  let stored: unknown;
  try {
    stored = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { version, deed } = fieldsOf(stored);
  return version === 1 ? deedOf(fieldsOf(deed)) : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function deedOf(fields: Fields): Deed | undefined {
  const { id, session, title, account, resource, startedAt, outcome } = fields;
  if (!isText(id) || !isText(session) || !isText(account) || !isText(resource)) return undefined;
  if (!isTime(startedAt) || !isOutcome(outcome) || !isSentence(title)) return undefined;
  const { requests } = fields;
  return {
    id,
    session,
    title,
    account,
    resource,
    startedAt,
    outcome,
    requests: Array.isArray(requests) ? requests.flatMap(requestOf) : [],
    ...endOf(fields),
  };
}

function endOf({ subscription, endedAt, why, before, after, undo }: Fields): Partial<Deed> {
  return {
    ...(isText(subscription) && { subscription: subscription as SubscriptionKey }),
    ...(isTime(endedAt) && { endedAt }),
    // Earlier versions stored it in English.
    ...((isText(why) || isSentence(why)) && { why }),
    // What came out of JSON is JSON.
    ...(before !== undefined && { before: before as DeedState }),
    ...(after !== undefined && { after: after as DeedState }),
    ...(isUndo(undo) && { undo }),
  };
}

function requestOf(stored: unknown): readonly DeedRequest[] {
  const { method, resource, at, status, correlationId, operationId } = fieldsOf(stored);
  if (!isText(method) || !isText(resource) || !isTime(at)) return [];
  return [
    {
      method,
      resource,
      at,
      ...(typeof status === 'number' && { status }),
      ...(isText(correlationId) && { correlationId }),
      ...(isText(operationId) && { operationId }),
    },
  ];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

const outcomes: readonly unknown[] = [
  'running',
  'done',
  'failed',
  'unknown',
] satisfies readonly DeedOutcome[];

function isOutcome(value: unknown): value is DeedOutcome {
  return outcomes.includes(value);
}

/** Whether what was stored is a sentence: a template and what stands in its places. */
export function isSentence(value: unknown): value is Text {
  const { template, args } = fieldsOf(value);
  return isText(template) && Array.isArray(args) && args.every(isArgument);
}

function isArgument(value: unknown): value is TextArgument {
  return typeof value === 'string' || typeof value === 'number' || isSentence(value);
}

function isUndo(value: unknown): value is Undo {
  return isText(fieldsOf(value)['kind']) && fieldsOf(value)['data'] !== undefined;
}
