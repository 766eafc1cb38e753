import { nameOf } from '../../estate/ids/arm-id';
import { verbatim } from '../../lifecycle/text';
import type { Deed, DeedOutcome, DeedRequest, DeedState } from '../../operations/deed';
import type { Row } from '../row';
import { worded, type Translate } from '../words';

export interface DeedWords {
  readonly t: Translate;
  /** A time of this machine's own, for people. */
  readonly local: (time: number) => string;
}

export function outcomeWords(outcome: DeedOutcome, t: Translate): string {
  switch (outcome) {
    case 'running':
      return t('under way');
    case 'done':
      return t('done');
    case 'failed':
      return t('failed');
    case 'unknown':
      return t('end not known');
  }
}

/** What is said of a deed, each as a name and a value. */
export function deedRows(deed: Deed, { t, local }: DeedWords): readonly Row[] {
  const { startedAt, endedAt, account, resource, outcome, why, before, after } = deed;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('Outcome'), outcomeWords(outcome, t)],
    [t('Why'), why === undefined ? undefined : worded(verbatim(why), t)],
    [t('Begun'), local(startedAt)],
    [t('Ended'), endedAt === undefined ? undefined : local(endedAt)],
    [t('Account'), account],
    [t('Before'), before === undefined ? undefined : stateWords(before)],
    [t('After'), after === undefined ? undefined : stateWords(after)],
    [t('Resource ID'), resource],
    ...deed.requests.flatMap((request) => requestRows(request, t)),
  ];
  return rows.filter((row): row is Row => row[1] !== undefined);
}

function requestRows(
  { method, status, correlationId, operationId }: DeedRequest,
  t: Translate,
): readonly (readonly [string, string | undefined])[] {
  return [
    [t('Request'), `${method} · ${status ?? t('no answer')}`],
    [t("Azure's correlation ID"), correlationId],
    [t("Azure's operation ID"), operationId],
  ];
}

/** The tooltip of a deed: times in UTC, as Azure's own logs have them. */
export function utcRows(deed: Deed, t: Translate): readonly Row[] {
  return deedRows(deed, { t, local: utc });
}

function utc(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A state in one line: what it says, with resources by name. */
function stateWords(state: DeedState): string {
  if (typeof state !== 'object' || state === null) return String(state);
  if (isList(state)) return state.map(nameIn).join(', ');
  return Object.values(state)
    .map((value) => stateWords(value))
    .filter((words) => words !== '')
    .join(' · ');
}

function nameIn(state: DeedState): string {
  if (typeof state === 'object' && state !== null && !isList(state)) {
    const { id } = state as { readonly id?: DeedState };
    if (typeof id === 'string') return nameOf(id);
  }
  return stateWords(state);
}

function isList(state: DeedState): state is readonly DeedState[] {
  return Array.isArray(state);
}
