import { fixesFor } from '../../access/mend/fix-offers';
import { say } from '../../lifecycle/text';
import { isMixed } from '../../estate/app-identity';
import type { DecodedToken } from '../decode/decode-token';
import type { WhichIdentity } from '../token-wish';
import { answererOf, identitiesOf, isAsWished, wishedIdentity, wishWords, type JudgedApp } from './answerer';
import type { Remedy, Step, Verdict, VerdictLevel } from './verdict';

const advice =
  'https://learn.microsoft.com/azure/spring-apps/basic-standard/how-to-use-managed-identities#best-practices-when-using-managed-identities';

/** Which identity answered, and whether it is the one asked for. */
export function judgeIdentity(wish: WhichIdentity, token: DecodedToken, app: JudgedApp): Verdict {
  const answerer = answererOf(token, app);
  if (answerer.kind === 'unknown')
    return verdict('warning', 'The token does not say which identity it belongs to.', [compare]);
  if (answerer.kind === 'stranger') return judgeStranger(answerer.words, app);
  if (wish.by === 'none') return judgePicked(answerer.words, token.clientId ?? answerer.clientId, app);
  if (isAsWished(wish, token, app) === true)
    return verdict('good', `As asked: ${answerer.words} answered.`, []);
  const asked = wishedIdentity(wish, app);
  const why = asked === undefined ? ` '${app.name}' has no such identity now.` : '';
  return verdict(
    'error',
    `Not as asked: ${answerer.words} answered, but ${wishWords(wish, app)} was asked for.${why}`,
    [compare, refresh],
  );
}

function judgeStranger(name: string, app: JudgedApp): Verdict {
  return verdict(
    'error',
    `${capital(name)} answered, which '${app.name}' does not have as far as Azure tells. It may have been removed since: ` +
      'the platform may go on giving out a token it has for about a day.',
    [refresh, compare],
  );
}

/** Nobody was named: with one identity that is clear, with several it is the documented pitfall. */
function judgePicked(name: string, clientId: string | undefined, app: JudgedApp): Verdict {
  const identities = identitiesOf(app);
  const known = identities.find((one) => one.words === name);
  const meant = clientId === undefined ? [] : [{ clientId, name: known?.name ?? clientId }];
  const named = fixesFor({ because: 'misnamed', meant });
  if (identities.length === 1)
    return verdict(
      'good',
      `${capital(name)} answered. It is the only identity of '${app.name}', so code without a client ID gets it ` +
        'until another one is added.',
      named,
    );
  const kinds = isMixed(app.identity) ? 'of both kinds ' : '';
  return verdict(
    'warning',
    `${capital(name)} was picked, and this may change: '${app.name}' has ${identities.length} identities ${kinds}` +
      'and was asked without a client ID, so the platform chooses one. Pass the client ID of the identity you mean, or ' +
      (kinds === '' ? 'keep one identity only.' : 'keep one kind of identity only.'),
    [
      ...named,
      { kind: 'keep-one-kind', title: kinds === '' ? say('Remove Identities...') : say('Keep One Kind...') },
      { kind: 'open-link', title: say("Microsoft's Advice"), value: advice },
    ],
  );
}

export const compare: Step = { kind: 'compare', title: say('Compare Identities') };
export const refresh: Step = { kind: 'refresh', title: say('Refresh App') };

function verdict(level: VerdictLevel, sentence: string, remedies: readonly Remedy[]): Verdict {
  return { topic: 'identity', level, sentence, remedies };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
