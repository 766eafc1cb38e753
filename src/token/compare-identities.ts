import { fetchTestToken, type FetchDeps, type TestQuestion, type TokenReport } from './fetch-token';
import { choicesOf } from './token-wish';

/** Every identity of an app and "no client ID", asked for the same target, side by side. */
export interface Comparison {
  readonly app: string;
  readonly target: TestQuestion['target'];
  /** Unix milliseconds. */
  readonly at: number;
  /** "No client ID" first, then the system-assigned identity, then the others in the app's order. */
  readonly rows: readonly TokenReport[];
}

/**
 * Asks for every identity in one go. A row that failed says so; the others are not affected. `report` is told how many
 * of how many are there.
 */
export async function compareIdentities(
  deps: FetchDeps,
  question: Omit<TestQuestion, 'asked'>,
  {
    signal,
    report,
  }: { readonly signal: AbortSignal; readonly report?: (done: number, total: number) => void },
): Promise<Comparison> {
  const choices = choicesOf(question.app);
  // A signal of its own for each row: twenty questions on one would carry hundreds of listeners.
  const controls = choices.map(() => new AbortController());
  const leave = (): void => {
    for (const control of controls) control.abort(signal.reason);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', leave, { once: true });
  let done = 0;
  try {
    const rows = await Promise.all(
      choices.map(async (asked, i) => {
        const fetched = await fetchTestToken(deps, { ...question, asked }, controls[i]?.signal ?? signal);
        // A table needs no raw token.
        fetched.token?.dispose();
        done += 1;
        report?.(done, choices.length);
        return fetched.report;
      }),
    );
    return { app: question.app.name, target: question.target, at: deps.now(), rows };
  } catch (error) {
    for (const control of controls) control.abort(error);
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
