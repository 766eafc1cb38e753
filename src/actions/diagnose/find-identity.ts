import type { Broken, NameableId } from '../../access/mend/broken';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import { sameArmId } from '../../estate/ids/arm-id';
import { say, type Text } from '../../lifecycle/text';
import type { AskedIdentity } from '../../rules/asked-identity';
import { heldBy, type LinkedApp } from '../../rules/linked-app';
import type { WhichIdentity } from '../../token/token-wish';
import type { AskedPlace } from './asked-places';
import type { Answer, Case } from './case';
import type { Outcome } from './diagnosis';
import { identityText } from './words';

/** Whose token the app gets there, or why that is not to be had or not known. */
export type FoundIdentity =
  | { readonly held: HeldIdentity; readonly evidence: readonly Text[] }
  | {
      readonly outcome: Exclude<Outcome, 'works'>;
      readonly because: Text;
      readonly broken?: Broken;
      readonly evidence: readonly Text[];
    }
  /** Nobody is named, and which of several answers is not known. */
  | { readonly anyOf: readonly HeldIdentity[]; readonly evidence: readonly Text[] };

/** Which identity of the app answers where files ask like this. `meant`: those that could be named, best first. */
export function findIdentity(
  place: AskedPlace,
  { app, answers = [], identities = [] }: Pick<Case, 'app' | 'answers' | 'identities'>,
  meant: readonly NameableId[],
): FoundIdentity {
  const held = heldBy(app);
  if (place.asks.by === 'unknown') return notTold(place.asks);
  if (held.length === 0)
    return {
      outcome: 'broken',
      because: say("'{0}' has no identity, so there is no token to be had.", app.name),
      broken: { because: 'no-identity' },
      evidence: [],
    };
  const answer = answers.find(({ asked }) => asksLike(asked, place.asks));
  const told =
    place.asks.by === 'none' ? foundUnnamed(held) : foundNamed({ place, app, held, meant, identities });
  return answer === undefined ? told : answered({ answer, told, held, app, place });
}

/** Why no file tells it. */
function notTold({ why }: Extract<AskedIdentity, { readonly by: 'unknown' }>): FoundIdentity {
  const because = {
    variable: say('Which identity is asked for is decided by a variable that nothing read here gives.'),
    profiles: say('Which identity is asked for depends on the profile the app runs with.'),
    secret: say('A secret or a key is sent instead of a token of an identity.'),
    code: say('Which identity is asked for is decided by code that is not followed here.'),
  }[why.is];
  return { outcome: 'unknown', because, evidence: [] };
}

function foundUnnamed(held: readonly HeldIdentity[]): FoundIdentity {
  const [only, ...others] = held;
  if (only !== undefined && others.length === 0)
    return { held: only, evidence: [say('It is the only identity of the app: {0}.', identityText(only))] };
  return { anyOf: held, evidence: [say('The app has {0} identities.', held.length)] };
}

interface Named {
  readonly place: AskedPlace;
  readonly app: LinkedApp;
  readonly held: readonly HeldIdentity[];
  readonly meant: readonly NameableId[];
  readonly identities: NonNullable<Case['identities']>;
}

function foundNamed({ place, app, held, meant, identities }: Named): FoundIdentity {
  const { asks, named } = place;
  const value = 'value' in asks ? asks.value : '';
  const found = held.find((one) => isAsked(one, asks));
  if (found !== undefined)
    return { held: found, evidence: [say("It is {0} of '{1}'.", identityText(found), app.name)] };
  const byPrincipal = held.find(({ principalId }) => asks.by === 'client-id' && sameId(principalId, value));
  if (byPrincipal !== undefined)
    return {
      outcome: 'broken',
      because: say(
        'The principal ID (object ID) of {0} stands where its client ID belongs.',
        identityText(byPrincipal),
      ),
      broken: { because: 'misnamed', meant: nameables([byPrincipal]), at: named },
      evidence: [],
    };
  const known = identities.find((one) => isAsked({ kind: 'user-assigned', ...one }, asks));
  if (known !== undefined)
    return {
      outcome: 'broken',
      because: say("'{0}' does not have '{1}', which is asked for.", app.name, known.name),
      broken: { because: 'not-assigned', meant, at: named, identity: known.id },
      evidence: [],
    };
  if (asks.by === 'client-id' && held.some(({ clientId }) => clientId === undefined))
    return {
      outcome: 'unknown',
      because: say(
        "Client ID {0} is none that Azure tells of '{1}'; of one of its identities it does not tell the client ID.",
        value,
        app.name,
      ),
      evidence: [],
    };
  return {
    outcome: 'broken',
    because: say("'{0}' does not have the identity that is asked for ({1}).", app.name, value),
    broken: {
      because: 'not-assigned',
      meant,
      at: named,
      ...(asks.by === 'resource-id' && { identity: value }),
    },
    evidence: [],
  };
}

/** What a test token showed comes before what could be told without one. */
function answered({
  answer: { answered: result },
  told,
  held,
  app,
  place,
}: {
  readonly answer: Answer;
  readonly told: FoundIdentity;
  readonly held: readonly HeldIdentity[];
  readonly app: LinkedApp;
  readonly place: AskedPlace;
}): FoundIdentity {
  if ('why' in result) {
    if ('outcome' in told && told.outcome === 'broken')
      return { ...told, evidence: [...told.evidence, say('A test token was refused: {0}', result.why)] };
    return {
      outcome: 'broken',
      because: say('No token is to be had: {0}', result.why),
      evidence: told.evidence,
    };
  }
  const owner = held.find(({ principalId }) => sameId(principalId, result.principalId));
  if (owner === undefined)
    return {
      outcome: 'broken',
      because: say(
        "A test token was of principal {0}, which is no identity of '{1}' any more: the platform may go on giving out a token it has for about a day.",
        result.principalId,
        app.name,
      ),
      evidence: told.evidence,
    };
  const isOther = 'held' in told && !sameId(told.held.principalId, owner.principalId);
  if (isOther && place.asks.by !== 'none')
    return {
      outcome: 'broken',
      because: say(
        '{0} was asked for, and a test token was of {1}.',
        identityText(told.held),
        identityText(owner),
      ),
      evidence: told.evidence,
    };
  return { held: owner, evidence: [...told.evidence, say('A test token was of {0}.', identityText(owner))] };
}

export function nameables(held: readonly HeldIdentity[]): readonly NameableId[] {
  return held.flatMap(({ clientId, name }) => (clientId === undefined ? [] : [{ clientId, name }]));
}

/** The way to ask for a token as a file does; `undefined` where no file tells it. */
export function wishOf(asks: AskedIdentity): WhichIdentity | undefined {
  if (asks.by === 'unknown') return undefined;
  return asks.by === 'none' ? { by: 'none' } : { by: asks.by, value: asks.value };
}

function asksLike(wish: WhichIdentity, asks: AskedIdentity): boolean {
  const wanted = wishOf(asks);
  if (wanted?.by !== wish.by) return false;
  return wanted.by === 'none' || (wish.by !== 'none' && sameId(wish.value, wanted.value));
}

function isAsked(held: HeldIdentity, asks: AskedIdentity): boolean {
  switch (asks.by) {
    case 'client-id':
      return sameId(held.clientId, asks.value);
    case 'object-id':
      return sameId(held.principalId, asks.value);
    case 'resource-id':
      return held.id !== undefined && sameArmId(held.id, asks.value);
    default:
      return false;
  }
}
