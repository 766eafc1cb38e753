import type { DecodedToken } from '../decode/decode-token';
import { databricksResource } from '../../access/services/platform';
import { sameResource, type Target } from '../../access/target';
import { isGuid } from '../../estate/ids/guid';
import { timeAgo, timeLeft } from '../time-words';
import type { Remedy, Verdict, VerdictLevel, VerdictTopic } from './verdict';

/** Azure's clocks and ours may differ by this much without anyone noticing; Entra itself allows five minutes. */
const toleranceMs = 5 * 60_000;
const hourMs = 3_600_000;
const retry: Remedy = { kind: 'retry', title: 'Fetch Again' };

/** Whether the token is for what was asked; services compare this text exactly or nearly so. */
export function judgeAudience(token: DecodedToken, resource: string): Verdict {
  const { audience } = token;
  if (audience === undefined)
    return say('audience', 'warning', 'The token names no audience, so no service may take it.');
  if (audience === resource) return say('audience', 'good', `It is for ${resource}, as asked.`);
  if (sameResource(audience, resource))
    return say(
      'audience',
      'info',
      `It is for ${audience}, asked was ${resource}: the same service, but one that compares exactly may refuse it.`,
    );
  if (isGuid(audience) && !isGuid(resource))
    return say(
      'audience',
      'info',
      `It is for the application ID ${audience} instead of ${resource}: the registration of that API may be set so.`,
    );
  return say(
    'audience',
    'error',
    `It is for ${audience}, not for ${resource} as asked: ${resource} will refuse it.`,
    [{ kind: 'choose-target', title: 'Choose Another Target...' }],
  );
}

/** Whether the token is of the tenant the app's identities live in. */
export function judgeTenant(token: DecodedToken, tenantId: string): Verdict | undefined {
  const { tenantId: actual } = token;
  if (actual === undefined || actual.toLowerCase() === tenantId.toLowerCase()) return undefined;
  return say(
    'tenant',
    'error',
    `It is of tenant ${actual}, the app's identities are of ${tenantId}: resources of the app's tenant will refuse it.`,
  );
}

export interface Times {
  /** Unix milliseconds by this computer. */
  readonly now: number;
  /** Unix milliseconds by the endpoint's clock, when it told. */
  readonly endpointTime?: number;
}

/** Validity, clocks, and how old the token is. */
export function judgeTime(token: DecodedToken, { now, endpointTime }: Times): readonly Verdict[] {
  return [validity(token, now), skew(now, endpointTime), age(token, now)].filter(
    (verdict) => verdict !== undefined,
  );
}

function validity({ expiresAt, notBefore }: DecodedToken, now: number): Verdict {
  if (expiresAt === undefined) return say('time', 'warning', 'The token does not say when it expires.');
  if (expiresAt <= now) return say('time', 'error', `It expired ${timeAgo(now - expiresAt)}.`, [retry]);
  if (notBefore !== undefined && notBefore > now + toleranceMs)
    return say(
      'time',
      'error',
      `It is not valid yet, it begins in ${timeLeft(notBefore - now)}: the clock of this computer may be behind.`,
      [retry],
    );
  return say('time', 'good', `It is valid for another ${timeLeft(expiresAt - now)}.`);
}

function skew(now: number, endpointTime: number | undefined): Verdict | undefined {
  if (endpointTime === undefined || Math.abs(now - endpointTime) < 60_000) return undefined;
  const direction = now > endpointTime ? 'ahead of' : 'behind';
  return say(
    'time',
    Math.abs(now - endpointTime) < toleranceMs ? 'info' : 'warning',
    `The clock of this computer is ${timeLeft(Math.abs(now - endpointTime))} ${direction} the endpoint's; ` +
      'remaining times shown here are off by that.',
  );
}

function age({ issuedAt }: DecodedToken, now: number): Verdict | undefined {
  if (issuedAt === undefined || now - issuedAt < hourMs) return undefined;
  return say(
    'time',
    'info',
    `It was issued ${timeAgo(now - issuedAt)}: the platform keeps tokens for about a day, so application roles and ` +
      'groups given since may not be in it, and it cannot be made to fetch a new one.',
  );
}

/** Token version, with the documents' dates: what they say about v2.0 changed over the years. */
export function judgeVersion(token: DecodedToken, target: Target): Verdict | undefined {
  const { version } = token;
  if (version === undefined) return undefined;
  const basis = `It is a v${version} token; the registration of the target decides that, not the app.`;
  if (version === '2.0' || (target.resource !== databricksResource && target.access !== 'app-roles'))
    return say('version', 'info', basis);
  return say(
    'version',
    'info',
    `${basis} A service that takes v2.0 tokens only may refuse it: Microsoft's page of 2022-03-31 said that apps here ` +
      'cannot use such services and named Azure Databricks; its version of 2024-04-18 says nothing of the kind any more.',
  );
}

function say(
  topic: VerdictTopic,
  level: VerdictLevel,
  sentence: string,
  remedies: readonly Remedy[] = [],
): Verdict {
  return { topic, level, sentence, remedies };
}
