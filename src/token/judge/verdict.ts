import type { FixOffer } from '../../access/mend/fix-offers';
import type { Words } from '../../report/report';

/** `good` as it should be · `info` worth knowing · `warning` may go wrong · `error` will go wrong. */
export type VerdictLevel = 'good' | 'info' | 'warning' | 'error';

/** How to go on, beside what mends things; the meaning of `value` is beside each. */
const stepKinds = [
  /** Remove identities until one kind is left. */
  'keep-one-kind',
  'compare',
  'choose-target',
  'choose-instance',
  /** Ask again. */
  'retry',
  /** Read the app again. */
  'refresh',
  'sign-in',
  'start-app',
  /** Use an address that was forwarded by other means. */
  'forward-endpoint',
  'open-proxy-settings',
  'show-log',
  /** Open a page; its URL. */
  'open-link',
] as const;
export type StepKind = (typeof stepKinds)[number];

export interface Step {
  readonly kind: StepKind;
  /** On the button. */
  readonly title: Words;
  readonly value?: string;
}

/** What a button beside a verdict does. */
export type Remedy = FixOffer | Step;

export function isStep(remedy: Remedy): remedy is Step {
  return (stepKinds as readonly string[]).includes(remedy.kind);
}

export type VerdictTopic = 'identity' | 'audience' | 'tenant' | 'time' | 'version' | 'access' | 'failure';

/** One thing that can be said about an answer: a plain sentence, how bad it is, and what to do. */
export interface Verdict {
  readonly topic: VerdictTopic;
  readonly level: VerdictLevel;
  readonly sentence: Words;
  /** What the sentence rests on, or leads to, in full: folded away below it. */
  readonly evidence?: readonly Words[];
  readonly remedies: readonly Remedy[];
}

const weight: Readonly<Record<VerdictLevel, number>> = { error: 3, warning: 2, info: 1, good: 0 };

/** Whether something may go wrong, or will. */
export function isTrouble({ level }: Verdict): boolean {
  return weight[level] >= weight.warning;
}

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
