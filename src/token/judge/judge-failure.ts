import { fixesFor, openAccess } from '../../access/mend/fix-offers';
import type { Failure, FailureCode } from '../../lifecycle/failure';
import type { Refused } from '../broker/broker';
import type { TokenWish } from '../token-wish';
import { identitiesOf, nameable, wishedIdentity, wishWords, type JudgedApp } from './answerer';
import { compare, refresh } from './judge-identity';
import type { Remedy, Step, Verdict } from './verdict';

const retry: Step = { kind: 'retry', title: 'Try Again' };

/**
 * An endpoint's refusal as one plain sentence. Decided by status, error code and the live state; descriptions are
 * quoted, never branched on, because their wording changes.
 */
export function judgeRefusal(refused: Refused, wish: TokenWish, app: JudgedApp): Verdict {
  const { status } = refused.answer;
  const quoted = quote(refused);
  if (status === 400 && refused.words.error === 'invalid_resource')
    return say(
      `Entra knows no application '${wish.resource}' in the tenant: the resource is wrong, or not registered there.${quoted}`,
      [{ kind: 'choose-target', title: 'Choose Another Target...' }],
    );
  if (status === 400) return judgeBadRequest(wish, app, quoted);
  if (status === 401 || status === 403)
    return say(`The token endpoint does not let this request in (${status}).${quoted}`, [retry]);
  if (status === 404 || status === 410)
    return say(
      `The token endpoint says it is being updated (${status}), and did so ${times(refused.tries)}.${quoted}`,
      [retry],
    );
  if (status === 429)
    return say(`The token endpoint is asked too often (429), and refused ${times(refused.tries)}.${quoted}`, [
      retry,
    ]);
  if (status >= 500)
    return say(`The token endpoint has trouble (${status}), ${times(refused.tries)} in a row.${quoted}`, [
      retry,
    ]);
  return say(`The token endpoint answered ${status}, which is no answer to this request.${quoted}`, [retry]);
}

/** 400 `invalid_request` has many causes; which one it is shows in the app's identities. */
function judgeBadRequest(wish: TokenWish, app: JudgedApp, quoted: string): Verdict {
  const identities = identitiesOf(app);
  const named = wish.identity.by !== 'none';
  if (identities.length === 0)
    return say(
      `'${app.name}' has no identity, so there is none to get a token for.${quoted}`,
      fixesFor({ because: 'no-identity' }),
    );
  if (named && wishedIdentity(wish.identity, app) === undefined)
    return say(
      `Identity not found: '${app.name}' does not have ${wishWords(wish.identity, app)} as far as Azure tells.${quoted}`,
      [...fixesFor({ because: 'not-assigned', meant: nameable(identities) }), compare, refresh],
    );
  if (named)
    return say(
      `The endpoint did not find ${wishWords(wish.identity, app)}, although '${app.name}' has it: a new assignment may take some minutes to arrive.${quoted}`,
      [retry, refresh],
    );
  if (identities.length > 1)
    return say(
      `'${app.name}' has ${identities.length} identities and the request named none of them: the endpoint wants to be told which.${quoted}`,
      [
        ...fixesFor({ because: 'misnamed', meant: nameable(identities) }),
        compare,
        { kind: 'keep-one-kind', title: 'Remove Identities...' },
      ],
    );
  return say(`The endpoint refused the request as invalid.${quoted}`, [
    { kind: 'choose-target', title: 'Choose Another Target...' },
    retry,
  ]);
}

/** What a button can do about trouble on the way; which trouble is in the failure's own words. */
const steps: Readonly<Partial<Record<FailureCode, readonly Step[]>>> = {
  unauthorized: [{ kind: 'sign-in', title: 'Sign In' }, retry],
  'signed-out': [{ kind: 'sign-in', title: 'Sign In' }],
  forbidden: [retry],
  'not-found': [refresh, { kind: 'choose-instance', title: 'Choose Another Instance...' }],
  'tool-missing': [{ kind: 'forward-endpoint', title: 'Use a Forwarded Address...' }],
  refused: [{ kind: 'start-app', title: 'Open in Portal' }, refresh],
  offline: [retry, { kind: 'forward-endpoint', title: 'Use a Forwarded Address...' }],
  timeout: [retry, { kind: 'forward-endpoint', title: 'Use a Forwarded Address...' }],
  proxy: [{ kind: 'open-proxy-settings', title: 'Proxy Settings' }, retry],
  certificate: [{ kind: 'open-proxy-settings', title: 'Proxy Settings' }],
  unexpected: [{ kind: 'show-log', title: 'Show Log' }],
};

/** Trouble on the way to the endpoint: no role, no tools, a stopped app, a private network, a proxy. */
export function judgeTrouble(failure: Failure, app: Pick<JudgedApp, 'id'>): Verdict {
  const sentence = [failure.why, failure.remedy]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  const onward = (steps[failure.code] ?? [retry]).map((step) =>
    step.kind === 'start-app' ? { ...step, value: app.id } : step,
  );
  return say(sentence === '' ? failure.what : sentence, [
    ...(failure.code === 'forbidden' ? [openAccess(app.id)] : []),
    ...onward,
  ]);
}

function quote({ words }: Refused): string {
  const text = [words.error, words.description].filter((part) => part !== undefined).join(': ');
  return text === '' ? '' : ` It said: "${text}"`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function say(sentence: string, buttons: readonly Remedy[]): Verdict {
  return { topic: 'failure', level: 'error', sentence, remedies: buttons };
}
