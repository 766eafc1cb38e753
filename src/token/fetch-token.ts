import type { Target } from '../access/target';
import { Failure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import { readGrants, type GrantsRead } from './read-grants';
import type { Granted, TokenBroker } from './broker/broker';
import { explainClaims, explainHeader, type ExplainedClaim } from './decode/explain-claims';
import type { HeldToken } from './held-token';
import { answererOf, wishWords, type IdentityWords, type JudgedApp } from './judge/answerer';
import { judgeRefusal, judgeTrouble } from './judge/judge-failure';
import { judgeToken } from './judge/judge-token';
import { headlineOf, type Verdict } from './judge/verdict';
import type { AccessReader } from './ports';

import type { WhichIdentity } from './token-wish';

/** A test token as people read it; holds no raw token and may be kept, shown and copied. */
export interface TokenReport {
  /** "Key Vault as no client ID". */
  readonly title: Text;
  readonly app: string;
  readonly target: Target;
  readonly asked: WhichIdentity;
  /** "no client ID", "the user-assigned identity 'id-orders'". */
  readonly askedWords: IdentityWords;
  /** How the endpoint was reached, in the route's words. */
  readonly via: Text;
  /** Unix milliseconds. */
  readonly at: number;
  readonly verdicts: readonly Verdict[];
  /** The worst of the verdicts, or the one about the identity when all is well. */
  readonly headline: Verdict;
  /** Who answered; absent when no token came. */
  readonly answeredBy?: Text;
  readonly clientId?: string;
  readonly principalId?: string;
  readonly expiresAt?: number;
  readonly header: readonly ExplainedClaim[];
  readonly claims: readonly ExplainedClaim[];
}

export interface FetchedToken {
  readonly report: TokenReport;
  /** For "Copy token"; the receiver disposes it with the report. Absent when no token came. */
  readonly token?: HeldToken;
}

/** What is asked, and of which app as the live state has it. */
export interface TestQuestion {
  readonly app: JudgedApp;
  readonly target: Target;
  readonly asked: WhichIdentity;
  /** For reading access; without it the report says that access was not read. */
  readonly look?: AccessReader;
}

export interface FetchDeps {
  readonly broker: Pick<TokenBroker, 'ask'>;
  /** The route's label. */
  readonly via: Text;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/**
 * Fetches one test token and judges it. What goes wrong becomes the report's verdict; only an abort is thrown, and a
 * defect. Caches of ours are left out: a test shows what the endpoint says now.
 */
export async function fetchTestToken(
  deps: FetchDeps,
  question: TestQuestion,
  signal: AbortSignal,
): Promise<FetchedToken> {
  const { app, target, asked } = question;
  const wish = { resource: target.resource, identity: asked };
  try {
    const outcome = await deps.broker.ask({ wish, fresh: true }, signal);
    if (outcome.kind === 'refused') return failed(deps, question, judgeRefusal(outcome, wish, app));
    return await judged(deps, question, { granted: outcome, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!Failure.is(error)) throw error;
    return failed(deps, question, judgeTrouble(error, app));
  }
}

async function judged(
  deps: FetchDeps,
  question: TestQuestion,
  { granted, signal }: { readonly granted: Granted; readonly signal: AbortSignal },
): Promise<FetchedToken> {
  const { app, target, asked } = question;
  const { decoded, endpointTime, token } = granted;
  // Clocks are compared at the moment of the answer: reading access may take a while.
  const at = deps.now();
  const base = baseOf(deps, question, at);
  if (decoded === undefined)
    return { token, report: { ...base, ...onlyVerdict(opaque), header: [], claims: [] } };
  try {
    const access = await lookUp(question, decoded.principalId, signal);
    const times = { now: at, ...(endpointTime !== undefined && { endpointTime }) };
    const verdicts = judgeToken({ asked, target, app, token: decoded, access, times });
    const answerer = answererOf(decoded, app);
    return {
      token,
      report: {
        ...base,
        verdicts,
        headline: headlineOf(verdicts) ?? opaque,
        answeredBy: answerer.kind === 'unknown' ? say('an unknown identity') : answerer.words,
        ...(decoded.clientId !== undefined && { clientId: decoded.clientId }),
        ...(decoded.principalId !== undefined && { principalId: decoded.principalId }),
        ...(decoded.expiresAt !== undefined && { expiresAt: decoded.expiresAt }),
        header: explainHeader(decoded),
        claims: explainClaims(decoded),
      },
    };
  } catch (error) {
    token.dispose();
    throw error;
  }
}

async function lookUp(
  { look, target }: TestQuestion,
  principalId: string | undefined,
  signal: AbortSignal,
): Promise<GrantsRead | undefined> {
  if (look === undefined || principalId === undefined) return undefined;
  if (!['roles', 'vault', 'control'].includes(target.access)) return undefined;
  return await readGrants(look, { principalId, target }, signal);
}

function failed(deps: FetchDeps, question: TestQuestion, verdict: Verdict): FetchedToken {
  return {
    report: { ...baseOf(deps, question, deps.now()), ...onlyVerdict(verdict), header: [], claims: [] },
  };
}

function baseOf({ via }: FetchDeps, { app, target, asked }: TestQuestion, at: number) {
  const askedWords = wishWords(asked, app);
  return {
    title: say('{0}: {1}', target.label, askedWords.subject),
    app: app.name,
    target,
    asked,
    askedWords,
    via,
    at,
  };
}

function onlyVerdict(verdict: Verdict): Pick<TokenReport, 'verdicts' | 'headline'> {
  return { verdicts: [verdict], headline: verdict };
}

const opaque: Verdict = {
  topic: 'identity',
  level: 'warning',
  sentence: say(
    'The endpoint gave a token that is not readable, so which identity it belongs to cannot be told.',
  ),
  remedies: [],
};
