import { withAssignment, withPolicy } from '../estate/frozen/grant-edits';
import { armKey } from '../estate/ids/arm-id';
import type { Edit } from '../estate/frozen/edits';
import type { Estate } from '../estate/estate';
import { type Failure, isAbort, toFailure } from '../lifecycle/failure';
import type { Log } from '../lifecycle/log';
import { say, plain } from '../lifecycle/text';
import type { GrantAsk, GrantMade, GrantsApi } from './ports';
import { grantLine, grantWords } from './words';

/** How one grant of several ended. */
export type GrantEnd = { readonly ask: GrantAsk } & (
  | GrantMade
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** Nobody waited for it any more, and it was not begun. */
  | { readonly outcome: 'left' }
);

/** Whether the principal has what it was to get. */
export function isThere({ outcome }: GrantEnd): boolean {
  return outcome === 'made' || outcome === 'was-there';
}

export interface MakeGrantsDeps {
  readonly api: Pick<GrantsApi, 'make'>;
  readonly estate: Estate;
  readonly log: Log;
}

/** Grants under way at once; those at one place go one after the other, since services refuse two changes of one resource. */
const width = 4;

/**
 * Makes several grants; a failure of one hides no other, and the estate shows at once what was made. When `signal` ends, what is under
 * way is given up and the rest is not begun; making the same again completes it. Never throws but for a defect.
 */
export async function makeGrants(
  deps: MakeGrantsDeps,
  asks: readonly GrantAsk[],
  {
    signal,
    report = () => undefined,
  }: { readonly signal: AbortSignal; readonly report?: (done: number, total: number) => void },
): Promise<readonly GrantEnd[]> {
  const ends = new Map<GrantAsk, GrantEnd>();
  const waiting = byPlace(asks).values();
  const lane = async (): Promise<void> => {
    for (const place of waiting)
      for (const ask of place) {
        ends.set(ask, await makeOne(deps, ask, signal));
        report(ends.size, asks.length);
      }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return asks.map((ask) => ends.get(ask) ?? { ask, outcome: 'left' });
}

function byPlace(asks: readonly GrantAsk[]): readonly (readonly GrantAsk[])[] {
  const places = new Map<string, GrantAsk[]>();
  for (const ask of asks) {
    const { grant } = ask;
    const key = armKey(grant.kind === 'cosmos' ? grant.account : grant.scope);
    places.set(key, [...(places.get(key) ?? []), ask]);
  }
  return [...places.values()];
}

async function makeOne(
  { api, estate, log }: MakeGrantsDeps,
  ask: GrantAsk,
  signal: AbortSignal,
): Promise<GrantEnd> {
  if (signal.aborted) return { ask, outcome: 'left' };
  const words = plain(grantWords(ask.grant));
  try {
    const made = await api.make(ask, signal);
    const line = await grantLine(ask.grant, ask.grantee);
    const said = made.outcome === 'made' ? 'Granted' : 'Was granted already:';
    log.info(
      `${said} ${words} to ${ask.grantee.name} (${ask.grantee.principalId}). The same by the Azure CLI: ${line}`,
    );
    const { snapshot, touched } = editOf(ask, made, estate);
    estate.apply(() => snapshot, touched);
    return { ask, ...made };
  } catch (error) {
    if (isAbort(error)) return { ask, outcome: 'left' };
    const failure = toFailure(error, say('Could not grant {0}.', words));
    log.error(failure.message, failure);
    return { ask, outcome: 'failed', failure };
  }
}

/** What the estate knows after a grant, without asking Azure: its Resource Graph may be minutes behind. */
function editOf(
  { subscription, grant, grantee }: GrantAsk,
  { assignment }: GrantMade,
  { snapshot }: Estate,
): Edit {
  if (assignment !== undefined) return withAssignment(snapshot, subscription.key, assignment);
  if (grant.kind === 'policy')
    return withPolicy(snapshot, grant.scope, {
      objectId: grantee.principalId,
      permissions: grant.permissions,
    });
  return { snapshot, touched: [] };
}
