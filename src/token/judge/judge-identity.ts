import { fixesFor } from '../../access/mend/fix-offers';
import { say, sentences, type Text } from '../../lifecycle/text';
import { isMixed } from '../../estate/app-identity';
import type { DecodedToken } from '../decode/decode-token';
import type { WhichIdentity } from '../token-wish';
import {
  answererOf,
  identitiesOf,
  isAsWished,
  wishedIdentity,
  wishWords,
  type IdentityWords,
  type JudgedApp,
  type KnownIdentity,
} from './answerer';
import type { Remedy, Step, Verdict, VerdictLevel } from './verdict';

const advice =
  'https://learn.microsoft.com/azure/spring-apps/basic-standard/how-to-use-managed-identities#best-practices-when-using-managed-identities';

/** Which identity answered, and whether it is the one asked for. */
export function judgeIdentity(wish: WhichIdentity, token: DecodedToken, app: JudgedApp): Verdict {
  const answerer = answererOf(token, app);
  if (answerer.kind === 'unknown')
    return verdict('warning', say('The token does not say which identity it belongs to.'), [compare]);
  if (answerer.kind === 'stranger') return judgeStranger(answerer, app);
  if (wish.by === 'none') return judgePicked(answerer, token.clientId ?? answerer.clientId, app);
  if (isAsWished(wish, token, app) === true)
    return verdict('good', say('As asked: {0} answered.', answerer.words), []);
  const asked = wishedIdentity(wish, app);
  const other = say(
    'Not as asked: {0} answered, but {1} was asked for.',
    answerer.words,
    wishWords(wish, app).words,
  );
  const sentence =
    asked === undefined ? sentences(other, say("'{0}' has no such identity now.", app.name)) : other;
  return verdict('error', sentence, [compare, refresh]);
}

function judgeStranger({ subject }: IdentityWords, app: JudgedApp): Verdict {
  return verdict(
    'error',
    say(
      "{0} answered, which '{1}' does not have as far as Azure tells. It may have been removed since: the platform may go on giving out a token it has for about a day.",
      subject,
      app.name,
    ),
    [refresh, compare],
  );
}

/** Nobody was named: with one identity that is clear, with several it is the documented pitfall. */
function judgePicked(
  { subject, name }: KnownIdentity,
  clientId: string | undefined,
  app: JudgedApp,
): Verdict {
  const identities = identitiesOf(app);
  const meant = clientId === undefined ? [] : [{ clientId, name }];
  const named = fixesFor({ because: 'misnamed', meant });
  if (identities.length === 1)
    return verdict(
      'good',
      say(
        "{0} answered. It is the only identity of '{1}', so code without a client ID gets it until another one is added.",
        subject,
        app.name,
      ),
      named,
    );
  const mixed = isMixed(app.identity);
  return verdict(
    'warning',
    mixed
      ? say(
          "{0} was picked, and this may change: '{1}' has {2} identities of both kinds and was asked without a client ID, so the platform chooses one. Pass the client ID of the identity you mean, or keep one kind of identity only.",
          subject,
          app.name,
          identities.length,
        )
      : say(
          "{0} was picked, and this may change: '{1}' has {2} identities and was asked without a client ID, so the platform chooses one. Pass the client ID of the identity you mean, or keep one identity only.",
          subject,
          app.name,
          identities.length,
        ),
    [
      ...named,
      { kind: 'keep-one-kind', title: mixed ? say('Keep One Kind...') : say('Remove Identities...') },
      { kind: 'open-link', title: say("Microsoft's Advice"), value: advice },
    ],
  );
}

export const compare: Step = { kind: 'compare', title: say('Compare Identities') };
export const refresh: Step = { kind: 'refresh', title: say('Refresh App') };

function verdict(level: VerdictLevel, sentence: Text, remedies: readonly Remedy[]): Verdict {
  return { topic: 'identity', level, sentence, remedies };
}
