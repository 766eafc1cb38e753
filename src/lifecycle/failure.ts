import { plain, say, verbatim, type Text, type Words } from './text';

/**
 * Why something did not work, as a closed list: code branches on it, never on message text.
 *
 * `unauthorized` 401 · `forbidden` 403 · `not-found` 404 · `conflict` 409 or a lost race · `throttled` 429 ·
 * `unavailable` 5xx · `rejected` any other 4xx · `offline` no answer · `proxy` the proxy refused · `certificate` TLS trust ·
 * `timeout` a deadline passed · `operation-failed` Azure accepted the change, then failed it · `refused` we did not even
 * ask, the state forbids it · `signed-out` no account · `tool-missing` a program such as `az` is not installed ·
 * `invalid` the input is wrong · `unexpected` a defect.
 */
export type FailureCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'throttled'
  | 'unavailable'
  | 'rejected'
  | 'offline'
  | 'proxy'
  | 'certificate'
  | 'timeout'
  | 'operation-failed'
  | 'refused'
  | 'signed-out'
  | 'tool-missing'
  | 'invalid'
  | 'unexpected';

/** What the user can do with one click beside an error. `retry` repeats what failed. */
export type RemedyAction =
  'sign-in' | 'retry' | 'refresh' | 'show-log' | 'open-portal' | 'open-proxy-settings' | 'choose-sign-in';

export interface FailureDetails {
  readonly code: FailureCode;
  /** What did not work, one sentence in the user's words: "Could not read the apps of 'shop'." */
  readonly what: Words;
  /** Why, one sentence; may quote Azure's own words. */
  readonly why: Words;
  /** What to do about it, one sentence. */
  readonly remedy?: Words;
  readonly action?: RemedyAction;
  /** Azure's error code (`AuthorizationFailed`), as received. */
  readonly azureCode?: string;
  /** For 403: the action that was missing, for example `Microsoft.AppPlatform/Spring/apps/write`. */
  readonly missingAction?: string;
  /** For 401: the raw `WWW-Authenticate` header when it carries a claims challenge. */
  readonly challenge?: string;
  readonly cause?: unknown;
}

/** The sentences of a failure as data. */
export interface FailureWords {
  readonly what: Text;
  readonly why: Text;
  readonly remedy: Text | undefined;
}

/** The sentences a failure has, in the order they are read. */
export function spoken({ what, why, remedy }: FailureWords): readonly Text[] {
  return [what, why, remedy].filter((part): part is Text => part !== undefined && plain(part) !== '');
}

// Chunks are bundled apart, so each may hold its own copy of this class: `instanceof` would lie.
const brand = Symbol.for('spring-managed-identity.Failure');

/** An error meant for a person. Everything thrown across a folder's border is one of these, or a defect. */
export class Failure extends Error {
  readonly [brand] = true;
  readonly code: FailureCode;
  /** In English, as are `why`, `remedy` and `message`: for the log, the command line, JSON and SARIF. */
  readonly what: string;
  readonly why: string;
  readonly remedy: string | undefined;
  /** The same as data: what `ui` shows in the user's language, and what a failure that explains this one passes on. */
  readonly words: FailureWords;
  readonly action: RemedyAction | undefined;
  readonly azureCode: string | undefined;
  readonly missingAction: string | undefined;
  readonly challenge: string | undefined;

  constructor(details: FailureDetails) {
    const { what, why, remedy } = details;
    const words: FailureWords = {
      what: verbatim(what),
      why: verbatim(why),
      remedy: remedy === undefined ? undefined : verbatim(remedy),
    };
    super(spoken(words).map(plain).join(' '), { cause: details.cause });
    this.name = 'Failure';
    this.code = details.code;
    this.words = words;
    this.what = plain(words.what);
    this.why = plain(words.why);
    this.remedy = words.remedy === undefined ? undefined : plain(words.remedy);
    this.action = details.action;
    this.azureCode = details.azureCode;
    this.missingAction = details.missingAction;
    this.challenge = details.challenge;
  }

  static is(error: unknown, code?: FailureCode): error is Failure {
    return (
      typeof error === 'object' &&
      error !== null &&
      brand in error &&
      (code === undefined || (error as Failure).code === code)
    );
  }
}

/** True for the error an aborted `AbortSignal` leads to, from any library. Cancelling is silent. */
export function isAbort(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'AbortError' || ('code' in error && error.code === 'ABORT_ERR'))
  );
}

/** Any thrown value as a `Failure`; what is none yet is a defect and says so. */
export function toFailure(error: unknown, what: Words): Failure {
  if (Failure.is(error)) return error;
  const system = systemTrouble(error);
  if (system !== undefined)
    return new Failure({ code: 'refused', what, ...system, action: 'show-log', cause: error });
  const why = error instanceof Error ? error.message : String(error);
  return new Failure({
    code: 'unexpected',
    what,
    why,
    remedy: say('The log has the details; please report this as a defect.'),
    action: 'show-log',
    cause: error,
  });
}

const systemWords: Readonly<Record<string, readonly [why: Text, remedy: Text]>> = {
  ENOSPC: [say('The disk is full.'), say('Free some space, then try again.')],
  EDQUOT: [say('Your share of the disk is used up.'), say('Free some space, then try again.')],
  EROFS: [say('The disk can only be read.'), say('Use a place that can be written, then try again.')],
  EACCES: [
    say('The system does not allow it.'),
    say('Check the permissions of the file or folder, then try again.'),
  ],
  EPERM: [
    say('The system does not allow it.'),
    say('Check the permissions of the file or folder, then try again.'),
  ],
  EMFILE: [say('Too many files are open.'), say('Close other programs, then try again.')],
  ENFILE: [say('Too many files are open.'), say('Close other programs, then try again.')],
  ENOMEM: [say('The memory is used up.'), say('Close other programs, then try again.')],
};

/** What the operating system refuses is no defect of ours. */
function systemTrouble(error: unknown): { readonly why: Text; readonly remedy: Text } | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const words = typeof code === 'string' && Object.hasOwn(systemWords, code) ? systemWords[code] : undefined;
  return words === undefined ? undefined : { why: words[0], remedy: words[1] };
}

/** Of what did not come in time, and may when it is asked for again. */
export function notInTime(said: Pick<FailureDetails, 'what' | 'why' | 'remedy'>): Failure {
  return new Failure({ ...said, code: 'timeout', action: 'retry' });
}
