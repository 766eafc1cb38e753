import { fixesFor, openAccess } from '../../access/mend/fix-offers';
import { spoken, type Failure, type FailureCode } from '../../lifecycle/failure';
import { counted, say, sentences, type Text } from '../../lifecycle/text';
import type { Refused } from '../broker/broker';
import type { TokenWish } from '../token-wish';
import { identitiesOf, nameable, wishedIdentity, wishWords, type JudgedApp } from './answerer';
import { compare, refresh } from './judge-identity';
import type { Remedy, Step, Verdict } from './verdict';

const retry: Step = { kind: 'retry', title: say('Try Again') };

/**
 * An endpoint's refusal as one plain sentence. Decided by status, error code and the live state; descriptions are
 * quoted, never branched on, because their wording changes.
 */
export function judgeRefusal(refused: Refused, wish: TokenWish, app: JudgedApp): Verdict {
  const { status } = refused.answer;
  const quoted = quote(refused);
  if (status === 400 && refused.words.error === 'invalid_resource')
    return verdict(
      sentences(
        say(
          "Entra knows no application '{0}' in the tenant: the resource is wrong, or not registered there.",
          wish.resource,
        ),
        ...quoted,
      ),
      [{ kind: 'choose-target', title: say('Choose Another Target...') }],
    );
  if (status === 400) return judgeBadRequest(wish, app, quoted);
  if (status === 401 || status === 403)
    return verdict(
      sentences(say('The token endpoint does not let this request in ({0}).', status), ...quoted),
      [retry],
    );
  if (status === 404 || status === 410)
    return verdict(
      sentences(
        counted(
          refused.tries,
          'The token endpoint says it is being updated ({1}), and did so once.',
          'The token endpoint says it is being updated ({1}), and did so {0} times.',
          status,
        ),
        ...quoted,
      ),
      [retry],
    );
  if (status === 429)
    return verdict(
      sentences(
        counted(
          refused.tries,
          'The token endpoint is asked too often (429), and refused once.',
          'The token endpoint is asked too often (429), and refused {0} times.',
        ),
        ...quoted,
      ),
      [retry],
    );
  if (status >= 500)
    return verdict(
      sentences(
        counted(
          refused.tries,
          'The token endpoint has trouble ({1}), once in a row.',
          'The token endpoint has trouble ({1}), {0} times in a row.',
          status,
        ),
        ...quoted,
      ),
      [retry],
    );
  return verdict(
    sentences(say('The token endpoint answered {0}, which is no answer to this request.', status), ...quoted),
    [retry],
  );
}

/** 400 `invalid_request` has many causes; which one it is shows in the app's identities. */
function judgeBadRequest(wish: TokenWish, app: JudgedApp, quoted: readonly Text[]): Verdict {
  const identities = identitiesOf(app);
  const named = wish.identity.by !== 'none';
  const wished = wishWords(wish.identity, app).words;
  if (identities.length === 0)
    return verdict(
      sentences(say("'{0}' has no identity, so there is none to get a token for.", app.name), ...quoted),
      fixesFor({ because: 'no-identity' }),
    );
  if (named && wishedIdentity(wish.identity, app) === undefined)
    return verdict(
      sentences(
        say("Identity not found: '{0}' does not have {1} as far as Azure tells.", app.name, wished),
        ...quoted,
      ),
      [...fixesFor({ because: 'not-assigned', meant: nameable(identities) }), compare, refresh],
    );
  if (named)
    return verdict(
      sentences(
        say(
          "The endpoint did not find {0}, although '{1}' has it: a new assignment may take some minutes to arrive.",
          wished,
          app.name,
        ),
        ...quoted,
      ),
      [retry, refresh],
    );
  if (identities.length > 1)
    return verdict(
      sentences(
        say(
          "'{0}' has {1} identities and the request named none of them: the endpoint wants to be told which.",
          app.name,
          identities.length,
        ),
        ...quoted,
      ),
      [
        ...fixesFor({ because: 'misnamed', meant: nameable(identities) }),
        compare,
        { kind: 'keep-one-kind', title: say('Remove Identities...') },
      ],
    );
  return verdict(sentences(say('The endpoint refused the request as invalid.'), ...quoted), [
    { kind: 'choose-target', title: say('Choose Another Target...') },
    retry,
  ]);
}

/** What a button can do about trouble on the way; which trouble is in the failure's own words. */
const steps: Readonly<Partial<Record<FailureCode, readonly Step[]>>> = {
  unauthorized: [{ kind: 'sign-in', title: say('Sign In') }, retry],
  'signed-out': [{ kind: 'sign-in', title: say('Sign In') }],
  forbidden: [retry],
  'not-found': [refresh, { kind: 'choose-instance', title: say('Choose Another Instance...') }],
  'tool-missing': [{ kind: 'forward-endpoint', title: say('Use a Forwarded Address...') }],
  refused: [{ kind: 'start-app', title: say('Open in Portal') }, refresh],
  offline: [retry, { kind: 'forward-endpoint', title: say('Use a Forwarded Address...') }],
  timeout: [retry, { kind: 'forward-endpoint', title: say('Use a Forwarded Address...') }],
  proxy: [{ kind: 'open-proxy-settings', title: say('Proxy Settings') }, retry],
  certificate: [{ kind: 'open-proxy-settings', title: say('Proxy Settings') }],
  unexpected: [{ kind: 'show-log', title: say('Show Log') }],
};

/** Trouble on the way to the endpoint: no role, no tools, a stopped app, a private network, a proxy. */
export function judgeTrouble(failure: Failure, app: Pick<JudgedApp, 'id'>): Verdict {
  const [what, ...rest] = spoken(failure.words);
  const onward = (steps[failure.code] ?? [retry]).map((step) =>
    step.kind === 'start-app' ? { ...step, value: app.id } : step,
  );
  return verdict(sentences(...(rest.length > 0 || what === undefined ? rest : [what])), [
    ...(failure.code === 'forbidden' ? [openAccess(app.id)] : []),
    ...onward,
  ]);
}

function quote({ words }: Refused): readonly Text[] {
  const quoted = [words.error, words.description].filter((part) => part !== undefined).join(': ');
  return quoted === '' ? [] : [say('It said: "{0}"', quoted)];
}

function verdict(sentence: Text, buttons: readonly Remedy[]): Verdict {
  return { topic: 'failure', level: 'error', sentence, remedies: buttons };
}
