import type { DecodedToken } from '../decode/decode-token';
import { databricksResource } from '../../access/services/platform';
import { sameResource, type Target } from '../../access/target';
import { isGuid } from '../../estate/ids/guid';
import { say, sentences, type Text } from '../../lifecycle/text';
import { timeAgo, timeLeft } from '../time-words';
import type { Remedy, Verdict, VerdictLevel, VerdictTopic } from './verdict';

/** Azure's clocks and ours may differ by this much without anyone noticing; Entra itself allows five minutes. */
const toleranceMs = 5 * 60_000;
const hourMs = 3_600_000;
const retry: Remedy = { kind: 'retry', title: say('Fetch Again') };

/** Whether the token is for what was asked; services compare this text exactly or nearly so. */
export function judgeAudience(token: DecodedToken, resource: string): Verdict {
  const { audience } = token;
  if (audience === undefined)
    return verdict('audience', 'warning', say('The token names no audience, so no service may take it.'));
  if (audience === resource) return verdict('audience', 'good', say('It is for {0}, as asked.', resource));
  if (sameResource(audience, resource))
    return verdict(
      'audience',
      'info',
      say(
        'It is for {0}, asked was {1}: the same service, but one that compares exactly may refuse it.',
        audience,
        resource,
      ),
    );
  if (isGuid(audience) && !isGuid(resource))
    return verdict(
      'audience',
      'info',
      say(
        'It is for the application ID {0} instead of {1}: the registration of that API may be set so.',
        audience,
        resource,
      ),
    );
  return verdict(
    'audience',
    'error',
    say('It is for {0}, not for {1} as asked: {1} will refuse it.', audience, resource),
    [{ kind: 'choose-target', title: say('Choose Another Target...') }],
  );
}

/** Whether the token is of the tenant the app's identities live in. */
export function judgeTenant(token: DecodedToken, tenantId: string): Verdict | undefined {
  const { tenantId: actual } = token;
  if (actual === undefined || actual.toLowerCase() === tenantId.toLowerCase()) return undefined;
  return verdict(
    'tenant',
    'error',
    say(
      "It is of tenant {0}, the app's identities are of {1}: resources of the app's tenant will refuse it.",
      actual,
      tenantId,
    ),
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
  if (expiresAt === undefined)
    return verdict('time', 'warning', say('The token does not say when it expires.'));
  if (expiresAt <= now)
    return verdict('time', 'error', say('It expired {0}.', timeAgo(now - expiresAt)), [retry]);
  if (notBefore !== undefined && notBefore > now + toleranceMs)
    return verdict(
      'time',
      'error',
      say(
        'It is not valid yet, it begins in {0}: the clock of this computer may be behind.',
        timeLeft(notBefore - now),
      ),
      [retry],
    );
  return verdict('time', 'good', say('It is valid for another {0}.', timeLeft(expiresAt - now)));
}

function skew(now: number, endpointTime: number | undefined): Verdict | undefined {
  if (endpointTime === undefined || Math.abs(now - endpointTime) < 60_000) return undefined;
  const distance = timeLeft(Math.abs(now - endpointTime));
  return verdict(
    'time',
    Math.abs(now - endpointTime) < toleranceMs ? 'info' : 'warning',
    now > endpointTime
      ? say(
          "The clock of this computer is {0} ahead of the endpoint's; remaining times shown here are off by that.",
          distance,
        )
      : say(
          "The clock of this computer is {0} behind the endpoint's; remaining times shown here are off by that.",
          distance,
        ),
  );
}

function age({ issuedAt }: DecodedToken, now: number): Verdict | undefined {
  if (issuedAt === undefined || now - issuedAt < hourMs) return undefined;
  return verdict(
    'time',
    'info',
    say(
      'It was issued {0}: the platform keeps tokens for about a day, so application roles and groups given since may not be in it, and it cannot be made to fetch a new one.',
      timeAgo(now - issuedAt),
    ),
  );
}

/** Token version, with the documents' dates: what they say about v2.0 changed over the years. */
export function judgeVersion(token: DecodedToken, target: Target): Verdict | undefined {
  const { version } = token;
  if (version === undefined) return undefined;
  const basis = say('It is a v{0} token; the registration of the target decides that, not the app.', version);
  if (version === '2.0' || (target.resource !== databricksResource && target.access !== 'app-roles'))
    return verdict('version', 'info', basis);
  return verdict(
    'version',
    'info',
    sentences(
      basis,
      say(
        "A service that takes v2.0 tokens only may refuse it: Microsoft's page of 2022-03-31 said that apps here cannot use such services and named Azure Databricks; its version of 2024-04-18 says nothing of the kind any more.",
      ),
    ),
  );
}

function verdict(
  topic: VerdictTopic,
  level: VerdictLevel,
  sentence: Text,
  remedies: readonly Remedy[] = [],
): Verdict {
  return { topic, level, sentence, remedies };
}
