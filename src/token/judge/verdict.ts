/** `good` as it should be · `info` worth knowing · `warning` may go wrong · `error` will go wrong. */
export type VerdictLevel = 'good' | 'info' | 'warning' | 'error';

/** What a button beside a verdict does; the meaning of `value` is beside each. */
export type RemedyKind =
  /** Copy `AZURE_CLIENT_ID=...`; the client ID. */
  | 'use-client-id'
  /** Remove identities until one kind is left. */
  | 'keep-one-kind'
  | 'assign-identity'
  | 'enable-system'
  | 'compare'
  | 'choose-target'
  | 'choose-instance'
  /** Ask again. */
  | 'retry'
  /** Read the app again. */
  | 'refresh'
  | 'sign-in'
  | 'start-app'
  /** Use an address that was forwarded by other means. */
  | 'forward-endpoint'
  | 'open-proxy-settings'
  | 'show-log'
  /** Open a resource's access control in the portal; its id. */
  | 'open-access'
  /** Open a page; its URL. */
  | 'open-link'
  /** Copy a text. */
  | 'copy';

export interface Remedy {
  readonly kind: RemedyKind;
  /** On the button. */
  readonly title: string;
  readonly value?: string;
}

export type VerdictTopic = 'identity' | 'audience' | 'tenant' | 'time' | 'version' | 'access' | 'failure';

/** One thing that can be said about an answer: a plain sentence, how bad it is, and what to do. */
export interface Verdict {
  readonly topic: VerdictTopic;
  readonly level: VerdictLevel;
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

const weight: Readonly<Record<VerdictLevel, number>> = { error: 3, warning: 2, info: 1, good: 0 };

/** The worst of them; of several as bad the first one. */
function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.reduce<Verdict | undefined>(
    (worst, verdict) =>
      worst === undefined || weight[verdict.level] > weight[worst.level] ? verdict : worst,
    undefined,
  );
}

/** What to say first: the worst trouble, or who answered when there is none. */
export function headlineOf(verdicts: readonly Verdict[]): Verdict | undefined {
  const worst = worstOf(verdicts);
  if (worst === undefined || weight[worst.level] >= weight.warning) return worst;
  return verdicts.find(({ topic }) => topic === 'identity') ?? worst;
}
